package io.stoker.testing;

import io.stoker.api.HttpdModule;
import io.stoker.api.Server;
import io.stoker.config.ConfigLoader;
import io.stoker.config.LoadRequest;
import io.stoker.config.LoadResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/**
 * Reads a few lines of configuration with the modules that there are, as {@code -t} does.
 *
 * <pre>{@code
 * Directives in = Directives.in(tempDir).loading("mpm_event");
 * assertThat(in.say("Timeout 1 2")).contains("takes one argument");
 * assertThat(in.server("Timeout 5").get(Core.TIMEOUT)).hasSeconds(5);
 * }</pre>
 */
public final class Directives {

  private final Path root;
  private final List<String> before = new ArrayList<>();

  private Directives(Path root) {
    this.root = root;
  }

  /** With that directory, which must exist, as ServerRoot; {@code logs} is made in it. */
  public static Directives in(Path root) throws IOException {
    Directives d = new Directives(root);
    Files.createDirectories(root.resolve("logs"));
    d.before.add("ServerName localhost");
    d.before.add("ErrorLog logs/error.log");
    return d;
  }

  /** With modules loaded: {@code mpm_event}, {@code ssl}. */
  public Directives loading(String... modules) {
    for (String module : modules) {
      before.addFirst("LoadModule " + module + "_module modules/mod_" + module + ".so");
    }
    return this;
  }

  /** With a line in front of the configuration. */
  public Directives after(String line) {
    before.add(line);
    return this;
  }

  public LoadResult load(String text) throws IOException {
    Path file = root.resolve("test.conf");
    Files.writeString(file, text + "\n", StandardCharsets.ISO_8859_1);
    List<HttpdModule> modules = new ArrayList<>();
    ServiceLoader.load(HttpdModule.class).forEach(modules::add);
    return ConfigLoader.load(
        LoadRequest.of(root.toString(), file.toString())
            .withModules(modules)
            .withBefore(before)
            .withProgram("httpd")
            .checking(true));
  }

  /** What is said about these lines: one message a line, {@code FILE} for the file's path. */
  public String say(String text) throws IOException {
    StringBuilder said = new StringBuilder();
    load(text)
        .diagnostics()
        .forEach(d -> said.append(said.isEmpty() ? "" : "\n").append(d.terminal()));
    return said.toString()
        .replace(root.resolve("test.conf").toString(), "FILE")
        .replace(root.toString(), "ROOT");
  }

  /** The main server; the lines must be right. */
  public Server server(String text) throws IOException {
    LoadResult result = load(text);
    if (!result.isOk()) {
      throw new AssertionError(result.text());
    }
    return result.orThrow().main();
  }

  /** The first virtual host; the lines must be right. */
  public Server virtualHost(String text) throws IOException {
    LoadResult result = load(text);
    if (!result.isOk()) {
      throw new AssertionError(result.text());
    }
    return result.orThrow().servers().get(1);
  }
}
