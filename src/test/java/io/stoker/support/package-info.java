/** Tests of the support programs. */
@NullMarked
package io.stoker.support;

import org.jspecify.annotations.NullMarked;
