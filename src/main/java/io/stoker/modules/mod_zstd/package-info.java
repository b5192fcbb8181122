@NullMarked
package io.stoker.modules.mod_zstd;

import org.jspecify.annotations.NullMarked;
