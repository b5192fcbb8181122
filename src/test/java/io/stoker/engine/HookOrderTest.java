package io.stoker.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.api.Hook;
import io.stoker.api.HttpdModule;
import io.stoker.api.Phase;
import io.stoker.config.HookTable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The hooks of all modules run in the order in which httpd runs them. */
class HookOrderTest {

  /** httpd's numbers. */
  private static String place(Hook.Order order) {
    return switch (order) {
      case REALLY_FIRST -> "-10";
      case FIRST -> "0";
      case MIDDLE -> "10";
      case LAST -> "20";
      case REALLY_LAST -> "30";
    };
  }

  private static List<String> rows() throws IOException {
    try (InputStream in = HookOrderTest.class.getResourceAsStream("hook-order.tsv")) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().filter(line -> !line.startsWith("#")).toList();
    }
  }

  @Test
  void hooksRunInHttpdsOrder() throws IOException {
    List<HttpdModule> modules = new ArrayList<>();
    ServiceLoader.load(HttpdModule.class).forEach(modules::add);
    modules.sort(Comparator.comparing(HttpdModule::name));
    modules.addFirst(new CoreHooks());
    HookTable table = new HookTable(modules);
    Set<Phase> left = EnumSet.allOf(Phase.class);
    for (String row : rows()) {
      String[] columns = row.split("\t");
      Phase phase = Phase.valueOf(columns[0].toUpperCase(Locale.ROOT));
      List<String> own = Arrays.asList(columns[2].split(" "));
      List<String> seen =
          Arrays.stream(table.of(phase))
              .map(e -> place(e.hook().order()) + ":" + e.module().name())
              .filter(hook -> !own.contains(hook))
              .toList();
      List<String> httpds = columns[1].equals("-") ? List.of() : List.of(columns[1].split(" "));
      assertThat(seen).as(columns[0]).isEqualTo(httpds);
      left.remove(phase);
    }
    for (Phase phase : left) {
      assertThat(table.of(phase)).as("not in the table: " + phase).isEmpty();
    }
  }
}
