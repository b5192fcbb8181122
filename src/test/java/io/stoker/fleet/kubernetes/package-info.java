/** The cluster, which is fabric8's mock of an API server here. */
@NullMarked
package io.stoker.fleet.kubernetes;

import org.jspecify.annotations.NullMarked;
