/** mod_rewrite: rules that rewrite URLs, for a server and for directories. */
@NullMarked
package io.stoker.modules.mod_rewrite;

import org.jspecify.annotations.NullMarked;
