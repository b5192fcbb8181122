/** mod_info: a page about how the server is configured. */
@NullMarked
package io.stoker.modules.mod_info;

import org.jspecify.annotations.NullMarked;
