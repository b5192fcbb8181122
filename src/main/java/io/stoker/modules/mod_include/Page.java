package io.stoker.modules.mod_include;

import io.stoker.api.Body;
import io.stoker.api.Core;
import io.stoker.api.Exchange;
import io.stoker.api.IncludeElement;
import io.stoker.api.LogLevel;
import io.stoker.api.LogMessage;
import io.stoker.expr.Regex;
import io.stoker.modules.mod_include.Element.Attribute;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A page while it is parsed: what is shown of it, and how elements are to be taken. */
final class Page implements IncludeElement.Page, PageScanner.Listener {

  /** An element that comes with this module. */
  @FunctionalInterface
  interface Builtin {
    void run(Page page, Element element) throws IOException;
  }

  private static final Map<String, Builtin> ELEMENTS =
      Map.ofEntries(
          Map.entry("echo", TextElements::echo),
          Map.entry("set", TextElements::set),
          Map.entry("config", TextElements::config),
          Map.entry("printenv", TextElements::printenv),
          Map.entry("comment", (page, element) -> {}),
          Map.entry("include", FileElements::include),
          Map.entry("fsize", FileElements::size),
          Map.entry("flastmod", FileElements::lastModified),
          Map.entry("if", Conditions::ifElement),
          Map.entry("elif", Conditions::elif),
          Map.entry("else", Conditions::orElse),
          Map.entry("endif", Conditions::endif));

  private final Exchange x;
  private final String file;
  private final Variables variables;
  private final PageScanner scanner;
  private final boolean legacy;
  private final Branches branches = new Branches();
  private List<Body> parts = new ArrayList<>();

  /** What is to be sent behind the parts. */
  private final StringBuilder text = new StringBuilder();

  private boolean elements;
  private String errorMessage;
  private String undefined;
  private Variables.Formats formats;
  private @Nullable Groups groups;
  private @Nullable IOException failure;

  /**
   * What the last pattern matched.
   *
   * @param match null where it did not, or there was none
   * @param pattern for the log; null for those of today's expressions, of which nothing but {@code
   *     $0} is known, as in httpd
   */
  record Groups(Regex.@Nullable Match match, @Nullable String pattern) {}

  private Page(Exchange x, Variables variables) {
    IncludeConfig config = x.config(ModInclude.CONFIG);
    this.x = x;
    this.file = String.valueOf(x.filename());
    this.variables = variables;
    this.scanner = new PageScanner(x.config(ModInclude.START_TAG), x.config(ModInclude.END_TAG));
    this.legacy = config.isLegacy();
    this.errorMessage = config.errorMessage();
    this.undefined = config.undefinedText();
    this.formats = new Variables.Formats(config.timeText(), false);
  }

  /** The page that a request is for; one that is included shares the variables of the other. */
  static Page of(Exchange x) {
    Variables variables = x.get(Variables.KEY);
    if (variables == null) {
      variables = new Variables(x);
      x.put(Variables.KEY, variables);
    } else {
      variables.query(x);
    }
    return new Page(x, variables);
  }

  /**
   * Parses the next piece.
   *
   * @param last whether it is the last one
   * @throws IOException where an element cannot be carried out because the request is at its end
   */
  void parse(String piece, boolean last) throws IOException {
    scanner.feed(piece, last, this);
    if (failure != null) {
      throw failure;
    }
    if (last && !branches.isShown()) {
      x.log(Messages.NO_ENDIF, file);
    }
  }

  /** What is to be sent of what was parsed. */
  List<Body> take() {
    endText();
    List<Body> taken = parts;
    parts = new ArrayList<>();
    return taken;
  }

  /** Whether there was anything but text. */
  boolean hasElements() {
    return elements;
  }

  // ---- what the scanner finds ----

  @Override
  public void text(String piece) {
    if (branches.isShown()) {
      write(piece);
    }
  }

  @Override
  public void element(Element element) {
    elements = true;
    if (failure != null) {
      return;
    }
    if (element.wrong() != null) {
      tell(element, element.wrong());
      showError();
      return;
    }
    try {
      run(element);
    } catch (IOException e) {
      failure = e;
    }
  }

  private void run(Element element) throws IOException {
    Builtin builtin = ELEMENTS.get(element.name());
    if (builtin != null) {
      builtin.run(this, element);
      return;
    }
    IncludeElement other = x.extensions().find(IncludeElement.POINT, element.name());
    if (other == null) {
      x.log(Messages.UNKNOWN, element.name(), file);
      showError();
    } else if (branches.isShown() || element.attributes().isEmpty()) {
      List<IncludeElement.Attribute> attributes = new ArrayList<>();
      for (Attribute attribute : element.usable()) {
        String value = String.valueOf(attribute.value());
        attributes.add(new IncludeElement.Attribute(attribute.name(), Entities.decode(value)));
      }
      other.run(this, attributes);
    }
  }

  private void tell(Element element, Element.Fault fault) {
    x.log(
        fault == Element.Fault.NO_NAME
            ? Messages.NO_NAME
            : Messages.nameless(fault, element.name()),
        file);
  }

  @Override
  public void unfinished(Element begun) {
    elements = true;
    if (begun.wrong() != null && begun.wrong() != Element.Fault.NO_NAME) {
      tell(begun, begun.wrong());
    }
    showError();
    x.log(Messages.UNFINISHED, file);
  }

  // ---- for elements ----

  @Override
  public Exchange exchange() {
    return x;
  }

  String file() {
    return file;
  }

  Variables variables() {
    return variables;
  }

  Branches branches() {
    return branches;
  }

  boolean isLegacy() {
    return legacy;
  }

  Variables.Formats formats() {
    return formats;
  }

  void formats(Variables.Formats other) {
    formats = other;
  }

  void errorMessage(String message) {
    errorMessage = message;
  }

  String undefined() {
    return undefined;
  }

  void undefined(String message) {
    undefined = message;
  }

  void groups(Groups matched) {
    groups = matched;
  }

  @Override
  public boolean mayRunPrograms() {
    return x.config(Core.OPTIONS).has(Core.Option.INCLUDES);
  }

  void write(String more) {
    text.append(more);
  }

  private void endText() {
    if (!text.isEmpty()) {
      parts.add(Body.text(text.toString()));
      text.setLength(0);
    }
  }

  @Override
  public void add(Body content) {
    endText();
    parts.add(content);
  }

  /** The error message, where anything is shown. */
  void showError() {
    if (branches.isShown()) {
      write(errorMessage);
    }
  }

  @Override
  public void fail(LogMessage why, Object... args) {
    boolean shown = branches.isShown();
    x.log(shown ? why : new LogMessage(why.module(), why.id(), LogLevel.WARN, why.text()), args);
    showError();
  }

  /** The value of a variable or of a group of the last pattern, or null. */
  @Nullable String value(String name) {
    if (name.length() != 1 || name.charAt(0) < '0' || name.charAt(0) > '9') {
      return variables.get(name, formats);
    }
    int number = name.charAt(0) - '0';
    if (groups == null || (groups.match() == null && groups.pattern() != null)) {
      x.log(Messages.NO_GROUPS, number, file);
      return null;
    }
    Regex.Match match = groups.match();
    int known = groups.pattern() == null || match == null ? 0 : match.groupCount();
    if (number > known) {
      String pattern = groups.pattern() == null ? "(null)" : groups.pattern();
      x.log(Messages.NO_GROUP, number, pattern, file);
      return null;
    }
    return match == null ? null : match.group(number);
  }

  @Override
  public String expand(String text, boolean keepUnknown) {
    if (text.indexOf('$') < 0) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length() + 16);
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c == '\\' && text.startsWith("$", i + 1)) {
        out.append('$');
        i += 2;
        continue;
      }
      int end = c == '$' ? nameEnd(text, i + 1) : -1;
      if (end < 0) {
        out.append(c);
        i++;
        continue;
      }
      boolean braced = text.charAt(i + 1) == '{';
      String value = value(text.substring(i + (braced ? 2 : 1), end));
      int next = braced ? end + 1 : end;
      if (value != null) {
        out.append(value);
      } else if (keepUnknown) {
        out.append(text, i, next);
      }
      i = next;
    }
    return out.toString();
  }

  /**
   * Where a variable's name ends that begins there, perhaps with a brace; -1 where there is none.
   */
  private static int nameEnd(String text, int from) {
    if (text.startsWith("{", from)) {
      int end = text.indexOf('}', from);
      return end > from + 1 ? end : -1;
    }
    int end = from;
    while (end < text.length() && isNameChar(text.charAt(end))) {
      end++;
    }
    return end > from ? end : -1;
  }

  private static boolean isNameChar(char c) {
    return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }
}
