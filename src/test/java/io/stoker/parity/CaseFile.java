package io.stoker.parity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A case file: scenarios, each with a configuration of its own, that share their files.
 *
 * @param path the file
 * @param lines its lines; each character stands for a byte
 * @param scenarios what it says
 */
record CaseFile(Path path, List<String> lines, List<Scenario> scenarios) {

  /** The folder of all case files in the source tree. */
  static final Path FOLDER = Path.of("src/test/resources/parity");

  /** Name for test reports: module and file name, such as {@code mod_dir/index.case}. */
  String name() {
    Path parent = path.toAbsolutePath().getParent();
    return (parent == null ? "" : parent.getFileName() + "/") + path.getFileName();
  }

  /** Finds case files below a folder, sorted by path. */
  static List<Path> find(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(p -> p.toString().endsWith(".case")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads a case file.
   *
   * @throws CaseException when it breaks the rules of the format
   */
  static CaseFile read(Path path) {
    try {
      String text = Files.readString(path, StandardCharsets.ISO_8859_1);
      return parse(path, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static CaseFile parse(Path path, String text) {
    List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
    if (lines.getLast().isEmpty()) {
      lines.removeLast();
    }
    List<Section> sections = new SectionReader(path.toString(), lines).read();
    Assembly assembly = new Assembly(path.toString(), sections);
    return new CaseFile(path, List.copyOf(lines), assembly.scenarios());
  }

  /** Puts sections together: results belong to the request or check before them. */
  private static final class Assembly {
    private final String file;
    private final List<Section> sections;
    private final List<Scenario> scenarios = new ArrayList<>();
    private List<String> modules = List.of();
    private @Nullable String preamble;
    private @Nullable Section config;
    private List<Item> items = new ArrayList<>();
    private int start = 1;
    private int at;

    Assembly(String file, List<Section> sections) {
      this.file = file;
      this.sections = sections;
    }

    List<Scenario> scenarios() {
      while (at < sections.size()) {
        take(sections.get(at++));
      }
      finish();
      return List.copyOf(scenarios);
    }

    private void take(Section s) {
      switch (s.kind()) {
        case "note" -> {}
        case "modules" -> {
          begin(s);
          modules = Stream.of(s.text().split("\\s+")).filter(m -> !m.isEmpty()).toList();
        }
        case "preamble" -> {
          begin(s);
          preamble = s.text();
        }
        case "config" -> {
          begin(s);
          if (config != null) {
            throw new CaseException(file, s.line(), "second config without a request between");
          }
          config = s;
        }
        case "file", "dir", "link", "delete" -> items.add(new Item.Change(s));
        case "request" -> {
          if (items.stream().anyMatch(Item.Check.class::isInstance)) {
            throw new CaseException(file, s.line(), "a request after a check needs a config");
          }
          items.add(new Item.Request(s, follower("reply"), follower("differs"), follower("log")));
        }
        case "check" -> {
          if (items.stream().anyMatch(Item.Request.class::isInstance)) {
            begin(s);
          }
          items.add(new Item.Check(s, follower("output"), follower("exit"), follower("differs")));
        }
        case "customlog" -> items.add(new Item.AccessLog(s, follower("differs")));
        default -> throw new CaseException(file, s.line(), "'" + s.kind() + "' belongs to nothing");
      }
    }

    private @Nullable Section follower(String kind) {
      return at < sections.size() && sections.get(at).kind().equals(kind)
          ? sections.get(at++)
          : null;
    }

    private void begin(Section s) {
      if (items.stream().anyMatch(Item.Tested.class::isInstance)) {
        finish();
        config = null;
        items = new ArrayList<>();
        start = s.line();
      }
    }

    private void finish() {
      String text = config == null ? "" : config.text();
      scenarios.add(new Scenario(start, modules, preamble, text, List.copyOf(items)));
    }
  }
}
