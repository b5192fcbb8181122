@NullMarked
package io.stoker.modules.mod_authz_owner;

import org.jspecify.annotations.NullMarked;
