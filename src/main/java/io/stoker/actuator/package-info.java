/** Actuator endpoints, health and meters. */
@NullMarked
package io.stoker.actuator;

import org.jspecify.annotations.NullMarked;
