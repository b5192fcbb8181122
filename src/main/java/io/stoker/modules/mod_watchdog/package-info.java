/** mod_watchdog: known by name. */
@NullMarked
package io.stoker.modules.mod_watchdog;

import org.jspecify.annotations.NullMarked;
