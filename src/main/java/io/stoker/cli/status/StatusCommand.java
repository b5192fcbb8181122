package io.stoker.cli.status;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * {@code status} and {@code fullstatus}: what mod_status says, as text. {@code status} reads {@code
 * ?auto}; {@code fullstatus} adds the table of requests.
 */
public final class StatusCommand {

  /** The words on the command line that ask for this. */
  public static final Set<String> NAMES = Set.of("status", "fullstatus");

  private static final String VARIABLE = "STOKER_STATUSURL";
  private static final String DEFAULT = "http://localhost:80/server-status";
  private static final int PATIENCE_MILLIS = 10_000;

  private StatusCommand() {}

  /**
   * Carries it out.
   *
   * @param name one of {@link #NAMES}
   * @param words the address of the page, if it is said
   * @return the exit status
   */
  public static int run(
      String name,
      List<String> words,
      PrintStream out,
      PrintStream err,
      Map<String, String> environment) {
    String url = words.isEmpty() ? environment.getOrDefault(VARIABLE, DEFAULT) : words.getFirst();
    try {
      out.print(StatusText.of(AutoStatus.parse(fetch(url + "?auto"))));
      if (name.equals("fullstatus")) {
        String table = RequestTable.of(fetch(url));
        out.print(table.isEmpty() ? "" : "\n" + table);
      }
      return 0;
    } catch (IOException | IllegalArgumentException e) {
      err.println(name + ": " + url + ": " + reason(e));
      return 1;
    }
  }

  private static String reason(Exception e) {
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }

  private static String fetch(String url) throws IOException {
    if (!(URI.create(url).toURL().openConnection() instanceof HttpURLConnection connection)) {
      throw new IOException("not an address of a web server");
    }
    connection.setConnectTimeout(PATIENCE_MILLIS);
    connection.setReadTimeout(PATIENCE_MILLIS);
    int status = connection.getResponseCode();
    if (status != HttpURLConnection.HTTP_OK) {
      throw new IOException(
          status
              + " "
              + connection.getResponseMessage()
              + " (SetHandler server-status, and Require for this machine?)");
    }
    try (InputStream in = connection.getInputStream()) {
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }
}
