/** One folder for each httpd module, named exactly as the module is. */
@NullMarked
package io.stoker.modules;

import org.jspecify.annotations.NullMarked;
