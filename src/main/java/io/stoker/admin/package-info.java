/** The console and its REST interface, on the management address. */
@NullMarked
package io.stoker.admin;

import org.jspecify.annotations.NullMarked;
