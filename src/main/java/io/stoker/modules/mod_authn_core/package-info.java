@NullMarked
package io.stoker.modules.mod_authn_core;

import org.jspecify.annotations.NullMarked;
