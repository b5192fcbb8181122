/**
 * Parity cases: an httpd configuration, requests and the replies that Apache httpd gives to them,
 * run over any {@link io.stoker.parity.Transport}. The file format is described in {@code
 * src/test/resources/parity/README.md}.
 */
@NullMarked
package io.stoker.parity;

import org.jspecify.annotations.NullMarked;
