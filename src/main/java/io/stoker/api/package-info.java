/** All that the author of a module imports. */
@NullMarked
package io.stoker.api;

import org.jspecify.annotations.NullMarked;
