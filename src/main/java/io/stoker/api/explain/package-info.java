/**
 * How a request is, or would be, answered, as data: for the console, for programs and for tests.
 */
@NullMarked
package io.stoker.api.explain;

import org.jspecify.annotations.NullMarked;
