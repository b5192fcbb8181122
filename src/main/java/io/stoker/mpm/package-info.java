/** Children, slots, scoreboard, spawn policies, retirement. */
@NullMarked
package io.stoker.mpm;

import org.jspecify.annotations.NullMarked;
