/** mod_unixd: whom the server runs as. */
@NullMarked
package io.stoker.modules.mod_unixd;

import org.jspecify.annotations.NullMarked;
