/** Deliberate violations; this package is marked, others are not. */
@NullMarked
package io.stoker.architecture.violation.api;

import org.jspecify.annotations.NullMarked;
