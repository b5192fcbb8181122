@NullMarked
package io.stoker.modules.mod_setenvif;

import org.jspecify.annotations.NullMarked;
