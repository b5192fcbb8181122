/** {@code stoker explain}: how a configuration answers a request. */
@NullMarked
package io.stoker.cli.explain;

import org.jspecify.annotations.NullMarked;
