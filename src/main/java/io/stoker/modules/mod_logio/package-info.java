/** mod_logio: bytes on the wire and the time to the first of them. */
@NullMarked
package io.stoker.modules.mod_logio;

import org.jspecify.annotations.NullMarked;
