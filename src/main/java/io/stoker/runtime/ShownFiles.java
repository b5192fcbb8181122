package io.stoker.runtime;

import io.stoker.api.Position;
import io.stoker.api.SecretNames;
import io.stoker.config.FileEdits;
import io.stoker.files.ByteNames;
import io.stoker.runtime.view.BrokenConfiguration;
import io.stoker.runtime.view.Finding;
import io.stoker.runtime.view.SecretMask;
import io.stoker.runtime.view.ServedConfiguration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The configuration files that users are shown, which are without secrets; what they make of them
 * gets the secrets back.
 */
public final class ShownFiles {

  /** No file. */
  static final ShownFiles NONE = new ShownFiles(null, null);

  private final @Nullable ServedConfiguration served;
  private final @Nullable BrokenConfiguration broken;

  /** Those that are served; else those with which the server could not start. */
  ShownFiles(@Nullable ServedConfiguration served, @Nullable BrokenConfiguration broken) {
    this.served = served;
    this.broken = served == null ? broken : null;
  }

  SecretMask secrets() {
    return served != null ? served.secrets() : broken != null ? broken.secrets() : SecretMask.NONE;
  }

  /** A file with its secrets, paths and text one byte a char; null where there is none. */
  private @Nullable String original(String path) {
    Map<String, String> texts =
        served != null ? served.texts() : broken != null ? broken.texts() : Map.of();
    String text = texts.get(path);
    return text == null && served != null ? served.htaccessBytes(ByteNames.toText(path)) : text;
  }

  /** Files as a user wants them, with what he was not shown. */
  FileEdits restored(Edits wanted) {
    FileEdits edits = wanted.bytes();
    Map<String, String> written = new HashMap<>();
    edits
        .written()
        .forEach((path, text) -> written.put(path, secrets().restore(text, original(path))));
    return new FileEdits(written, edits.removed());
  }

  /** Lines that say that there is a secret, and not which. */
  List<Finding> left(FileEdits restored) {
    List<Finding> all = new ArrayList<>();
    restored
        .written()
        .forEach((path, text) -> all.addAll(left(secrets(), path, text, original(path))));
    return all;
  }

  /** The same for one file; path and texts one byte a char. */
  static List<Finding> left(
      SecretMask secrets, String path, String restored, @Nullable String original) {
    String file = ByteNames.toText(path);
    return secrets.left(restored, original).stream()
        .map(
            line ->
                new Finding(
                    "crit",
                    "core",
                    file
                        + " line "
                        + line
                        + ": "
                        + SecretNames.HIDDEN
                        + " stands for a secret that is not shown; the line was changed, so the"
                        + " secret has to be written again",
                    new Position(file, line)))
        .toList();
  }

  /** What a user wants to change, as {@code diff -u} writes it; without secrets. */
  public String diff(Edits wanted) {
    StringBuilder all = new StringBuilder();
    restored(wanted)
        .written()
        .forEach(
            (path, text) ->
                all.append(
                    TextDiff.unified(
                        ByteNames.toText(path),
                        Objects.requireNonNullElse(original(path), ""),
                        text,
                        secrets())));
    return all.toString();
  }
}
