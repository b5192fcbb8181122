/** The directive tables as documentation, completion and form models. */
@NullMarked
package io.stoker.reference;

import org.jspecify.annotations.NullMarked;
