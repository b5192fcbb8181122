package io.stoker.cli.compat;

import io.stoker.reference.Rating;
import org.jspecify.annotations.Nullable;

/**
 * A directive of a configuration and what is thought of it. Texts are bytes, one a char.
 *
 * @param line as httpd counts: the last one of a continued directive
 * @param tag as the file writes it: {@code Listen}, {@code <Directory>}
 * @param leftOut the section that keeps it from being read, such as {@code <IfModule mod_php.c>};
 *     null where it is read
 */
record RatedLine(
    String file, int line, String tag, String arguments, Rating rating, @Nullable String leftOut) {}
