/** {@code stoker advise}: the tuning guide on the command line. */
@NullMarked
package io.stoker.cli.advise;

import org.jspecify.annotations.NullMarked;
