/** Files of the DBM libraries, read whole. */
@NullMarked
package io.stoker.files.dbm;

import org.jspecify.annotations.NullMarked;
