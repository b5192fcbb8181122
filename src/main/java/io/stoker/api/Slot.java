package io.stoker.api;

import java.util.Arrays;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A place for one value in a configuration: an array index with a type, a default and a way to
 * merge.
 *
 * <p>{@link Level#SERVER} slots exist once per virtual host and are merged from the main server to
 * the virtual host. {@link Level#DIRECTORY} slots exist in every section and {@code .htaccess} and
 * are merged along the section walk; said at server level they hold for the whole host.
 *
 * @param <T> type of the value; immutable
 */
public final class Slot<T extends @Nullable Object> {

  /** Where a value lives. */
  public enum Level {
    SERVER,
    DIRECTORY
  }

  /** Every slot at its index; replaced, never changed, so that reading takes no lock. */
  private static volatile Slot<?>[] all = new Slot<?>[0];

  private final int index;
  private final String name;
  private final Level level;
  private final @Nullable T fallback;
  private final BinaryOperator<T> merge;
  private final boolean replaced;

  private Slot(String name, Level level, @Nullable T fallback) {
    this(name, level, fallback, (child, parent) -> child, true);
  }

  private Slot(String name, Level level, @Nullable T fallback, BinaryOperator<T> merge) {
    this(name, level, fallback, merge, false);
  }

  private Slot(
      String name, Level level, @Nullable T fallback, BinaryOperator<T> merge, boolean replaced) {
    this.replaced = replaced;
    this.name = name;
    this.level = level;
    this.fallback = fallback;
    this.merge = merge;
    this.index = register(this);
  }

  private static synchronized int register(Slot<?> slot) {
    Slot<?>[] more = Arrays.copyOf(all, all.length + 1);
    more[all.length] = slot;
    all = more;
    return more.length - 1;
  }

  /** Every slot made so far, by index; not to be changed. */
  static Slot<?>[] all() {
    return all;
  }

  /** One value per virtual host; the host's own wins; {@code fallback} where none was said. */
  public static <T> Slot<T> server(String name, T fallback) {
    return new Slot<>(name, Level.SERVER, fallback);
  }

  /** As {@link #server(String, Object)} with no default: reading gives null. */
  public static <T> Slot<@Nullable T> optionalServer(String name) {
    return new Slot<>(name, Level.SERVER, null);
  }

  /** One value per virtual host, merged by {@link Mergeable#over}. */
  public static <C extends Mergeable<C>> Slot<C> server(C unset) {
    return new Slot<>(nameOf(unset), Level.SERVER, unset, (child, parent) -> child.over(parent));
  }

  /** One value per virtual host, merged by {@code merge} (child first). */
  public static <T> Slot<T> server(String name, T unset, BinaryOperator<T> merge) {
    return new Slot<>(name, Level.SERVER, unset, merge);
  }

  /** One value per section; the innermost wins; {@code fallback} where none was said. */
  public static <T> Slot<T> directory(String name, T fallback) {
    return new Slot<>(name, Level.DIRECTORY, fallback);
  }

  /** As {@link #directory(String, Object)} with no default: reading gives null. */
  public static <T> Slot<@Nullable T> optionalDirectory(String name) {
    return new Slot<>(name, Level.DIRECTORY, null);
  }

  /** One value per section, merged by {@link Mergeable#over}. */
  public static <C extends Mergeable<C>> Slot<C> directory(C unset) {
    return new Slot<>(nameOf(unset), Level.DIRECTORY, unset, (child, parent) -> child.over(parent));
  }

  /** One value per section, merged by {@code merge} (child first). */
  public static <T> Slot<T> directory(String name, T unset, BinaryOperator<T> merge) {
    return new Slot<>(name, Level.DIRECTORY, unset, merge);
  }

  private static String nameOf(Object unset) {
    return unset.getClass().getSimpleName();
  }

  /** What the slot holds, for messages and the console: a directive's or a record's name. */
  public String name() {
    return name;
  }

  public Level level() {
    return level;
  }

  /** The value where nothing was said. */
  @SuppressWarnings("NullAway") // null exactly for the optional slots, whose T is nullable
  public T fallback() {
    return fallback;
  }

  int index() {
    return index;
  }

  /** Whether what an inner place says replaces all that was said around it. */
  public boolean isReplaced() {
    return replaced;
  }

  T merge(T child, T parent) {
    return merge.apply(child, parent);
  }

  @Override
  public String toString() {
    return name;
  }
}
