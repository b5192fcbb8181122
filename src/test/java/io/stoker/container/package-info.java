/** The image, in a container. */
@NullMarked
package io.stoker.container;

import org.jspecify.annotations.NullMarked;
