/** Facts of HTTP: status codes, header names, dates, ranges, entity tags, percent-decoding. */
@NullMarked
package io.stoker.http;

import org.jspecify.annotations.NullMarked;
