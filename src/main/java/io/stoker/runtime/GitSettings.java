package io.stoker.runtime;

import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;
import org.jspecify.annotations.Nullable;

/**
 * Settings of Git that depend on nobody's {@code ~/.gitconfig}: a server's user may have none, or
 * one that is not meant for it, and JGit would start {@code git} to find the system's.
 */
final class GitSettings extends SystemReader.Delegate {

  static {
    SystemReader.setInstance(new GitSettings(SystemReader.getInstance()));
  }

  private GitSettings(SystemReader system) {
    super(system);
  }

  /** Has JGit use them in this process. */
  static void use() {
    // The class is initialised.
  }

  @Override
  public FileBasedConfig openUserConfig(@Nullable Config parent, FS fs) {
    return new None(parent, fs);
  }

  @Override
  public FileBasedConfig openSystemConfig(@Nullable Config parent, FS fs) {
    return new None(parent, fs);
  }

  @Override
  public FileBasedConfig openJGitConfig(@Nullable Config parent, FS fs) {
    return new None(parent, fs);
  }

  /** A configuration that is empty and stays so. */
  private static final class None extends FileBasedConfig {
    None(@Nullable Config parent, FS fs) {
      super(parent, null, fs);
    }

    @Override
    public void load() {}

    @Override
    public void save() {}

    @Override
    public boolean isOutdated() {
      return false;
    }
  }
}
