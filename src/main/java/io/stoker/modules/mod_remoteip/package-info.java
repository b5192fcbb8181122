/** mod_remoteip: the client behind proxies, by a header field or the PROXY protocol. */
@NullMarked
package io.stoker.modules.mod_remoteip;

import org.jspecify.annotations.NullMarked;
