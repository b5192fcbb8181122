/** Main class, properties and wiring. */
@NullMarked
package io.stoker.boot;

import org.jspecify.annotations.NullMarked;
