/** Tree and directive tables to a snapshot; merging; .htaccess; diagnostics. */
@NullMarked
package io.stoker.config;

import org.jspecify.annotations.NullMarked;
