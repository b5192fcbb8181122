/** {@code stoker compat}: how much of an existing configuration works here as in httpd. */
@NullMarked
package io.stoker.cli.compat;

import org.jspecify.annotations.NullMarked;
