/** The chart in {@code helm/stoker}: what it makes, held against Kubernetes' own types. */
@NullMarked
package io.stoker.helm;

import org.jspecify.annotations.NullMarked;
