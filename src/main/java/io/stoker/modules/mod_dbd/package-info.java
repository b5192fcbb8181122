/** mod_dbd: connections to SQL databases, by JDBC, for modules that look something up. */
@NullMarked
package io.stoker.modules.mod_dbd;

import org.jspecify.annotations.NullMarked;
