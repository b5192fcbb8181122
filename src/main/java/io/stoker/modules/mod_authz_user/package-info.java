@NullMarked
package io.stoker.modules.mod_authz_user;

import org.jspecify.annotations.NullMarked;
