@NullMarked
package io.stoker.modules.mod_authz_host;

import org.jspecify.annotations.NullMarked;
