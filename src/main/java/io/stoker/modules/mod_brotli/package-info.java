@NullMarked
package io.stoker.modules.mod_brotli;

import org.jspecify.annotations.NullMarked;
