@NullMarked
package io.stoker.modules.mod_autoindex;

import org.jspecify.annotations.NullMarked;
