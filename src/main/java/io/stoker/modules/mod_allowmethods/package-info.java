@NullMarked
package io.stoker.modules.mod_allowmethods;

import org.jspecify.annotations.NullMarked;
