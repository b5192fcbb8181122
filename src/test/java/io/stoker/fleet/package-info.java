/** The replicas. */
@NullMarked
package io.stoker.fleet;

import org.jspecify.annotations.NullMarked;
