/** Expressions (ap_expr), format strings, regular expressions and back-references. */
@NullMarked
package io.stoker.expr;

import org.jspecify.annotations.NullMarked;
