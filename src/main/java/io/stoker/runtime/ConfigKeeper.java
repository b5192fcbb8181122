package io.stoker.runtime;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who keeps the configuration where it is not this machine's own: where files come out of an image
 * or are mounted, what is written to them is forgotten at the next start. With a keeper, nothing is
 * written to the disk.
 */
public interface ConfigKeeper {

  /**
   * A file as it is to be.
   *
   * @param path absolute
   * @param before the text that is served, one byte a char; null for a new file
   * @param after the text that it is to have; null where it is to be gone
   */
  record FileChange(String path, @Nullable String before, @Nullable String after) {}

  /**
   * What came of it.
   *
   * @param outcome HANDED_ON, OUTDATED, or READ_ONLY for what this keeper does not take
   * @param said what there is to say, in sentences
   */
  record Answer(Change.Outcome outcome, List<String> said) {
    public Answer {
      said = List.copyOf(said);
    }
  }

  /** Is given a change that would be accepted. May block. */
  Answer take(List<FileChange> changes, Cause cause);
}
