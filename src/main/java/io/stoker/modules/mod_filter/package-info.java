@NullMarked
package io.stoker.modules.mod_filter;

import org.jspecify.annotations.NullMarked;
