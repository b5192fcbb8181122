/**
 * mod_cgi and mod_cgid: programs answer requests (RFC 3875). Both names mean the same here, since
 * there is no process that would have to be forked by a daemon of its own.
 */
@NullMarked
package io.stoker.modules.mod_cgi;

import org.jspecify.annotations.NullMarked;
