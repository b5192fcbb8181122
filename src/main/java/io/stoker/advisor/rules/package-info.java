/** One class for each statement of the tuning guide that can be advised on, by its number. */
@NullMarked
package io.stoker.advisor.rules;

import org.jspecify.annotations.NullMarked;
