/**
 * The directives of httpd's core that are not part of the configuration language itself, and those
 * of http_core. What they say stands in {@link io.stoker.api.Core} for all to read.
 */
@NullMarked
package io.stoker.modules.core;

import org.jspecify.annotations.NullMarked;
