package io.stoker.cli.compat;

import io.stoker.config.Includes;
import io.stoker.config.ReadException;
import io.stoker.reference.Ratings;
import io.stoker.syntax.ConfigTree;
import io.stoker.syntax.MappedText;
import io.stoker.syntax.Node;
import io.stoker.syntax.SourceText;
import io.stoker.syntax.Statement;
import io.stoker.syntax.Variables;
import io.stoker.syntax.Words;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads files as they are written and rates each directive, those too that no condition lets in:
 * nothing is opened but the files, so that a configuration can be rated where nothing of what it
 * names is there.
 */
final class ConfigurationReader {

  private static final int MAX_INCLUDES = 200;

  private final Ratings ratings;
  private final Map<String, String> environment;
  private final Map<String, String> defines = new HashMap<>();
  private final LoadedModules loaded;
  private final ServerRoot root;
  private final Includes disk = new Includes();
  private final Set<String> files = new LinkedHashSet<>();
  private final List<RatedLine> lines = new ArrayList<>();
  private final List<Fault> faults = new ArrayList<>();

  /**
   * A reader that has read nothing yet.
   *
   * @param defined the names of {@code -D}
   * @param environment what {@code ${NAME}} falls back to
   */
  ConfigurationReader(
      Ratings ratings, ServerRoot root, List<String> defined, Map<String, String> environment) {
    this.ratings = ratings;
    this.root = root;
    this.environment = environment;
    this.loaded = new LoadedModules(ratings);
    defined.forEach(name -> defines.put(name.toLowerCase(Locale.ROOT), ""));
  }

  /** What was read so far. */
  RatedConfiguration result() {
    return new RatedConfiguration(List.copyOf(files), lines, faults);
  }

  /** Reads a file and those that it includes; one that was read already is not read again. */
  void read(String file) {
    read(file, null, "", 0, 0);
  }

  private void read(String file, @Nullable String leftOut, String from, int at, int depth) {
    if (!files.add(file)) {
      return;
    }
    try {
      ConfigTree tree = ConfigTree.parse(SourceText.of(file, disk.read(file)));
      tree.problems().forEach(p -> faults.add(new Fault(file, p.line().number(), p.message())));
      walk(tree.nodes(), leftOut, depth);
    } catch (ReadException e) {
      files.remove(file);
      faults.add(from.isEmpty() ? new Fault(file, 0, e.text()) : new Fault(from, at, e.text()));
    }
  }

  private void walk(List<Node> nodes, @Nullable String leftOut, int depth) {
    for (Node node : nodes) {
      switch (node) {
        case Node.Section section -> section(section, leftOut, depth);
        case Node.Directive directive -> directive(directive, leftOut, depth);
        case Node.Comment c -> {}
        case Node.Blank b -> {}
        case Node.Stray s -> {}
      }
    }
  }

  private void section(Node.Section section, @Nullable String leftOut, int depth) {
    String tag = "<" + section.name() + ">";
    MappedText args = section.statement().sectionArgs();
    String text = args == null ? "" : variables(args).text();
    rate(section, tag, section.args(), words(text), leftOut);
    String inside = leftOut;
    if (leftOut == null && !holds(section.name(), text)) {
      inside = "<" + section.name() + " " + text.strip() + ">";
    }
    walk(section.children(), inside, depth);
  }

  /** Conditions on what is loaded and defined; what others ask is taken for so. */
  private boolean holds(String section, String args) {
    String asked = args.strip();
    boolean not = asked.startsWith("!");
    String name = new Words(not ? asked.substring(1) : asked).next().value();
    return switch (section.toLowerCase(Locale.ROOT)) {
      case "ifmodule" -> not != loaded.has(name);
      case "ifdefine" -> not != defines.containsKey(name.toLowerCase(Locale.ROOT));
      default -> true;
    };
  }

  private void directive(Node.Directive directive, @Nullable String leftOut, int depth) {
    Statement statement = Statement.of(variables(directive.statement().line()));
    List<String> words = words(statement.args().text());
    rate(directive, directive.name(), directive.args(), words, leftOut);
    if (leftOut == null) {
      obey(directive, words, depth);
    }
  }

  /** Carries out what decides on how the rest is read. */
  private void obey(Node.Directive directive, List<String> words, int depth) {
    String first = words.isEmpty() ? "" : words.getFirst();
    switch (directive.name().toLowerCase(Locale.ROOT)) {
      case "define" ->
          defines.put(first.toLowerCase(Locale.ROOT), words.size() > 1 ? words.get(1) : "");
      case "undefine" -> defines.remove(first.toLowerCase(Locale.ROOT));
      case "loadmodule" -> loaded.load(first, words.size() > 1 ? words.get(1) : "");
      case "serverroot" -> root.say(first);
      case "include" -> words.forEach(word -> include(directive, word, false, depth));
      case "includeoptional" -> words.forEach(word -> include(directive, word, true, depth));
      default -> {}
    }
  }

  private void include(Node.Directive directive, String path, boolean optional, int depth) {
    String file = directive.line().source().name();
    int line = directive.line().number();
    if (depth >= MAX_INCLUDES) {
      faults.add(new Fault(file, line, "Exceeded the maximum include nesting level"));
      return;
    }
    try {
      for (String found : disk.find(root.resolve(path), optional)) {
        read(found, null, file, line, depth + 1);
      }
    } catch (ReadException e) {
      faults.add(new Fault(file, line, e.text()));
    }
  }

  private void rate(
      Node.Command node, String tag, String written, List<String> words, @Nullable String leftOut) {
    // Of a macro the name may be what Use fills in.
    if (node.name().isEmpty() || "$%@".indexOf(node.name().charAt(0)) >= 0) {
      return;
    }
    lines.add(
        new RatedLine(
            node.line().source().name(),
            node.line().number(),
            tag,
            ratings.shown(tag, written.strip()),
            ratings.of(tag, words),
            leftOut));
  }

  private static List<String> words(String text) {
    return Words.all(text).stream().map(Words.Word::value).toList();
  }

  private MappedText variables(MappedText text) {
    return text.isEmpty() ? text : Variables.resolve(text, this::value).text();
  }

  private @Nullable String value(String name) {
    String defined = defines.get(name.toLowerCase(Locale.ROOT));
    return defined != null && !defined.isEmpty() ? defined : environment.get(name);
  }
}
