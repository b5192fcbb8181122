/**
 * httpd configuration text as a lossless, positioned tree.
 *
 * <p>This package knows how httpd cuts a file into lines, words and sections, and no directive. The
 * base is {@link io.stoker.syntax.LogicalLines}, which is read one line after the other as httpd
 * does; {@link io.stoker.syntax.ConfigTree} is a fold over it for tools that look at a whole file,
 * and {@link io.stoker.syntax.Edit} changes a file leaving every other byte as it was.
 */
@NullMarked
package io.stoker.syntax;

import org.jspecify.annotations.NullMarked;
