package io.stoker.api;

/**
 * Something a module offers by name to others.
 *
 * @param point where it plugs in
 * @param name its name there
 * @param value the thing itself
 * @param <T> type of the point
 */
public record Extension<T>(ExtensionPoint<T> point, String name, T value) {}
