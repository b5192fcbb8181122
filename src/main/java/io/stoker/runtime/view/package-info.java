/** What is being served, as the console and the endpoints show it. */
@NullMarked
package io.stoker.runtime.view;

import org.jspecify.annotations.NullMarked;
