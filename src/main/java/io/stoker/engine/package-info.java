/** The way of a request: phases, section walk, sub-requests, error documents, plans. */
@NullMarked
package io.stoker.engine;

import org.jspecify.annotations.NullMarked;
