/** mod_status: a page about what the server does. */
@NullMarked
package io.stoker.modules.mod_status;

import org.jspecify.annotations.NullMarked;
