/** Configuration text to a lossless tree with positions, and back; knows no directive. */
@NullMarked
package io.stoker.syntax;

import org.jspecify.annotations.NullMarked;
