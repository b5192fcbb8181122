package io.stoker.engine;

import io.stoker.api.Condition;
import io.stoker.api.EvaluationException;
import io.stoker.api.LogMessage;
import io.stoker.api.Outcome;
import io.stoker.api.SlotValues;
import io.stoker.config.Section;
import io.stoker.config.SectionMatcher.DirectoryRegex;
import io.stoker.config.SectionMatcher.FileName;
import io.stoker.config.SectionMatcher.FileRegex;
import io.stoker.config.SectionMatcher.If;
import io.stoker.config.SectionMatcher.LocationPath;
import io.stoker.config.SectionMatcher.LocationRegex;
import io.stoker.config.SectionMatcher.LocationWildcard;
import io.stoker.expr.Regex;
import io.stoker.http.Uris;
import io.stoker.http.Wildcards;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Which sections apply to a request, merged in httpd's order: Directory and {@code .htaccess} from
 * the shortest to the longest, DirectoryMatch, Files and FilesMatch, Location and LocationMatch,
 * If. The sections of one kind are first merged among themselves: AuthMerging can tell.
 *
 * <p>Source: httpd manual, "Configuration Sections", how the sections are merged.
 */
final class SectionWalk {

  static final LogMessage FAILED_IF =
      LogMessage.error("core", "AH00039", "Failed to evaluate <If > condition: %s");

  private static final Set<Wildcards.Flag> PATHNAME = EnumSet.of(Wildcards.Flag.PATHNAME);
  private static final Set<Wildcards.Flag> NO_FLAGS = EnumSet.noneOf(Wildcards.Flag.class);

  private SectionWalk() {}

  /** Directory, {@code .htaccess} and Files: what map_to_storage does for files. */
  static Outcome directoriesAndFiles(RequestExchange x) {
    Outcome outcome = DirectoryWalk.of(x);
    if (outcome == Outcome.OK) {
      files(x);
    }
    return outcome;
  }

  /** Location, then If. */
  static void locationsAndIfs(RequestExchange x) {
    locations(x);
    ifs(x, x.perDirectory().get(Section.IFS));
  }

  private static void files(RequestExchange x) {
    String filename = x.filename();
    List<Section> sections = x.perDirectory().get(Section.FILES);
    if (filename == null || sections.isEmpty()) {
      return;
    }
    String name = filename.substring(filename.lastIndexOf('/') + 1);
    Merges merges = x.site().merges();
    SlotValues together = SlotValues.EMPTY;
    for (Section s : sections) {
      boolean applies =
          switch (s.matcher()) {
            case FileName(String pattern, boolean wildcard) ->
                wildcard ? Wildcards.fnmatch(pattern, name, NO_FLAGS) : pattern.equals(name);
            case FileRegex regex -> matchesRegex(s, name, x);
            default -> throw misplaced(s);
          };
      if (applies) {
        tell(x, s);
        together = merges.over(s.values(), together);
      }
    }
    merge(x, together);
  }

  private static void locations(RequestExchange x) {
    List<Section> sections = x.server().get(Section.LOCATIONS);
    if (sections.isEmpty()) {
      return;
    }
    String uri = x.uri();
    String oneSlash = uri.startsWith("/") ? Uris.removeDotSegments(uri, true).path() : uri;
    Merges merges = x.site().merges();
    SlotValues together = SlotValues.EMPTY;
    for (Section s : sections) {
      boolean applies =
          switch (s.matcher()) {
            case LocationPath(String path) -> isAtOrBelow(path, oneSlash);
            case LocationWildcard(String pattern) -> Wildcards.fnmatch(pattern, oneSlash, PATHNAME);
            // A regular expression sees the slashes as they came.
            case LocationRegex regex -> matchesRegex(s, uri, x);
            default -> throw misplaced(s);
          };
      if (applies) {
        tell(x, s);
        together = merges.over(s.values(), together);
      }
    }
    merge(x, together);
  }

  private static boolean isAtOrBelow(String path, String uri) {
    return uri.startsWith(path)
        && (path.isEmpty()
            || path.endsWith("/")
            || uri.length() == path.length()
            || uri.charAt(path.length()) == '/');
  }

  /** The Ifs of one level; those inside one that applies follow it at once. */
  private static void ifs(RequestExchange x, List<Section> sections) {
    boolean taken = false;
    for (Section s : sections) {
      if (!(s.matcher() instanceof If(var condition, boolean continued))) {
        throw misplaced(s);
      }
      if (continued && taken) {
        continue;
      }
      taken = condition == null || holds(condition, x);
      if (taken) {
        tell(x, s);
        merge(x, x.site().merges().withoutIfs(s.values()));
        ifs(x, s.values().get(Section.IFS));
      }
    }
  }

  private static boolean holds(Condition condition, RequestExchange x) {
    try {
      return condition.test(x);
    } catch (EvaluationException e) {
      x.log(FAILED_IF, e.reason());
      return false;
    }
  }

  /** Tells who asks why that the section applies. */
  static void tell(RequestExchange x, Section section) {
    Inquiry inquiry = x.origin().inquiry();
    if (inquiry != null) {
      inquiry.merged(x, section);
    }
  }

  private static void merge(RequestExchange x, SlotValues values) {
    if (values.isEmpty()) {
      return;
    }
    x.perDirectory(x.site().merges().over(values, x.perDirectory()));
  }

  /** Whether the section's regular expression matches; its named groups become variables. */
  static boolean matchesRegex(Section section, String subject, RequestExchange x) {
    Regex regex =
        switch (section.matcher()) {
          case DirectoryRegex(Regex r) -> r;
          case FileRegex(Regex r) -> r;
          case LocationRegex(Regex r) -> r;
          default -> throw misplaced(section);
        };
    Regex.Match match = regex.find(subject);
    if (match == null) {
      return false;
    }
    for (Map.Entry<Integer, String> group : regex.groupNames().entrySet()) {
      String text = match.group(group.getKey());
      if (text != null) {
        x.env().set("MATCH_" + group.getValue().toUpperCase(Locale.ROOT), text);
      }
    }
    return true;
  }

  private static IllegalStateException misplaced(Section s) {
    return new IllegalStateException("section in the wrong list: " + s.written());
  }
}
