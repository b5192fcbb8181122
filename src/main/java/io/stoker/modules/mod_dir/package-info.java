@NullMarked
package io.stoker.modules.mod_dir;

import org.jspecify.annotations.NullMarked;
