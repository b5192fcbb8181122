/** mod_include: pages with elements that are replaced when they are sent. */
@NullMarked
package io.stoker.modules.mod_include;

import org.jspecify.annotations.NullMarked;
