/** mod_speling: URLs with a small mistake in them lead to what was meant. */
@NullMarked
package io.stoker.modules.mod_speling;

import org.jspecify.annotations.NullMarked;
