/** {@code ab}: asks a server the same thing many times and tells how long it took. */
@NullMarked
package io.stoker.support.ab;

import org.jspecify.annotations.NullMarked;
