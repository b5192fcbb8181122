/** mod_actions: scripts for media types, handlers and methods. */
@NullMarked
package io.stoker.modules.mod_actions;

import org.jspecify.annotations.NullMarked;
