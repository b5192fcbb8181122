/** mod_asis: files that bring their own header. */
@NullMarked
package io.stoker.modules.mod_asis;

import org.jspecify.annotations.NullMarked;
