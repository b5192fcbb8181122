@NullMarked
package io.stoker.modules.mod_ratelimit;

import org.jspecify.annotations.NullMarked;
