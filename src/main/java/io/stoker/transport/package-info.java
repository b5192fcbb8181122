/** The only Netty and Reactor code of the content plane. */
@NullMarked
package io.stoker.transport;

import org.jspecify.annotations.NullMarked;
