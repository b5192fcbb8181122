@NullMarked
package io.stoker.modules.mod_mime;

import org.jspecify.annotations.NullMarked;
