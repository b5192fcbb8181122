/** Looking into the logs that the served configuration names, within bounds. */
@NullMarked
package io.stoker.runtime.logs;

import org.jspecify.annotations.NullMarked;
