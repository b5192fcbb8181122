/**
 * The only blocking disk access of the server: looking up, walking, opening, reading, listing and
 * watching files.
 *
 * <p><b>Paths are bytes.</b> On Unix a file name is any sequence of bytes but NUL and slash, and
 * httpd treats it so. A path in this package is a {@code String} of which <em>each char is one
 * byte</em> (0 to 255, the ISO-8859-1 mapping), so that a name that is not valid UTF-8 survives the
 * way from the URI to the disk and back. A text that a human wrote (a configuration file read as
 * UTF-8, say) is turned into such a path with {@link io.stoker.files.ByteNames#fromText}. The
 * encoding that the JVM was started with ({@code LANG}, {@code sun.jnu.encoding}) does not matter
 * where the Linux implementation is in use; the portable one converts, and cannot reach a name that
 * the JVM's encoding cannot express: such a file is missing to it.
 *
 * <p><b>Two implementations</b> stand behind {@link io.stoker.files.Disk}: Linux system calls
 * through the foreign function interface, and {@code java.nio}. The choice is made once; the system
 * property {@code stoker.files} set to {@code portable} forces the second.
 *
 * <p>Nothing here throws for what a client can cause: outcomes are data ({@link
 * io.stoker.files.Lookup}, {@link io.stoker.files.Walked}, {@link io.stoker.files.Opened}, {@link
 * io.stoker.files.Content}, {@link io.stoker.files.Listed}).
 */
@NullMarked
package io.stoker.files;

import org.jspecify.annotations.NullMarked;
