/** Message catalogue, error log, access-log ring and writer, rotation, pipes. */
@NullMarked
package io.stoker.logging;

import org.jspecify.annotations.NullMarked;
