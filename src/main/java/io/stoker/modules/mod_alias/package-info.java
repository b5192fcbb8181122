@NullMarked
package io.stoker.modules.mod_alias;

import org.jspecify.annotations.NullMarked;
