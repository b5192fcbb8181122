package io.stoker.runtime.view;

import io.stoker.api.Core;
import io.stoker.api.Server;
import io.stoker.config.Snapshot;
import io.stoker.files.ByteNames;
import io.stoker.logging.ErrorLogs;
import io.stoker.syntax.Words;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The access and error logs of each host, as the configuration says them. */
final class LogList {

  private static final Set<String> ACCESS = Set.of("customlog", "transferlog");
  private static final String GLOBAL = "globallog";
  private static final String ERROR = "errorlog";

  private final Snapshot snapshot;
  private final Map<String, List<String>> own = new LinkedHashMap<>();
  private final Map<String, List<String>> global = new LinkedHashMap<>();
  private final Map<String, List<String>> errors = new LinkedHashMap<>();

  private LogList(Snapshot snapshot, List<DirectiveView> directives) {
    this.snapshot = snapshot;
    for (DirectiveView directive : directives) {
      String name = directive.name().toLowerCase(java.util.Locale.ROOT);
      Map<String, List<String>> into =
          ACCESS.contains(name)
              ? own
              : name.equals(GLOBAL) ? global : name.equals(ERROR) ? errors : null;
      if (into != null) {
        directive.uses().forEach(use -> add(into, use));
      }
    }
  }

  private static void add(Map<String, List<String>> into, DirectiveUse use) {
    List<Words.Word> words = Words.all(use.value());
    if (!words.isEmpty()) {
      into.computeIfAbsent(use.server(), s -> new ArrayList<>()).add(words.getFirst().value());
    }
  }

  static List<LogView> of(Snapshot snapshot, List<DirectiveView> directives) {
    LogList list = new LogList(snapshot, directives);
    Set<LogView> all = new LinkedHashSet<>();
    for (Server server : snapshot.servers()) {
      list.add(server, all);
    }
    return List.copyOf(all);
  }

  private void add(Server server, Set<LogView> all) {
    String label = server.isVirtual() ? server.label() : DirectiveUse.MAIN;
    List<String> ours = own.getOrDefault(label, List.of());
    boolean inherits = server.isVirtual() && ours.isEmpty();
    ours.forEach(target -> access(label, target, false, all));
    if (inherits) {
      own.getOrDefault(DirectiveUse.MAIN, List.of())
          .forEach(target -> access(label, target, true, all));
    }
    global
        .getOrDefault(DirectiveUse.MAIN, List.of())
        .forEach(target -> access(label, target, server.isVirtual(), all));
    String file = ErrorLogs.file(server);
    String said = server.get(Core.ERROR_LOG);
    String target = file != null ? ByteNames.toText(file) : said == null ? "" : said;
    boolean isOurs = !server.isVirtual() || errors.containsKey(label);
    all.add(new LogView(label, "error", normal(target), file != null, !isOurs));
  }

  private void access(String label, String target, boolean isInherited, Set<LogView> all) {
    boolean isFile = !target.startsWith("|");
    String root = ByteNames.toText(snapshot.main().get(Core.SERVER_ROOT));
    String absolute = isFile && !target.startsWith("/") ? root + "/" + target : target;
    all.add(
        new LogView(label, "access", isFile ? normal(absolute) : absolute, isFile, isInherited));
  }

  private static String normal(String path) {
    Path file = path.startsWith("/") ? ByteNames.toPath(ByteNames.fromText(path)) : null;
    return file == null ? path : ByteNames.toText(ByteNames.fromPath(file.normalize()));
  }

  /** The file, if it is a log of that list; null for every other path. */
  static @Nullable Path file(List<LogView> logs, String path) {
    boolean isOne = logs.stream().anyMatch(log -> log.isFile() && log.target().equals(path));
    return isOne ? ByteNames.toPath(ByteNames.fromText(path)) : null;
  }
}
