package io.stoker.fleet;

import io.stoker.runtime.Cause;
import io.stoker.runtime.Change;
import io.stoker.runtime.ConfigKeeper;
import java.util.List;

/** Takes nothing: the configuration is kept in Git, or in a chart's values, and changed there. */
public final class GitKeeper implements ConfigKeeper {

  @Override
  public Answer take(List<FileChange> changes, Cause cause) {
    return new Answer(
        Change.Outcome.READ_ONLY,
        List.of(
            "the configuration is kept elsewhere, and what is changed here would be forgotten:"
                + " download the patch and apply it where the files come from"));
  }
}
