package io.stoker.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever stands in a file, loading ends and says something; it never throws. */
class HostileConfigTest {

  @TempDir Path root;

  private static List<String> samples() throws IOException {
    try (var in = HostileConfigTest.class.getResourceAsStream("agree.txt")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      List<String> lines = new ArrayList<>();
      text.lines().filter(line -> !line.equals("----")).forEach(lines::add);
      lines.removeIf(line -> line.contains("invalid") || line.contains("192.168"));
      return lines;
    }
  }

  @Test
  void survivesLinesInAnyOrderAndWithHolesInThem() throws Exception {
    List<String> lines = samples();
    Random random = new Random(4711);
    for (int i = 0; i < 1_500; i++) {
      StringBuilder text = new StringBuilder();
      for (int n = random.nextInt(8); n >= 0; n--) {
        String line = lines.get(random.nextInt(lines.size()));
        int from = random.nextInt(3) == 0 ? random.nextInt(line.length() + 1) : 0;
        text.append(line, from, line.length()).append('\n');
      }
      assertThatCode(() -> TestConfig.load(root, TestModules.all(), text.toString()))
          .as(text.toString())
          .doesNotThrowAnyException();
    }
  }

  @Test
  void endsNestingThatWouldEatTheStack() {
    String deep = "<If true>\n".repeat(50_000);
    assertThat(TestConfig.load(root, TestModules.all(), deep).text())
        .contains("Syntax error on line 500", "sections nest more than 500 deep");
    String conditions = "<IfModule core.c>\n".repeat(50_000);
    assertThat(TestConfig.load(root, TestModules.all(), conditions).text())
        .contains("sections nest more than 500 deep");
    String skipped = "<IfModule none>\n".repeat(50_000);
    assertThat(TestConfig.load(root, TestModules.all(), skipped).text())
        .contains("before end of configuration");
  }

  @Test
  void endsMacrosThatMultiplyInHtaccess() {
    StringBuilder text = new StringBuilder("<Macro m0>\nSetEnv A\n</Macro>\n");
    for (int i = 1; i <= 40; i++) {
      text.append("<Macro m%d>\nUse m%d\nUse m%d\n</Macro>\n".formatted(i, i - 1, i - 1));
    }
    text.append("Use m40\n");
    HtaccessReader reader =
        TestConfig.load(root, TestModules.all(), "ServerName x\nLoadModule macro_module x")
            .orThrow()
            .htaccess();
    HtaccessReader.Parsed parsed =
        reader.read(
            "/",
            "/.htaccess",
            text.toString().getBytes(StandardCharsets.ISO_8859_1),
            new io.stoker.api.Core.AllowOverride(
                java.util.EnumSet.allOf(io.stoker.api.OverrideClass.class), null, false, false),
            null);
    assertThat(parsed.error()).isEqualTo("/.htaccess: macros expand to too many lines");
  }
}
