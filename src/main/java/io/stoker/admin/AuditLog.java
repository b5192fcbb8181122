package io.stoker.admin;

import io.stoker.api.LogMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.audit.AuditEvent;
import org.springframework.boot.actuate.audit.AuditEventRepository;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Who did what: a file to which lines are only ever added, each a JSON object. When it is full it
 * gets the name {@code audit.jsonl.1}, the one that had that name {@code .2}, and so on; the oldest
 * is deleted. Where the file cannot be written the latest events are kept in memory, and the error
 * log says so. Methods block.
 */
final class AuditLog implements AuditEventRepository {

  private static final LogMessage NOT_WRITTEN =
      LogMessage.error(
          "console",
          "STK0124",
          "the audit file %s cannot be written, events are lost at the end: %s");

  private static final JsonMapper JSON = new JsonMapper();

  /** Events without a file, and the most that one look at them gives. */
  private static final int MOST_IN_MEMORY = 500;

  private static final int MOST_FOUND = 1000;

  private final Path file;
  private final long maxBytes;
  private final int files;
  private final BiConsumer<LogMessage, Object[]> complaint;
  private final Deque<AuditEvent> unwritten = new ArrayDeque<>();
  private boolean hasComplained;

  /**
   * The events of a file, which need not exist yet.
   *
   * @param maxBytes of one file
   * @param files how many there may be, the one that is written included
   * @param complaint told once when it cannot be written
   */
  AuditLog(Path file, long maxBytes, int files, BiConsumer<LogMessage, Object[]> complaint) {
    this.file = file;
    this.maxBytes = maxBytes;
    this.files = Math.max(1, files);
    this.complaint = complaint;
  }

  @Override
  public synchronized void add(AuditEvent event) {
    try {
      byte[] line = (JSON.writeValueAsString(line(event)) + "\n").getBytes(StandardCharsets.UTF_8);
      if (Files.exists(file) && Files.size(file) + line.length > maxBytes) {
        rotate();
      }
      create();
      Files.write(file, line, StandardOpenOption.APPEND);
      hasComplained = false;
    } catch (IOException | JacksonException e) {
      unwritten.addLast(event);
      if (unwritten.size() > MOST_IN_MEMORY) {
        unwritten.removeFirst();
      }
      if (!hasComplained) {
        hasComplained = true;
        complaint.accept(NOT_WRITTEN, new Object[] {file, e});
      }
    }
  }

  private static Map<String, Object> line(AuditEvent event) {
    return Map.of(
        "at", event.getTimestamp().toString(),
        "who", event.getPrincipal(),
        "action", event.getType(),
        "data", event.getData());
  }

  /** Nobody but the server's user reads it. */
  private void create() throws IOException {
    if (Files.notExists(file)) {
      Files.createDirectories(Objects.requireNonNull(file.toAbsolutePath().getParent()));
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
  }

  private Path numbered(int number) {
    return number == 0 ? file : file.resolveSibling(file.getFileName() + "." + number);
  }

  private void rotate() throws IOException {
    Files.deleteIfExists(numbered(files - 1));
    for (int i = files - 2; i >= 0; i--) {
      if (Files.exists(numbered(i))) {
        Files.move(numbered(i), numbered(i + 1), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  @Override
  public List<AuditEvent> find(
      @Nullable String principal, @Nullable Instant after, @Nullable String type) {
    List<AuditEvent> found =
        latest(
            event ->
                (principal == null || event.getPrincipal().equals(principal))
                    && (after == null || event.getTimestamp().isAfter(after))
                    && (type == null || event.getType().equals(type)),
            MOST_FOUND);
    List<AuditEvent> oldestFirst = new ArrayList<>(found);
    Collections.reverse(oldestFirst);
    return oldestFirst;
  }

  /**
   * The latest of those that are wanted, the newest first.
   *
   * @param limit how many at most
   */
  synchronized List<AuditEvent> latest(Predicate<AuditEvent> wanted, int limit) {
    List<AuditEvent> found = new ArrayList<>();
    unwritten.descendingIterator().forEachRemaining(event -> addIf(wanted, event, limit, found));
    for (int i = 0; i < files && found.size() < limit; i++) {
      List<AuditEvent> oldestFirst = read(numbered(i));
      for (int at = oldestFirst.size() - 1; at >= 0; at--) {
        addIf(wanted, oldestFirst.get(at), limit, found);
      }
    }
    return List.copyOf(found);
  }

  private static void addIf(
      Predicate<AuditEvent> wanted, AuditEvent event, int limit, List<AuditEvent> found) {
    if (found.size() < limit && wanted.test(event)) {
      found.add(event);
    }
  }

  /**
   * A line that is none of ours, such as the first half of one when the disk was full, is left out.
   */
  private static List<AuditEvent> read(Path file) {
    List<AuditEvent> all = new ArrayList<>();
    try {
      String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
      for (String line : text.split("\n")) {
        AuditEvent event = event(line);
        if (event != null) {
          all.add(event);
        }
      }
    } catch (IOException e) {
      return all;
    }
    return all;
  }

  private record Line(String at, String who, String action, Map<String, @Nullable Object> data) {}

  private static @Nullable AuditEvent event(String text) {
    try {
      Line line = JSON.readValue(text, new TypeReference<Line>() {});
      return new AuditEvent(Instant.parse(line.at()), line.who(), line.action(), line.data());
    } catch (JacksonException | java.time.DateTimeException | NullPointerException e) {
      return null;
    }
  }
}
