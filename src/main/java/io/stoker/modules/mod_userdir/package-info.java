/** mod_userdir: {@code /~user} leads to a directory of that user. */
@NullMarked
package io.stoker.modules.mod_userdir;

import org.jspecify.annotations.NullMarked;
