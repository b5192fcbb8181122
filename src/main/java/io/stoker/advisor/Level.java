package io.stoker.advisor;

import io.stoker.api.Core.AllowOverride;
import io.stoker.api.Core.Option;
import io.stoker.api.Core.OptionSet;

/**
 * A directory on the way to a file, with what holds there.
 *
 * @param directory without a slash at the end; empty for the root
 * @param override AllowOverride
 * @param isListed whether AllowOverrideList lets directives in
 * @param sendsByKernel EnableSendfile
 */
public record Level(
    String directory,
    OptionSet options,
    AllowOverride override,
    boolean isListed,
    boolean sendsByKernel) {

  /** As a configuration writes it. */
  public String path() {
    return directory.isEmpty() ? "/" : directory;
  }

  /** Whether an access file is looked for here. */
  public boolean readsAccessFiles() {
    return isListed || !override.classes().isEmpty();
  }

  /** Whether httpd looks at each name in this directory for a symbolic link. */
  public boolean checksLinks() {
    return options.has(Option.SYM_LINKS_IF_OWNER_MATCH) || !options.has(Option.FOLLOW_SYM_LINKS);
  }
}
