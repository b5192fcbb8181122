/** The replicas of this server: who they are, and what each says of itself. */
@NullMarked
package io.stoker.fleet;

import org.jspecify.annotations.NullMarked;
