package io.stoker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.cli.advise.AdviseCommand;
import io.stoker.cli.compat.CompatCommand;
import io.stoker.testing.Peers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code bin/completion/stoker.bash}, asked as bash asks it. */
class BashCompletionTest {

  private static final String SCRIPT = "bin/completion/stoker.bash";

  /** What is offered for the last word of a command line, which may be empty. */
  private static List<String> offered(String... words) throws IOException, InterruptedException {
    // Runs the function that "complete" names for the command.
    String ask =
        """
        set -u
        . "$1"; shift
        f=$(complete -p "$1") || exit 9
        f=${f#* -F }; f=${f%% *}
        COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1))
        "$f" || true
        printf '%s\\n' "${COMPREPLY[@]}"
        """;
    return bash(ask, words);
  }

  private static List<String> bash(String script, String... words)
      throws IOException, InterruptedException {
    List<String> command = new java.util.ArrayList<>();
    command.addAll(List.of(Peers.require("bash").toString(), "-c", script, "bash", SCRIPT));
    command.addAll(List.of(words));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(out).isZero();
    return out.lines().filter(line -> !line.isBlank()).toList();
  }

  @Test
  void scriptIsSound() throws Exception {
    assertThat(bash("bash -n \"$1\"")).isEmpty();
  }

  @Test
  void everyFlagIsOffered() throws Exception {
    List<String> flags =
        Pattern.compile("\\[(-\\w)[ \\]]")
            .matcher(Usage.text("stoker"))
            .results()
            .map(MatchResult::group)
            .map(flag -> flag.substring(1, 3))
            .toList();
    assertThat(flags).contains("-D", "-X");
    assertThat(offered("stoker", "-t", "")).containsExactlyInAnyOrderElementsOf(flags);
    assertThat(offered("stoker", "")).contains("compat").containsAll(flags);
  }

  @Test
  void explainHasItsOwnOptions() throws Exception {
    ByteArrayOutputStream help = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(help, true, StandardCharsets.UTF_8);
    new Main(out, out, Map.of()).run(List.of("explain", "--help"));
    List<String> options =
        Pattern.compile("(?m)^ +(?:(-\\w), )?(--?[\\w-]+)")
            .matcher(help.toString(StandardCharsets.UTF_8))
            .results()
            .flatMap(found -> Stream.of(found.group(1), found.group(2)))
            .filter(Objects::nonNull)
            .toList();
    assertThat(options).contains("--from", "--json");
    assertThat(offered("stoker", "explain", "-")).containsExactlyInAnyOrderElementsOf(options);
    assertThat(offered("stoker", "")).contains("explain");
    assertThat(offered("stoker", "explain", "G")).containsExactly("GET");
  }

  @Test
  void compatHasItsOwnOptions() throws Exception {
    ByteArrayOutputStream help = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(help, true, StandardCharsets.UTF_8);
    CompatCommand.run(List.of("--help"), out, out, Map.of());
    List<String> options =
        Pattern.compile("(?m)^ +(?:(-\\w), )?(--?[\\w-]+)")
            .matcher(
                help.toString(StandardCharsets.UTF_8)
                    .replaceFirst("(?s).*FILE\\|DIR\\.\\.\\. ", ""))
            .results()
            .flatMap(m -> Stream.of(m.group(1), m.group(2)))
            .filter(Objects::nonNull)
            .toList();
    assertThat(options).contains("-d", "-a", "--all", "--json");
    assertThat(offered("stoker", "compat", "-")).containsExactlyInAnyOrderElementsOf(options);
    assertThat(offered("stoker", "compat", "conf/http")).containsExactly("conf/httpd.conf");
    assertThat(offered("stoker", "compat", "--fail-on", "n")).containsExactly("not-yet", "never");
    assertThat(offered("stoker", "compat", "-d", "conf/ex")).containsExactly("conf/extra");
  }

  @Test
  void adviseHasItsOwnOptions() throws Exception {
    ByteArrayOutputStream help = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(help, true, StandardCharsets.UTF_8);
    AdviseCommand.run(List.of("--help"), out, out, Map.of());
    List<String> options =
        Pattern.compile("(?m)^ +(?:(-\\w), )?(--?[\\w-]+)")
            .matcher(help.toString(StandardCharsets.UTF_8))
            .results()
            .flatMap(m -> Stream.of(m.group(1), m.group(2)))
            .filter(Objects::nonNull)
            .distinct()
            .toList();
    assertThat(options).contains("-d", "-f", "--all", "--json", "--offline");
    assertThat(offered("stoker", "advise", "-")).containsAll(options);
    assertThat(options).containsAll(offered("stoker", "advise", "-"));
    assertThat(offered("stokerctl", "advise", "--fail-on", "n")).containsExactly("note", "never");
    assertThat(offered("stoker", "advise", "-f", "conf/http")).containsExactly("conf/httpd.conf");
  }

  @Test
  void wordsOfFlagsAreOffered() throws Exception {
    assertThat(offered("stoker", "-k", "gra")).containsExactly("graceful", "graceful-stop");
    assertThat(offered("stoker", "-e", "not")).containsExactly("notice");
    assertThat(offered("stoker", "-t", "-D", "DUMP_M")).containsExactly("DUMP_MODULES");
    assertThat(offered("stoker", "-C", "")).isEmpty();
  }

  @Test
  void filesAndFoldersAreOffered() throws Exception {
    assertThat(offered("stoker", "-f", "conf/http")).containsExactly("conf/httpd.conf");
    assertThat(offered("stoker", "-d", "conf/ex")).containsExactly("conf/extra");
  }

  @Test
  void verbsOfStokerctlAreOffered() throws Exception {
    assertThat(offered("stokerctl", "st")).containsExactlyInAnyOrder("start", "stop", "status");
    assertThat(offered("stokerctl", "-t", "st")).isEmpty();
    assertThat(offered("stokerctl", "-k", "sto")).containsExactly("stop");
    // The verbs are those of the usage text of the script itself.
    String usage = Files.readString(Path.of("bin/stokerctl"));
    String verbs = usage.replaceFirst("(?s).*Usage: \\$0 ([a-z|-]+).*", "$1");
    assertThat(offered("stokerctl", "")).contains(verbs.split("\\|"));
  }
}
