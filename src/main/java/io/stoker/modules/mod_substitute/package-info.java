@NullMarked
package io.stoker.modules.mod_substitute;

import org.jspecify.annotations.NullMarked;
