@NullMarked
package io.stoker.modules.mod_deflate;

import org.jspecify.annotations.NullMarked;
