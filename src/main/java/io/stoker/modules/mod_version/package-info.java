/** mod_version: known by name. */
@NullMarked
package io.stoker.modules.mod_version;

import org.jspecify.annotations.NullMarked;
