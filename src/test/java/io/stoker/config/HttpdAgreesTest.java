package io.stoker.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.testing.Peers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Right and wrong configurations, given to a real httpd and to Stoker: both must say the same. */
@Execution(ExecutionMode.CONCURRENT)
class HttpdAgreesTest {

  private static final String MODULES = "/usr/lib/apache2/modules/";

  @TempDir Path root;

  static Stream<String> configurations() throws IOException {
    try (var in = HttpdAgreesTest.class.getResourceAsStream("agree.txt")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Stream.of(text.split("\n----\n"))
          .filter(part -> !part.startsWith("#!"))
          .map(part -> part.endsWith("\n") ? part.substring(0, part.length() - 1) : part);
    }
  }

  @ParameterizedTest
  @Execution(ExecutionMode.SAME_THREAD)
  @MethodSource("configurations")
  void saysTheSame(String text) throws Exception {
    Path httpd = Peers.require("apache2");
    files();
    Path file = root.resolve("x.conf");
    Files.writeString(file, head() + text + "\n", StandardCharsets.ISO_8859_1);

    Process process =
        new ProcessBuilder(httpd.toString(), "-t", "-D", "DUMP_VHOSTS", "-f", file.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    process.waitFor();

    LoadResult ours =
        ConfigLoader.load(
            LoadRequest.of(root.toString(), file.toString())
                .withModules(TestModules.all())
                .withProgram("apache2")
                .checking(true));
    List<String> lines = new ArrayList<>();
    ours.diagnostics().forEach(d -> lines.addAll(d.terminal().lines().toList()));
    lines.addAll(ours.report().virtualHosts());
    assertThat(String.join("\n", lines)).isEqualTo(cleaned(said));
  }

  /** Without time, module and process, of which a test can know nothing. */
  private static String cleaned(String said) {
    return said.lines()
        .map(line -> line.replaceFirst("^\\[.*?] \\[.*?] \\[pid .*?] ", ""))
        .filter(line -> !line.contains("AH00114"))
        .collect(Collectors.joining("\n"));
  }

  private String head() {
    StringBuilder head = new StringBuilder();
    head.append("ServerRoot ").append(root).append('\n');
    head.append("ServerName localhost\nPidFile pid\nErrorLog err\nListen 127.0.0.1:18181\n");
    head.append("User www-data\nGroup www-data\n");
    for (String m :
        List.of("mpm_event", "authz_core", "macro", "dir", "env", "alias", "mime", "proxy")) {
      head.append("LoadModule ").append(m).append("_module ");
      head.append(MODULES).append("mod_").append(m).append(".so\n");
    }
    head.append("TypesConfig /dev/null\n");
    return head.toString();
  }

  private void files() throws IOException {
    Path inc = Files.createDirectories(root.resolve("inc/sub")).getParent();
    Files.writeString(inc.resolve("bad.conf"), "Foo\n");
    Files.writeString(inc.resolve("bad1.conf"), "Include /nonexist\n");
    Files.writeString(inc.resolve("chain.conf"), "Include inc/bad1.conf\n");
    Files.writeString(inc.resolve("stray.conf"), "</Directory>\n");
    Files.writeString(inc.resolve("open.conf"), "<Directory />\n");
    Files.writeString(inc.resolve("loop.conf"), "Include inc/loop.conf\n");
    Files.writeString(inc.resolve("err.conf"), "Error \"x y\" z\n");
    Files.writeString(inc.resolve("use.conf"), "Use Foo 1\n");
  }
}
