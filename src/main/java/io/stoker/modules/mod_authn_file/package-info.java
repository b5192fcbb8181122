@NullMarked
package io.stoker.modules.mod_authn_file;

import org.jspecify.annotations.NullMarked;
