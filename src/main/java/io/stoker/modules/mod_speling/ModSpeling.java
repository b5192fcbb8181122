package io.stoker.modules.mod_speling;

import static io.stoker.api.Where.DIRECTORY;
import static io.stoker.api.Where.HTACCESS;
import static io.stoker.api.Where.SERVER;
import static io.stoker.api.Where.VHOST;

import com.google.auto.service.AutoService;
import io.stoker.api.Directive;
import io.stoker.api.Exchange;
import io.stoker.api.Hook;
import io.stoker.api.HttpdModule;
import io.stoker.api.LogMessage;
import io.stoker.api.Outcome;
import io.stoker.api.OverrideClass;
import io.stoker.api.Phase;
import io.stoker.api.Reply;
import io.stoker.api.Slot;
import io.stoker.files.DirectoryListing;
import io.stoker.http.Escapes;
import io.stoker.http.Status;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** mod_speling: URLs with a small mistake in them lead to what was meant. */
@AutoService(HttpdModule.class)
public final class ModSpeling implements HttpdModule {

  static final Slot<SpelingConfig> CONFIG = Slot.directory(SpelingConfig.DEFAULT);

  private static final LogMessage FIXED_FROM =
      LogMessage.info("speling", "AH03224", "Fixed spelling: %s to %s from %s");
  private static final LogMessage FIXED =
      LogMessage.info("speling", "AH03225", "Fixed spelling: %s to %s");
  private static final LogMessage LISTED_FROM =
      LogMessage.info("speling", "AH03226", "Spelling fix: %s: %d candidates from %s");
  private static final LogMessage LISTED =
      LogMessage.info("speling", "AH03227", "Spelling fix: %s: %d candidates");

  @Override
  public String name() {
    return "mod_speling";
  }

  @Override
  public List<Directive> directives() {
    return List.of(
        row("CheckSpelling")
            .fallback("Off")
            .help("whether names with a mistake are corrected")
            .flag(CONFIG, SpelingConfig::withEnabled),
        row("CheckCaseOnly")
            .fallback("Off")
            .help("whether only upper and lower case are corrected")
            .flag(CONFIG, SpelingConfig::withCaseOnly),
        row("CheckBasenameMatch")
            .fallback("On")
            .help("whether files with another extension are offered")
            .flag(CONFIG, SpelingConfig::withBasename));
  }

  private static Directive.Builder row(String name) {
    return Directive.named(name)
        .in(SERVER, VHOST, DIRECTORY, HTACCESS)
        .override(OverrideClass.OPTIONS);
  }

  @Override
  public List<Hook> hooks() {
    return List.of(Hook.on(Phase.FIXUPS, ModSpeling::fixup).last());
  }

  private static Outcome fixup(Exchange x) {
    SpelingConfig config = x.config(CONFIG);
    String filename = x.filename();
    if (!config.enabled()
        || !x.method().matches("GET|HEAD")
        || x.file() != null
        || filename == null
        || x.main() != null
        || x.uri().equals("/")) {
      return Outcome.DECLINED;
    }
    int slash = filename.lastIndexOf('/');
    String bad = filename.substring(slash + 1);
    // The URI must end as the file does; rewritten ones do not.
    if (slash < 0 || !x.uri().endsWith(bad + x.pathInfo())) {
      return Outcome.DECLINED;
    }
    String url = x.uri().substring(0, x.uri().length() - (bad + x.pathInfo()).length());
    List<Candidate> candidates = candidates(x, config, filename.substring(0, slash), bad);
    if (candidates == null || candidates.isEmpty()) {
      return candidates == null ? Outcome.DECLINED : Outcome.OK;
    }
    return isClear(candidates) ? redirect(x, url, candidates) : list(x, url, candidates);
  }

  /** The names that are like {@code bad}, the likest first; null where there is no directory. */
  private static @Nullable List<Candidate> candidates(
      Exchange x, SpelingConfig config, String directory, String bad) {
    List<Candidate> found = new ArrayList<>();
    List<String> names = names(x, directory.isEmpty() ? "/" : directory);
    if (names == null) {
      return null;
    }
    if (names.contains(bad)) {
      // A link that leads nowhere: correcting it would never end.
      return List.of();
    }
    for (String name : names) {
      Likeness likeness = likeness(config, bad, name);
      if (likeness != Likeness.NONE) {
        found.add(new Candidate(name, likeness));
      }
    }
    found.sort(Comparator.comparing(Candidate::likeness));
    return found;
  }

  private static @Nullable List<String> names(Exchange x, String directory) {
    List<String> names = new ArrayList<>(List.of(".", ".."));
    try (DirectoryListing listing = x.files().list(directory)) {
      listing.forEachRemaining(entry -> names.add(entry.name()));
      return names;
    } catch (IOException e) {
      return null;
    }
  }

  private static Likeness likeness(SpelingConfig config, String bad, String name) {
    Likeness likeness = Likeness.of(bad, name);
    if (likeness == Likeness.MISCAPITALIZED || (likeness != Likeness.NONE && !config.caseOnly())) {
      return likeness;
    }
    return config.basename() && Likeness.sameBasename(bad, name)
        ? Likeness.BASENAME
        : Likeness.NONE;
  }

  private static boolean isClear(List<Candidate> candidates) {
    Likeness best = candidates.getFirst().likeness();
    return best != Likeness.BASENAME
        && (candidates.size() == 1 || candidates.get(1).likeness() != best);
  }

  private static Outcome redirect(Exchange x, String url, List<Candidate> candidates) {
    String path = Escapes.uri(url + candidates.getFirst().name() + x.pathInfo()) + query(x);
    x.out().set("Location", x.absoluteUrl(path));
    String referer = x.in().get("Referer");
    if (referer == null) {
      x.log(FIXED, x.uri(), path);
    } else {
      x.log(FIXED_FROM, x.uri(), path, referer);
    }
    return Reply.error(Status.MOVED_PERMANENTLY);
  }

  private static Outcome list(Exchange x, String url, List<Candidate> candidates) {
    CandidateList list = new CandidateList(candidates, url, x.pathInfo() + query(x));
    String referer = x.in().get("Referer");
    x.notes().set("variant-list", list.html(x.uri(), referer));
    String before = x.env().get("VARIANTS");
    x.env().set("VARIANTS", (before == null ? "" : before + ", ") + list.variable());
    if (referer == null) {
      x.log(LISTED, x.uri(), candidates.size());
    } else {
      x.log(LISTED_FROM, x.uri(), candidates.size(), referer);
    }
    return Reply.error(Status.MULTIPLE_CHOICES);
  }

  private static String query(Exchange x) {
    return x.query() == null ? "" : "?" + x.query();
  }
}
