package io.stoker.config;

import io.stoker.api.Cmd;
import io.stoker.api.Cmd.EnclosingSection;
import io.stoker.api.Condition;
import io.stoker.api.DirectiveException;
import io.stoker.api.MethodSet;
import io.stoker.api.SectionKind;
import io.stoker.expr.Expressions;
import io.stoker.expr.Regex;
import io.stoker.expr.Regexes;
import io.stoker.http.Wildcards;
import io.stoker.syntax.Words;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The sections of the language: what they apply to, and reading what they say. */
final class Sections {

  private final Walker walker;

  Sections(Walker walker) {
    this.walker = walker;
  }

  void apply(Modules.Entry entry, Language.Kind kind, ConfigNode node, Place place, Cmd cmd)
      throws DirectiveException, WalkException {
    switch (kind) {
      case ERROR -> throw error(node.args());
      case NAME_VIRTUAL_HOST -> {
        Arguments.split(entry, node.args());
        cmd.log(Messages.NO_NAME_VIRTUAL_HOST, node.position());
      }
      case VIRTUAL_HOST -> virtualHost(entry, node, place);
      case DIRECTORY, DIRECTORY_MATCH -> {
        Pattern p = pattern(entry, node, kind == Language.Kind.DIRECTORY_MATCH);
        String path = p.regex() == null ? directory(p.text()) : p.text();
        SectionMatcher m = directoryMatcher(p, path);
        section(entry, node, place, SectionKind.DIRECTORY, m, path, p.text());
      }
      case LOCATION, LOCATION_MATCH -> {
        Pattern p = pattern(entry, node, kind == Language.Kind.LOCATION_MATCH);
        SectionMatcher m = location(p);
        section(entry, node, place, SectionKind.LOCATION, m, p.text(), p.text());
      }
      case FILES, FILES_MATCH -> {
        Pattern p = pattern(entry, node, kind == Language.Kind.FILES_MATCH);
        SectionMatcher m = files(p);
        section(entry, node, place, SectionKind.FILES, m, p.text(), p.text());
      }
      case PROXY, PROXY_MATCH -> proxy(entry, kind, node, place);
      case IF, ELSE_IF, ELSE -> branch(entry, kind, node, place, cmd);
      case LIMIT, LIMIT_EXCEPT -> limit(entry, kind, node, place);
      default -> throw new IllegalStateException(kind + " acts while the file is read");
    }
  }

  private static DirectiveException error(String args) {
    boolean quoted =
        args.length() > 1
            && (args.startsWith("\"") || args.startsWith("'"))
            && args.charAt(0) == args.charAt(args.length() - 1);
    String message = quoted ? args.substring(1, args.length() - 1) : args;
    return new DirectiveException(
        message.isEmpty() ? "The Error directive was used with no message." : message);
  }

  /** A path, name or regular expression of a section. */
  private record Pattern(String text, @Nullable Regex regex) {}

  private static Pattern pattern(Modules.Entry entry, ConfigNode node, boolean match)
      throws DirectiveException {
    Words words = new Words(Arguments.ofSection(entry, node.args(), true));
    String text = words.next().value();
    boolean isRegex = match;
    if (!match && text.equals("~")) {
      isRegex = true;
      text = words.next().value();
    }
    if (words.hasNext()) {
      throw new DirectiveException("Multiple " + entry.tag() + " arguments not (yet) supported.");
    }
    return new Pattern(text, isRegex ? regex(text) : null);
  }

  private static Regex regex(String pattern) throws DirectiveException {
    try {
      return Regexes.compile(pattern, false);
    } catch (DirectiveException e) {
      throw new DirectiveException("Regex could not be compiled", e);
    }
  }

  private static String directory(String written) {
    String path = Paths.normalise(written.startsWith("/") ? written : "/" + written);
    return path.endsWith("/") ? path : path + "/";
  }

  private static SectionMatcher directoryMatcher(Pattern p, String path) {
    if (p.regex() != null) {
      return new SectionMatcher.DirectoryRegex(p.regex());
    }
    int depth = (int) path.chars().filter(c -> c == '/').count();
    return Wildcards.hasWildcards(path)
        ? new SectionMatcher.DirectoryWildcard(path, depth)
        : new SectionMatcher.DirectoryPath(path, depth);
  }

  private static SectionMatcher location(Pattern p) {
    if (p.regex() != null) {
      return new SectionMatcher.LocationRegex(p.regex());
    }
    return Wildcards.hasWildcards(p.text())
        ? new SectionMatcher.LocationWildcard(p.text())
        : new SectionMatcher.LocationPath(p.text());
  }

  private static SectionMatcher files(Pattern p) {
    return p.regex() != null
        ? new SectionMatcher.FileRegex(p.regex())
        : new SectionMatcher.FileName(p.text(), Wildcards.hasWildcards(p.text()));
  }

  private void proxy(Modules.Entry entry, Language.Kind kind, ConfigNode node, Place place)
      throws DirectiveException, WalkException {
    Words words = new Words(Arguments.ofSection(entry, node.args(), false));
    String text = words.hasNext() ? words.next().value() : "";
    Regex regex = null;
    if (kind == Language.Kind.PROXY && text.equals("~")) {
      text = words.next().value();
      regex = regex(text);
    } else if (kind == Language.Kind.PROXY_MATCH) {
      regex = regex(text);
    }
    if (words.hasNext() && !text.contains("://")) {
      throw new DirectiveException(entry.tag() + " arguments are not supported for non url.");
    }
    SectionMatcher m = new SectionMatcher.ProxyUrl(text, regex);
    section(entry, node, place, SectionKind.PROXY, m, text, text);
  }

  /** A section with values of its own. */
  private void section(
      Modules.Entry entry,
      ConfigNode node,
      Place place,
      SectionKind kind,
      SectionMatcher matcher,
      @Nullable String path,
      String argument)
      throws WalkException {
    SlotBuilder own = new SlotBuilder();
    EnclosingSection around = new EnclosingSection(kind, entry.directive().name(), argument);
    walker.walk(node.children(), place.section(own, around, path));
    Section section =
        new Section(
            kind,
            matcher,
            own.build(),
            node.name() + " " + node.args(),
            node.position(),
            own.lines());
    SlotBuilder server = place.server().values;
    switch (kind) {
      case DIRECTORY -> server.add(Section.DIRECTORIES, section);
      case LOCATION -> server.add(Section.LOCATIONS, section);
      case PROXY -> server.add(Section.PROXIES, section);
      case FILES -> place.values().add(Section.FILES, section);
      default -> place.values().add(Section.IFS, section);
    }
  }

  private void branch(
      Modules.Entry entry, Language.Kind kind, ConfigNode node, Place place, Cmd cmd)
      throws DirectiveException, WalkException {
    Condition condition = null;
    String text = "";
    if (kind == Language.Kind.ELSE) {
      if (!Arguments.ofSection(entry, node.args(), false).isEmpty()) {
        throw new DirectiveException("<Else> does not take an argument");
      }
    } else {
      Words words = new Words(Arguments.ofSection(entry, node.args(), true));
      text = words.next().value();
      if (words.hasNext()) {
        // An expression need not be quoted; then it is the rest of the line as it stands.
        text = Arguments.ofSection(entry, node.args(), true);
      }
      condition = condition(text, cmd);
    }
    boolean continued = kind != Language.Kind.IF;
    if (continued && !hasOpenChain(place.values().last(Section.IFS))) {
      throw new DirectiveException(
          "<Else> or <ElseIf> section without previous <If> or <ElseIf> section in same scope");
    }
    SectionMatcher m = new SectionMatcher.If(condition, continued);
    section(entry, node, place, SectionKind.IF, m, "*If", text);
  }

  private static Condition condition(String text, Cmd cmd) throws DirectiveException {
    try {
      return Expressions.condition(text, cmd);
    } catch (DirectiveException e) {
      throw new DirectiveException("Cannot parse condition clause: " + Arguments.text(e), e);
    }
  }

  private static boolean hasOpenChain(@Nullable Section previous) {
    return previous != null
        && previous.matcher() instanceof SectionMatcher.If(Condition c, boolean continued)
        && c != null;
  }

  private void limit(Modules.Entry entry, Language.Kind kind, ConfigNode node, Place place)
      throws DirectiveException, WalkException {
    String argument = Arguments.ofSection(entry, node.args(), true);
    boolean except = kind == Language.Kind.LIMIT_EXCEPT;
    Set<String> methods = new HashSet<>();
    for (Words.Word word : Words.all(argument)) {
      if (word.value().equals("TRACE") && !except) {
        throw new DirectiveException("TRACE cannot be controlled by <Limit>, see TraceEnable");
      }
      methods.add(word.value().equals("HEAD") ? "GET" : word.value());
    }
    MethodSet own = new MethodSet(Set.copyOf(methods), except);
    MethodSet all = place.limit() == null ? own : both(place.limit(), own);
    if (!all.except() && all.methods().isEmpty()) {
      throw new DirectiveException(entry.tag() + " directive excludes all methods");
    }
    EnclosingSection around =
        new EnclosingSection(SectionKind.LIMIT, entry.directive().name(), argument);
    walker.walk(node.children(), place.limited(around, all));
  }

  /** The methods that both speak of. */
  private static MethodSet both(MethodSet a, MethodSet b) {
    Set<String> methods = new HashSet<>(a.methods());
    if (a.except() && b.except()) {
      methods.addAll(b.methods());
      return new MethodSet(Set.copyOf(methods), true);
    }
    MethodSet listed = a.except() ? b : a;
    MethodSet other = a.except() ? a : b;
    methods.clear();
    listed.methods().stream().filter(other::contains).forEach(methods::add);
    return new MethodSet(Set.copyOf(methods), false);
  }

  private void virtualHost(Modules.Entry entry, ConfigNode node, Place place)
      throws DirectiveException, WalkException {
    String argument = Arguments.ofSection(entry, node.args(), true);
    if (place.isIn(SectionKind.VIRTUAL_HOST)) {
      throw new DirectiveException("<VirtualHost> cannot occur within <VirtualHost> section");
    }
    List<VirtualHostAddress> addresses = new ArrayList<>();
    List<String> written = new ArrayList<>();
    for (Words.Word word : Words.all(argument)) {
      written.add(word.value());
      addresses.addAll(
          VirtualHostAddress.parse(
              word.value(),
              host ->
                  walker.ctx.log.log(
                      Messages.UNRESOLVED_HOST,
                      new java.net.UnknownHostException(host),
                      node.position(),
                      host)));
    }
    ServerBuilder host = new ServerBuilder(node.position(), true, addresses, written);
    walker.hosts.add(host);
    EnclosingSection around =
        new EnclosingSection(SectionKind.VIRTUAL_HOST, entry.directive().name(), argument);
    walker.walk(node.children(), place.host(host, around));
  }
}
