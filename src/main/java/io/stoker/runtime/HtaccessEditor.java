package io.stoker.runtime;

import io.stoker.api.Server;
import io.stoker.config.HtaccessReader;
import io.stoker.engine.AccessFileReading;
import io.stoker.files.ByteNames;
import io.stoker.runtime.view.ConfigText;
import io.stoker.runtime.view.Finding;
import io.stoker.runtime.view.HtaccessFiles;
import io.stoker.runtime.view.SecretMask;
import io.stoker.runtime.view.ServedConfiguration;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Changes of {@code .htaccess} files. They are read by the server's own reader in the context of
 * their directory, and written in one step; the next request sees them, without a reload. No other
 * file can be written here: it has to be there, to have a name of AccessFileName, and to lie below
 * a document root without a symbolic link on the way. Methods block.
 */
public final class HtaccessEditor {

  /**
   * A file as it is to be.
   *
   * @param path absolute
   * @param was the text that the change was made to, as it is shown; null for whatever is there
   */
  public record Wish(String path, String text, @Nullable String was) {}

  private final ContentPlane plane;

  HtaccessEditor(ContentPlane plane) {
    this.plane = plane;
  }

  /** Whether it is a file that can be changed here, as far as its place tells. */
  public boolean isOne(String path) {
    ServedConfiguration served = plane.configuration();
    return served != null && served.htaccessPlace(path) != null;
  }

  /** Whether the servers would take it. Nothing is touched. */
  public Change check(Wish wish) {
    ServedConfiguration served = plane.configuration();
    String before = served == null ? null : served.htaccessBytes(wish.path());
    if (served == null || before == null) {
      return change(wish, Change.Outcome.INVALID, List.of(stranger(wish)));
    }
    String path = ByteNames.fromText(wish.path());
    String text = restored(wish, before, served.secrets());
    List<Finding> findings = new ArrayList<>(findings(path, text));
    findings.addAll(ShownFiles.left(served.secrets(), path, text, before));
    boolean isValid = findings.stream().noneMatch(f -> f.level().equals("crit"));
    return change(wish, isValid ? Change.Outcome.VALID : Change.Outcome.INVALID, findings);
  }

  /** Checks it, writes it, and tells the witnesses of all changes. */
  public Reversible apply(Wish wish, Cause cause) {
    Change judged = check(wish);
    Reversible done =
        judged.outcome() == Change.Outcome.VALID
            ? write(wish, judged.findings())
            : new Reversible(judged, null);
    plane.reloader().told(cause, done.change());
    return done;
  }

  // ---- what the servers say ----

  private List<Finding> findings(String path, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    Map<Server, AccessFileReading> readings =
        plane.dryRuns().accessFile(path, bytes, server -> HtaccessFiles.isBelowRoot(server, path));
    Set<Finding> all = new LinkedHashSet<>();
    boolean isRead = false;
    for (Map.Entry<Server, AccessFileReading> e : readings.entrySet()) {
      HtaccessReader.Parsed parsed = e.getValue().parsed();
      isRead |= parsed != null;
      if (parsed == null) {
        all.add(
            new Finding(
                "notice",
                "core",
                e.getKey().label() + " does not read it: " + e.getValue().notRead(),
                null));
      } else {
        add(parsed, all);
      }
    }
    if (!isRead) {
      all.add(error("no server reads this file, so that nothing would come of a change"));
    }
    return List.copyOf(all);
  }

  private static void add(HtaccessReader.Parsed parsed, Set<Finding> all) {
    for (HtaccessReader.Warning w : parsed.warnings()) {
      String text = w.message().format(w.args().toArray());
      all.add(new Finding(w.message().level().word(), w.message().module(), text, null));
    }
    if (parsed.error() != null) {
      all.add(new Finding("crit", "core", parsed.error(), parsed.errorAt()));
    }
  }

  // ---- the disk ----

  private Reversible write(Wish wish, List<Finding> findings) {
    ServedConfiguration served = plane.configuration();
    HtaccessFiles.Place place = served == null ? null : served.htaccessPlace(wish.path());
    if (served == null || place == null) {
      return new Reversible(change(wish, Change.Outcome.INVALID, List.of(stranger(wish))), null);
    }
    try (SiteFile file = new SiteFile(place.root(), place.below())) {
      String before = file.text();
      SecretMask secrets = served.secrets();
      if (wish.was() != null && !wish.was().equals(shown(wish, before, secrets).text())) {
        return new Reversible(outdated(wish), null);
      }
      String after = restored(wish, before, secrets);
      if (plane.reloader().isKept()) {
        return new Reversible(readOnly(wish, before, after, "the files are kept elsewhere"), null);
      }
      try {
        file.replace(after);
      } catch (AccessDeniedException e) {
        String why = wish.path() + " may not be written by this process";
        return new Reversible(readOnly(wish, before, after, why), null);
      }
      Reversible.Undo undo = cause -> undo(wish, place, after, before, cause);
      return new Reversible(change(wish, Change.Outcome.APPLIED, findings), undo);
    } catch (IOException e) {
      return new Reversible(change(wish, Change.Outcome.REFUSED, List.of(error(said(e)))), null);
    }
  }

  private Change undo(
      Wish wish, HtaccessFiles.Place place, String written, String before, Cause cause) {
    Change change;
    try (SiteFile file = new SiteFile(place.root(), place.below())) {
      if (file.text().equals(written)) {
        file.replace(before);
        change = change(wish, Change.Outcome.APPLIED, List.of());
      } else {
        change = outdated(wish);
      }
    } catch (IOException e) {
      change = change(wish, Change.Outcome.REFUSED, List.of(error(said(e))));
    }
    plane.reloader().told(cause, change);
    return change;
  }

  // ---- words ----

  private Change outdated(Wish wish) {
    Finding changed = error(wish.path() + " is not as it was when it was read");
    return change(wish, Change.Outcome.OUTDATED, List.of(changed));
  }

  private Change readOnly(Wish wish, String before, String after, String why) {
    ConfigKeeper.FileChange file =
        new ConfigKeeper.FileChange(ByteNames.fromText(wish.path()), before, after);
    return new Change(
        Change.Outcome.READ_ONLY,
        plane.status().generation(),
        List.of(error(why)),
        List.of(wish.path()),
        TextDiff.patch(List.of(file), plane.shownFiles().secrets()));
  }

  private Change change(Wish wish, Change.Outcome outcome, List<Finding> findings) {
    return new Change(
        outcome,
        plane.status().generation(),
        new ArrayList<>(findings),
        List.of(wish.path()),
        null);
  }

  private static ConfigText shown(Wish wish, String before, SecretMask secrets) {
    return ConfigText.ofFile(wish.path(), secrets.hide(before));
  }

  /** As it is to be, with what the user was not shown; one byte a char. */
  private static String restored(Wish wish, String before, SecretMask secrets) {
    String charset = shown(wish, before, secrets).charset();
    return secrets.restore(ConfigText.bytes(wish.text(), charset), before);
  }

  private static Finding stranger(Wish wish) {
    return error(wish.path() + " is no file that AccessFileName names below a document root");
  }

  private static String said(IOException e) {
    return e instanceof java.nio.file.FileSystemException f && f.getReason() != null
        ? f.getFile() + ": " + f.getReason()
        : e.toString();
  }

  private static Finding error(String text) {
    return new Finding("crit", "core", text, null);
  }
}
