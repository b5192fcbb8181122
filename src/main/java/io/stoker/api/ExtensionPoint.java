package io.stoker.api;

/**
 * A kind of thing that modules offer by name: authorization providers, log items, variables. Points
 * are compared by identity; each is a constant of the interface it is for.
 *
 * @param <T> what is offered
 */
public final class ExtensionPoint<T> {
  private final String description;
  private final boolean caseSensitive;

  private ExtensionPoint(String description, boolean caseSensitive) {
    this.description = description;
    this.caseSensitive = caseSensitive;
  }

  /** A point whose names are compared without case. */
  public static <T> ExtensionPoint<T> of(String description) {
    return new ExtensionPoint<>(description, false);
  }

  /** A point whose names are compared exactly. */
  public static <T> ExtensionPoint<T> exact(String description) {
    return new ExtensionPoint<>(description, true);
  }

  /** The form of a name under which offers are looked up. */
  public String key(String name) {
    return caseSensitive ? name : name.toLowerCase(java.util.Locale.ROOT);
  }

  /** An offer for this point. */
  public Extension<T> offer(String name, T value) {
    return new Extension<>(this, name, value);
  }

  @Override
  public String toString() {
    return description;
  }
}
