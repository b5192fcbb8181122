@NullMarked
package io.stoker.modules.mod_authz_core;

import org.jspecify.annotations.NullMarked;
