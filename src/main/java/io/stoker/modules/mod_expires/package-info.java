@NullMarked
package io.stoker.modules.mod_expires;

import org.jspecify.annotations.NullMarked;
