package io.stoker.runtime;

import io.stoker.config.FileEdits;
import io.stoker.files.ByteNames;
import io.stoker.runtime.view.ConfigText;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Configuration files as a user wants them.
 *
 * @param files whole texts by absolute path
 * @param removed paths of files that are to be gone
 * @param charset in which the texts are to be written: UTF-8, or ISO-8859-1
 */
public record Edits(Map<String, String> files, List<String> removed, String charset) {

  public Edits {
    files = Map.copyOf(files);
    removed = List.copyOf(removed);
  }

  /** The same, one byte a char. */
  FileEdits bytes() {
    Map<String, String> written = new HashMap<>();
    files.forEach(
        (path, text) -> written.put(ByteNames.fromText(path), ConfigText.bytes(text, charset)));
    return new FileEdits(
        written, removed.stream().map(ByteNames::fromText).collect(Collectors.toSet()));
  }
}
