package io.stoker.files;

import java.util.ArrayList;
import java.util.List;

/**
 * Walks a path component by component, as httpd's directory walk does, where one system call did
 * not settle it: there is a symbolic link on the way, path info, or a name that is missing.
 */
final class ComponentWalk {

  /**
   * A position in the file system. {@link #step} looks at a name in the current directory without
   * entering; {@link #follow} goes from a link looked at to its target; {@link #enter} makes what
   * was looked at the current directory.
   */
  interface Cursor extends AutoCloseable {
    Lookup step(String name);

    Lookup follow();

    void enter();

    /** Whether what was looked at is beneath the directory where the cursor began. */
    boolean beneathStart();

    @Override
    void close();
  }

  private final Cursor cursor;
  private final SymlinkPolicy.ByDirectory policies;
  private final boolean beneath;
  private final List<Walked.Link> links = new ArrayList<>();

  private ComponentWalk(Cursor cursor, SymlinkPolicy.ByDirectory policies, boolean beneath) {
    this.cursor = cursor;
    this.policies = policies;
    this.beneath = beneath;
  }

  /** From the root of the file system. */
  static ComponentWalk free(Cursor cursor, SymlinkPolicy.ByDirectory policies) {
    return new ComponentWalk(cursor, policies, false);
  }

  /**
   * Never leaving the directory where the cursor is.
   *
   * @param viaLinks the links that led to it
   */
  static ComponentWalk beneath(
      Cursor cursor, SymlinkPolicy.ByDirectory policies, List<Walked.Link> viaLinks) {
    ComponentWalk walk = new ComponentWalk(cursor, policies, true);
    walk.links.addAll(viaLinks);
    return walk;
  }

  /** The root as a link, unless the way to it is free of links. */
  static List<Walked.Link> linksTo(Disk disk, String root) {
    return disk.walk(root, SymlinkPolicy.NEVER.everywhere()) instanceof Walked.LinkRefused
            && disk.lstat(root) instanceof Lookup.Found(FileInfo info)
        ? List.of(new Walked.Link(root, info))
        : List.of();
  }

  /**
   * Walks.
   *
   * @param start the directory where the cursor is, without slash at the end; empty for {@code /}
   * @param path what to walk from there
   * @param startInfo of that directory, found when the path has no component
   */
  Walked walk(String start, String path, Lookup startInfo) {
    String dir = start;
    int at = nameStart(path, 0);
    if (at == path.length()) {
      return startInfo instanceof Lookup.Found(FileInfo info)
          ? new Walked.Found(orRoot(dir), info, "", links)
          : new Walked.Failed(orRoot(dir), startInfo, links);
    }
    while (true) {
      int end = nameEnd(path, at);
      String here = dir + '/' + path.substring(at, end);
      String rest = path.substring(end);
      switch (look(dir, here, path.substring(at, end), rest)) {
        case Walked.Found(String p, FileInfo info, String pi, List<Walked.Link> l)
            when info.isDirectory() -> {
          at = nameStart(path, end);
          if (at == path.length()) {
            return new Walked.Found(p, info, "", l);
          }
          dir = here;
          cursor.enter();
        }
        case Walked other -> {
          return other;
        }
      }
    }
  }

  /** Looks at one name: found (links followed), or the end of the walk. */
  private Walked look(String dir, String here, String name, String rest) {
    if (name.equals(".") || name.equals("..")) {
      return new Walked.Failed(here, Lookup.denied(), links);
    }
    Lookup seen = cursor.step(name);
    if (!(seen instanceof Lookup.Found(FileInfo info))) {
      return seen instanceof Lookup.Missing
          ? new Walked.Missing(here, rest, links)
          : new Walked.Failed(here, seen, links);
    }
    if (!info.isSymlink()) {
      return new Walked.Found(here, info, rest, links);
    }
    links.add(new Walked.Link(here, info));
    SymlinkPolicy policy = policies.in(orRoot(dir));
    if (policy == SymlinkPolicy.NEVER
        || !(cursor.follow() instanceof Lookup.Found(FileInfo target))
        || !policy.allows(info, target)) {
      return new Walked.LinkRefused(here, links);
    }
    if (beneath && !cursor.beneathStart()) {
      return new Walked.Failed(here, Lookup.denied(), links);
    }
    return new Walked.Found(here, target, rest, links);
  }

  private static String orRoot(String dir) {
    return dir.isEmpty() ? "/" : dir;
  }

  private static int nameStart(String path, int from) {
    int i = from;
    while (i < path.length() && path.charAt(i) == '/') {
      i++;
    }
    return i;
  }

  private static int nameEnd(String path, int from) {
    int i = path.indexOf('/', from);
    return i < 0 ? path.length() : i;
  }
}
