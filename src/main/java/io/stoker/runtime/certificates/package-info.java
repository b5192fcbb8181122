/** The certificates that a configuration names, looked at; private keys never are. */
@NullMarked
package io.stoker.runtime.certificates;

import org.jspecify.annotations.NullMarked;
