package io.stoker.engine;

import io.stoker.api.Core;
import io.stoker.api.Core.AllowOverride;
import io.stoker.api.LogLevel;
import io.stoker.api.LogMessage;
import io.stoker.api.Outcome;
import io.stoker.api.Reply;
import io.stoker.api.SlotValues;
import io.stoker.api.SystemError;
import io.stoker.config.HtaccessReader;
import io.stoker.config.Section;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The way down a directory path: at each level the Directory sections that name it, then its {@code
 * .htaccess}, each laid over what the levels above said. Goes down only, as far as it is asked.
 */
final class DirectoryLevels {

  static final LogMessage UNREADABLE =
      new LogMessage(
          "core",
          "AH00529",
          LogLevel.CRIT,
          "%s pcfg_openfile: unable to check htaccess file, ensure it is readable and that '%s' is"
              + " executable");
  static final LogMessage NOT_A_FILE =
      LogMessage.error("core", "AH00554", "Access to file %s denied by server: not a regular file");
  static final LogMessage BAD_ACCESS_FILE = new LogMessage("core", "", LogLevel.ALERT, "%s");

  private final RequestExchange x;
  private final Site site;
  private final DirectoryIndex index;
  private SlotValues merged;

  /** What this walk alone said; httpd lays it over the server's as a whole. */
  private SlotValues together = SlotValues.EMPTY;

  private @Nullable String reached;
  private Outcome outcome = Outcome.OK;

  /** Begins above the root, with what the server says outside of sections. */
  DirectoryLevels(RequestExchange x) {
    this.x = x;
    this.site = x.site();
    this.index = site.directories(x.server());
    this.merged = x.server().defaults();
    if (x.origin().inquiry() != null) {
      x.origin().inquiry().forgetSections(x);
    }
  }

  /** Goes on for another request of the same server from where this way has come to. */
  private DirectoryLevels(RequestExchange x, DirectoryLevels done) {
    this.x = x;
    this.site = done.site;
    this.index = done.index;
    this.merged = done.merged;
    this.together = done.together;
    this.reached = done.reached;
  }

  /**
   * The way to a directory for a sub-request, which need not go again where its main request has
   * been: a listing asks for each of its entries.
   */
  static DirectoryLevels towards(String directory, RequestExchange x) {
    RequestExchange main = x.main();
    DirectoryLevels done = main == null ? null : main.target().levels;
    if (done != null
        && x.origin().inquiry() == null // who asks wants to hear of all sections
        && done.x.server() == x.server()
        && done.outcome == Outcome.OK
        && done.isAtOrAbove(directory)) {
      return new DirectoryLevels(x, done);
    }
    return new DirectoryLevels(x);
  }

  private boolean isAtOrAbove(String directory) {
    String here = reached;
    return here != null
        && directory.startsWith(here)
        && (directory.length() == here.length() || directory.charAt(here.length()) == '/');
  }

  /**
   * Goes on down to a directory.
   *
   * @param directory without a slash at the end, so empty for the root; at or below the one before
   * @return OK, or why the request ends here
   */
  Outcome descend(String directory) {
    String done = reached;
    int from = 0;
    if (done == null) {
      enter("");
    } else {
      from = done.length();
    }
    while (from < directory.length() && outcome == Outcome.OK) {
      int next = directory.indexOf('/', from + 1);
      from = next < 0 ? directory.length() : next;
      enter(directory.substring(0, from));
    }
    return outcome;
  }

  /** What is in force at the level reached. */
  SlotValues merged() {
    return merged;
  }

  /**
   * The configuration at the end of the way: the sections with regular expressions over all levels,
   * and all of them together over what the server says. The order of merging shows where something
   * is taken away (RemoveType, AuthMerging).
   */
  SlotValues mergedWithRegexes(String filename) {
    for (Section s : index.regexes()) {
      if (SectionWalk.matchesRegex(s, filename, x)) {
        SectionWalk.tell(x, s);
        merge(s.values());
      }
    }
    return site.merges().over(together, x.server().defaults());
  }

  private void enter(String directory) {
    reached = directory;
    for (Section s : index.at(directory)) {
      SectionWalk.tell(x, s);
      merge(s.values());
    }
    if (x.origin().inquiry() != null) {
      x.origin().inquiry().read(x, Core.ALLOW_OVERRIDE);
      x.origin().inquiry().read(x, Core.ALLOW_OVERRIDE_LIST);
      x.origin().inquiry().read(x, Core.OPTIONS);
    }
    if (looksForAccessFiles()) {
      accessFile(
          directory + "/", merged.get(Core.ALLOW_OVERRIDE), merged.get(Core.ALLOW_OVERRIDE_LIST));
    }
  }

  /**
   * Whether access files are looked for at the level reached. Where nobody ever said AllowOverride
   * httpd looks at the files too, only to grant nothing.
   */
  boolean looksForAccessFiles() {
    return !merged.has(Core.ALLOW_OVERRIDE)
        || !merged.get(Core.ALLOW_OVERRIDE).classes().isEmpty()
        || merged.get(Core.ALLOW_OVERRIDE_LIST) != null;
  }

  private void accessFile(String directory, AllowOverride granted, @Nullable Set<String> list) {
    for (String name : x.config(Core.ACCESS_FILE_NAMES)) {
      switch (site.htaccess().find(directory, name, granted, list, x.reads())) {
        case Htaccess.Found.None none -> {}
        case Htaccess.Found.Unreadable(String path, var why) -> {
          if (why == Htaccess.NOT_A_FILE) {
            x.log(NOT_A_FILE, path);
          }
          x.log(SystemError.of(why), UNREADABLE, path, directory);
          x.notes()
              .set("error-notes", "Server unable to read htaccess file, denying access to be safe");
          outcome = Reply.error(403);
          return;
        }
        case Htaccess.Found.File(String path, HtaccessReader.Parsed parsed) -> {
          if (x.origin().inquiry() != null) {
            x.origin().inquiry().merged(x, path, parsed);
          }
          take(parsed);
          return;
        }
      }
    }
  }

  private void take(HtaccessReader.Parsed parsed) {
    for (HtaccessReader.Warning w : parsed.warnings()) {
      x.log(w.message(), w.args().toArray());
    }
    if (parsed.error() != null) {
      x.log(BAD_ACCESS_FILE, parsed.error());
      outcome = Reply.error(500);
      return;
    }
    merge(parsed.values());
  }

  private void merge(SlotValues child) {
    merged = site.merges().over(child, merged);
    together = site.merges().over(child, together);
  }
}
