package io.stoker.architecture.violation.syntax;

import com.github.benmanes.caffeine.cache.Cache;

/** A library where only the JDK may be. */
public record UsesCaffeine(Cache<String, String> cache) {}
