package io.stoker.engine;

import io.stoker.api.Core;
import io.stoker.api.Core.Option;
import io.stoker.api.LogMessage;
import io.stoker.api.Outcome;
import io.stoker.api.Reply;
import io.stoker.api.SystemError;
import io.stoker.files.Errno;
import io.stoker.files.FileInfo;
import io.stoker.files.FileKind;
import io.stoker.files.SymlinkPolicy;
import io.stoker.files.Walked;
import io.stoker.http.Uris;
import org.jspecify.annotations.Nullable;

/**
 * From a mapped file name to what is there: finds the file, splits path info off, obeys the Options
 * for symbolic links, and merges Directory sections and {@code .htaccess} files on the way.
 */
final class DirectoryWalk {

  static final LogMessage NO_FILENAME =
      LogMessage.info("core", "AH00029", "Module bug?  Request filename is missing for URI %s");
  static final LogMessage NOT_ABSOLUTE =
      LogMessage.info(
          "core",
          "AH00030",
          "Module bug?  Request filename path %s is invalid or or not absolute for uri %s");
  static final LogMessage NO_SEARCH =
      LogMessage.error(
          "core",
          "AH00035",
          "access to %s denied (filesystem path '%s') because search permissions are missing on a"
              + " component of the path");
  static final LogMessage FAILED =
      LogMessage.error("core", "AH00036", "access to %s failed (filesystem path '%s')");
  static final LogMessage LINK =
      LogMessage.error(
          "core", "AH00037", "Symbolic link not allowed or link target not accessible: %s");
  static final LogMessage NO_FILE =
      LogMessage.error("core", "AH00038", "Forbidden: %s doesn't point to a file or directory");

  private final RequestExchange x;

  /** Null until it is asked what is in force somewhere. */
  private @Nullable DirectoryLevels levels;

  private DirectoryWalk(RequestExchange x) {
    this.x = x;
  }

  /** Walks the file name of {@code x}; OK, or why the request ends. */
  static Outcome of(RequestExchange x) {
    String filename = x.filename();
    if (filename == null) {
      x.log(NO_FILENAME, x.uri());
      return Outcome.OK;
    }
    if (!filename.startsWith("/")) {
      x.log(NOT_ABSOLUTE, filename, x.uri());
      return Outcome.OK;
    }
    long start = System.nanoTime();
    try {
      return new DirectoryWalk(x).walk(Uris.removeDotSegments(filename, true).path());
    } finally {
      x.origin().engine().coldCounts().walked(System.nanoTime() - start);
    }
  }

  /** Walks once more, after what was there has changed. */
  static Outcome again(RequestExchange x) {
    x.target().walked = null;
    return of(x);
  }

  private Outcome walk(String filename) {
    String rest = x.pathInfo();
    // A sub-request for what a listing has just seen brings it along.
    Walked known = x.target().walked;
    Walked walked = known != null ? known : x.reads().disk().walk(filename, this::policy);
    if (!rest.isEmpty() && isDirectory(walked)) {
      // A directory has no path info: what a mapping left over is walked as well.
      walked = x.reads().disk().walk(filename + rest, this::policy);
      rest = "";
    }
    String directory = directoryOf(walked);
    DirectoryLevels way = levels != null ? levels : DirectoryLevels.towards(directory, x);
    Outcome configured = way.descend(directory);
    if (configured != Outcome.OK) {
      return configured;
    }
    Outcome found = found(walked, filename, rest);
    if (found == Outcome.OK) {
      x.perDirectory(way.mergedWithRegexes(String.valueOf(x.filename())));
      x.target().levels = way;
    }
    return found;
  }

  private static boolean isDirectory(Walked walked) {
    return walked instanceof Walked.Found f && f.info().isDirectory();
  }

  /** The deepest directory that exists, without a slash at the end. */
  private static String directoryOf(Walked walked) {
    String path =
        switch (walked) {
          case Walked.Found f -> f.path();
          case Walked.Missing m -> m.path();
          case Walked.LinkRefused l -> l.path();
          case Walked.Failed f -> f.path();
        };
    if (path.equals("/")) {
      return "";
    }
    return isDirectory(walked) ? path : path.substring(0, Math.max(0, path.lastIndexOf('/')));
  }

  private Outcome found(Walked walked, String asked, String rest) {
    return switch (walked) {
      case Walked.Found f when f.info().kind() == FileKind.OTHER -> {
        x.log(NO_FILE, f.path());
        yield Reply.error(403);
      }
      case Walked.Found f -> {
        boolean slash = f.info().isDirectory() && asked.endsWith("/") && !f.path().equals("/");
        take(slash ? f.path() + "/" : f.path(), f.info(), f.pathInfo() + rest);
        x.walked(f);
        yield Outcome.OK;
      }
      case Walked.Missing m -> {
        take(m.path(), null, m.pathInfo() + rest);
        yield Outcome.OK;
      }
      case Walked.LinkRefused l -> {
        x.log(LINK, l.path());
        yield Reply.error(403);
      }
      case Walked.Failed f -> {
        boolean search = f.why().errno() == Errno.EACCES.number();
        x.log(SystemError.of(f.why()), search ? NO_SEARCH : FAILED, x.uri(), f.path());
        yield Reply.error(403);
      }
    };
  }

  private void take(String path, @Nullable FileInfo info, String rest) {
    x.filename(path);
    x.file(info);
    x.pathInfo(rest);
  }

  /** What the sections and access files down to that directory say of links in it. */
  private SymlinkPolicy policy(String directory) {
    DirectoryLevels way = levels;
    if (way == null) {
      levels = way = new DirectoryLevels(x);
    }
    if (way.descend(directory.equals("/") ? "" : directory) != Outcome.OK) {
      return SymlinkPolicy.NEVER;
    }
    return policy(way.merged().get(Core.OPTIONS));
  }

  /** SymLinksIfOwnerMatch outranks FollowSymLinks where both are on. */
  static SymlinkPolicy policy(Core.OptionSet options) {
    if (options.has(Option.SYM_LINKS_IF_OWNER_MATCH)) {
      return SymlinkPolicy.OWNER_MATCH;
    }
    return options.has(Option.FOLLOW_SYM_LINKS) ? SymlinkPolicy.FOLLOW : SymlinkPolicy.NEVER;
  }

  /** Looks a name up in the directory of {@code x}, under that directory's policy for links. */
  static void sibling(RequestExchange x, String path, RequestExchange y) {
    SymlinkPolicy policy = policy(x.config(Core.OPTIONS));
    if (x.reads().disk().walk(path, policy.everywhere()) instanceof Walked.Found f
        && f.pathInfo().isEmpty()) {
      y.file(f.info());
      if (f.links().isEmpty()) {
        // Without links there was no policy to obey, and no need to walk again.
        y.walked(f);
      }
    }
  }
}
