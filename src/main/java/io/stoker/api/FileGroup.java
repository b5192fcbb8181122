package io.stoker.api;

import org.jspecify.annotations.Nullable;

/** What mod_authz_owner knows for {@code Require file-group}: the group that a file belongs to. */
@FunctionalInterface
public interface FileGroup {
  ExtensionPoint<FileGroup> POINT = ExtensionPoint.exact("file group");

  /** The name under which it is offered. */
  String NAME = "file-group";

  /** The name of the group of the file that is asked for; null, and a line in the log, if none. */
  @Nullable String of(Exchange x);
}
