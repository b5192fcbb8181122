/** mod_vhost_alias: document roots made of the name or address of the server. */
@NullMarked
package io.stoker.modules.mod_vhost_alias;

import org.jspecify.annotations.NullMarked;
