@NullMarked
package io.stoker.modules.mod_authz_groupfile;

import org.jspecify.annotations.NullMarked;
