/** {@code stokerctl history}, {@code diff} and {@code rollback}. */
@NullMarked
package io.stoker.cli.history;

import org.jspecify.annotations.NullMarked;
