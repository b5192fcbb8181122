/** Helpers shared by the tests of all packages. */
@NullMarked
package io.stoker.testing;

import org.jspecify.annotations.NullMarked;
