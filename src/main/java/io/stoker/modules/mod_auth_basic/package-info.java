@NullMarked
package io.stoker.modules.mod_auth_basic;

import org.jspecify.annotations.NullMarked;
