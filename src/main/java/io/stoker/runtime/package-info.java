/** Load, validate, swap, graceful restart and stop, signals, history. */
@NullMarked
package io.stoker.runtime;

import org.jspecify.annotations.NullMarked;
