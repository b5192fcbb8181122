@NullMarked
package io.stoker.modules.mod_env;

import org.jspecify.annotations.NullMarked;
