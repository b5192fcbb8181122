/** {@code stokerctl status} and {@code fullstatus}. */
@NullMarked
package io.stoker.cli.status;

import org.jspecify.annotations.NullMarked;
