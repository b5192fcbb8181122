@NullMarked
package io.stoker.modules.mod_headers;

import org.jspecify.annotations.NullMarked;
