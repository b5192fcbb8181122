@NullMarked
package io.stoker.modules.mod_access_compat;

import org.jspecify.annotations.NullMarked;
