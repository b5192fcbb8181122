/** mod_macro: known by name. */
@NullMarked
package io.stoker.modules.mod_macro;

import org.jspecify.annotations.NullMarked;
