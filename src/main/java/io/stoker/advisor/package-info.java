/** The tuning guide as rules over the configuration and what the server measures of itself. */
@NullMarked
package io.stoker.advisor;

import org.jspecify.annotations.NullMarked;
