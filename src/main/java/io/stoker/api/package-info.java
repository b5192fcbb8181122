/**
 * All that the author of a module imports: how directives are declared, where hooks run, what a
 * request looks like from inside, and what a handler answers.
 *
 * <p>Strings that stand for bytes from outside (URIs, header values, file names, configuration
 * arguments) hold one byte per {@code char} (ISO-8859-1), as httpd treats them: nothing is lost and
 * nothing is guessed.
 */
@NullMarked
package io.stoker.api;

import org.jspecify.annotations.NullMarked;
