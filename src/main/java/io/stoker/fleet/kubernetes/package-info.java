/** What is asked of a Kubernetes API server. Nothing in here is loaded anywhere else. */
@NullMarked
package io.stoker.fleet.kubernetes;

import org.jspecify.annotations.NullMarked;
