package io.stoker.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a directive sees while it is read: where it stands, and the configuration being built at
 * that place.
 */
public interface Cmd {

  Directive directive();

  /** The log name of the module that the directive belongs to: {@code headers}. */
  String module();

  /** Name as written in the file, which may differ in case from {@link Directive#name}. */
  String writtenName();

  Position position();

  /** The context in the manual's sense. */
  Where where();

  /**
   * The sections around the directive, innermost last; {@code .htaccess} files have none outside.
   */
  List<EnclosingSection> enclosing();

  /** The innermost enclosing section of this kind, or null. */
  default @Nullable EnclosingSection within(SectionKind kind) {
    var all = enclosing();
    for (int i = all.size() - 1; i >= 0; i--) {
      if (all.get(i).kind() == kind) {
        return all.get(i);
      }
    }
    return null;
  }

  /**
   * The directory, file pattern or URL prefix that the directive's configuration is for (httpd's
   * {@code cmd->path}): a directory with trailing slash in Directory and .htaccess; null at server
   * level.
   */
  @Nullable String path();

  /** A variable of the process's environment, or null. */
  @Nullable String processEnv(String name);

  /** The methods of the enclosing Limit or LimitExcept, or null where there is none. */
  @Nullable MethodSet limitedTo();

  /** The override classes granted to the .htaccess file that is read; all of them elsewhere. */
  Set<OverrideClass> granted();

  /**
   * The options that {@code AllowOverride Options=…} grants the .htaccess file that is read; null
   * where all may be set.
   */
  default @Nullable Set<Core.Option> grantedOptions() {
    return null;
  }

  /** What the slot holds at this place so far, unmerged; its default where nothing was said. */
  <T extends @Nullable Object> T get(Slot<T> slot);

  /** What the slot holds in the main server so far (for directives that look outward). */
  <T extends @Nullable Object> T getMain(Slot<T> slot);

  /** Puts a value into the slot at this place (SERVER slots: into the virtual host). */
  <T extends @Nullable Object> void set(Slot<T> slot, T value);

  /** Changes the value of the slot at this place. */
  default <T extends @Nullable Object> void update(Slot<T> slot, UnaryOperator<T> change) {
    set(slot, change.apply(get(slot)));
  }

  /** Puts a value into the slot of the main server, wherever the directive stands. */
  <T extends @Nullable Object> void setMain(Slot<T> slot, T value);

  /**
   * The first word of a text, quotes and escapes taken away as in the words of directives; empty
   * where there is none.
   */
  Cut cut(String text);

  /** All words of a text, cut by {@link #cut}. */
  default List<String> words(String text) {
    List<String> words = new ArrayList<>();
    for (String rest = text.strip(); !rest.isEmpty(); ) {
      Cut cut = cut(rest);
      words.add(cut.word());
      rest = cut.rest();
    }
    return List.copyOf(words);
  }

  /** {@code path} made absolute below ServerRoot and normalised. */
  String serverRootRelative(String path) throws DirectiveException;

  /** Whether {@code -D} or Define named it. */
  boolean isDefined(String name);

  /** Whether the module is loaded: {@code mod_x}, {@code mod_x.c} or {@code x_module}. */
  boolean isLoaded(String module);

  /** The directive of that name, in any case, of a loaded module; null where there is none. */
  @Nullable Directive directive(String name);

  /** Whether document roots have to exist; not so under {@code -T}. */
  boolean isDocumentRootChecked();

  /** What the loaded modules offer by name. */
  Extensions extensions();

  /** A message for the error log (or the terminal under -t) that does not stop the start. */
  void log(LogMessage message, Object... args);

  /** As {@link #log} with the system's words for an error in front. */
  void log(Throwable cause, LogMessage message, Object... args);

  /** A word and the text behind it, without the white space between them. */
  record Cut(String word, String rest) {}

  /** One section around a directive: its kind, its name as written and its argument. */
  record EnclosingSection(SectionKind kind, String name, String argument) {}
}
