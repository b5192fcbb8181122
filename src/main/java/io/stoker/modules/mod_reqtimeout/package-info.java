/** mod_reqtimeout: clients that send too slowly are let go. */
@NullMarked
package io.stoker.modules.mod_reqtimeout;

import org.jspecify.annotations.NullMarked;
