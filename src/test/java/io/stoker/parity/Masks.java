package io.stoker.parity;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Puts placeholders in the place of what differs from run to run: the server's root, ports and
 * name, dates of now, boundaries, process numbers.
 */
final class Masks {
  private static final String TIME = "\\d\\d/[A-Z][a-z]{2}/\\d{4}:\\d\\d:\\d\\d:\\d\\d [-+]\\d{4}";
  private static final Pattern BOUNDARY = Pattern.compile("boundary=\"?([-0-9A-Za-z_]+)\"?");

  /** time, [module:level], [pid N:tid N], rest of a line of the error log. */
  private static final Pattern LOG_LINE =
      Pattern.compile("\\[[A-Z][a-z]{2} [^\\]]+] (\\[[^\\]]*]) \\[pid [^\\]]*] (.*)");

  /** Messages of level debug and below name the place in the server's source. */
  private static final Pattern SOURCE =
      Pattern.compile("^(\\[[^\\]]*] )\\w+\\.(?:c|java)\\(\\d+\\): ");

  /** mod_rewrite names servers and requests by their addresses in memory. */
  private static final Pattern ADDRESS = Pattern.compile("\\b([sr]id#)[0-9a-f]+");

  private static final Pattern CLIENT = Pattern.compile("\\[client [^\\]]*] ");

  /** The sentence that follows the number of arguments is the server's own. */
  private static final Pattern HELP =
      Pattern.compile(
          "((?:takes|requires)(?: at least)? [-\\w]+(?:,? (?:or )?\\w+)*? arguments?), .*");

  private static final Pattern LENGTH = Pattern.compile("^Content-Length: \\d+$");

  /** Placeholders whose text does not always have the same length. */
  private static final Pattern VARIABLE =
      Pattern.compile("\\$\\{(?:ROOT|SERVER(?::\\w+)?|CLIENT_PORT)}");

  private static final Pattern PROGRAM = Pattern.compile("\\b(?:apache2|httpd|stoker): ");

  /** Names of methods with commas between them, one of which every server knows. */
  private static final Pattern METHODS =
      Pattern.compile(
          "(?<![\\w,-])(?=[A-Z,]*\\b(?:GET|OPTIONS|POST|TRACE)\\b)[A-Z]{3,}(?:,[A-Z]{3,})+(?![\\w,-])");

  private static final Pattern PREAMBLE =
      Pattern.compile("line \\d+ of (\\$\\{ROOT}/conf/preamble\\.conf)");

  private final Map<String, String> literals = new LinkedHashMap<>();
  private final Map<Pattern, String> numbers = new LinkedHashMap<>();
  private final String plainProduct;
  private final Set<String> logged = new LinkedHashSet<>();

  Masks(Transport transport, Workspace workspace) {
    literals.put(workspace.root().toString(), "${ROOT}");
    Map<String, String> products = new LinkedHashMap<>(transport.products());
    plainProduct = products.getOrDefault("${SERVER:prod}", "");
    products.remove("${SERVER:prod}");
    products.forEach((placeholder, text) -> literals.put(text, placeholder));
    number(workspace.port(1), "${PORT}");
    number(workspace.port(2), "${PORT2}");
    number(workspace.port(3), "${PORT3}");
  }

  /** Masks a client's port in logs from now on. */
  void clientPort(int port) {
    if (port > 0 && logged.add(Integer.toString(port))) {
      number(port, "${CLIENT_PORT}");
    }
  }

  private void number(int number, String placeholder) {
    numbers.put(Pattern.compile("(?<!\\d)" + number + "(?!\\d)"), placeholder);
  }

  /** A reply as the lines of a case file. */
  List<String> reply(Reply reply) {
    List<String> lines = new ArrayList<>();
    String boundary = "";
    for (List<String> head : reply.heads()) {
      if (!lines.isEmpty()) {
        lines.add("");
      }
      for (String line : head) {
        lines.add(headLine(line));
        Matcher found = BOUNDARY.matcher(line);
        boundary = found.find() ? found.group(1) : boundary;
      }
    }
    String body = body(reply.body(), boundary);
    if (!boundary.isEmpty()) {
      String name = boundary;
      lines.replaceAll(line -> line.replace(name, "${BOUNDARY}"));
    }
    if (!boundary.isEmpty() || VARIABLE.matcher(body).find()) {
      lines.replaceAll(line -> LENGTH.matcher(line).replaceFirst("Content-Length: \\${LENGTH}"));
    }
    if (!body.isEmpty()) {
      if (!reply.heads().isEmpty()) {
        lines.add("");
      }
      lines.addAll(ReplyText.bodyLines(body));
    }
    return lines;
  }

  private String headLine(String line) {
    String text = text(Escapes.encode(line, false));
    if (text.startsWith("Date: ")) {
      return text.replaceFirst(ReplyText.DATE, "\\${DATE}");
    }
    return text.equals("Server: " + plainProduct) ? "Server: ${SERVER:prod}" : text;
  }

  /**
   * What Allow says, in the reply or wherever a log or a page repeats it: a set, which httpd lists
   * in another order each time it starts.
   */
  static String methodsSorted(String text) {
    return METHODS.matcher(text).replaceAll(list -> sorted(list.group()));
  }

  private static String sorted(String list) {
    return Stream.of(list.split(",")).sorted().collect(Collectors.joining(","));
  }

  private String body(String bytes, String boundary) {
    String text = text(Escapes.encode(bytes, false));
    text = text.replace("<address>" + plainProduct + " Server", "<address>${SERVER:prod} Server");
    return boundary.isEmpty() ? text : text.replace(boundary, "${BOUNDARY}");
  }

  /** A line of an error log, without time, process and client. */
  String logLine(String line) {
    Matcher matcher = LOG_LINE.matcher(line);
    String bare = matcher.matches() ? matcher.group(1) + " " + matcher.group(2) : line;
    String text = text(SOURCE.matcher(CLIENT.matcher(bare).replaceFirst("")).replaceFirst("$1"));
    String same = ADDRESS.matcher(text).replaceAll("$1\\${ID}");
    return HELP.matcher(same).replaceFirst("$1, \\${HELP}");
  }

  /** A line of an access log. */
  String accessLine(String line) {
    return text(line.replaceAll(TIME, "\\${TIME}"));
  }

  /** A line that the server wrote to the terminal. */
  String outputLine(String line) {
    String text = PROGRAM.matcher(logLine(line)).replaceAll("httpd: ");
    return PREAMBLE.matcher(text).replaceAll("line \\${N} of $1").stripTrailing();
  }

  private String text(String text) {
    String masked = text;
    for (Map.Entry<String, String> literal : literals.entrySet()) {
      masked = masked.replace(literal.getKey(), literal.getValue());
    }
    for (Map.Entry<Pattern, String> number : numbers.entrySet()) {
      masked =
          number.getKey().matcher(masked).replaceAll(Matcher.quoteReplacement(number.getValue()));
    }
    return methodsSorted(masked);
  }
}
