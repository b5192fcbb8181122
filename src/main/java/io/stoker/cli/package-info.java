/** The commands: stoker with httpd's flags, stokerctl, the support programs. */
@NullMarked
package io.stoker.cli;

import org.jspecify.annotations.NullMarked;
