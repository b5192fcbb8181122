/** mod_so: known by name. */
@NullMarked
package io.stoker.modules.mod_so;

import org.jspecify.annotations.NullMarked;
