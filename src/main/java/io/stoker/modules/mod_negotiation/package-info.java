@NullMarked
package io.stoker.modules.mod_negotiation;

import org.jspecify.annotations.NullMarked;
