/** The only blocking disk access: path safety, link policy, content cache, watching. */
@NullMarked
package io.stoker.files;

import org.jspecify.annotations.NullMarked;
