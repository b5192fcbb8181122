package io.stoker.runtime.view;

import io.stoker.api.Core;
import io.stoker.api.Server;
import io.stoker.config.Snapshot;
import io.stoker.files.ByteNames;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The files of the sites that AccessFileName names, below the document roots. Looking for them is
 * bounded: where there are too many directories, not all are found, and that is said.
 */
public final class HtaccessFiles {

  private static final int MOST_DIRECTORIES = 50_000;
  private static final int MOST_FILES = 500;
  private static final Duration LONGEST = Duration.ofSeconds(2);
  private static final long MOST_BYTES = 1L << 20;

  /**
   * What was found.
   *
   * @param isComplete false where the search was given up
   */
  public record Found(List<String> paths, boolean isComplete) {}

  private final Snapshot snapshot;
  private final LongSupplier nanoClock;

  HtaccessFiles(Snapshot snapshot, LongSupplier nanoClock) {
    this.snapshot = snapshot;
    this.nanoClock = nanoClock;
  }

  private Set<Path> roots() {
    Set<Path> roots = new LinkedHashSet<>();
    for (Server server : snapshot.servers()) {
      String said = server.get(Core.DOCUMENT_ROOT);
      Path root = said == null ? null : ByteNames.toPath(said);
      if (root != null) {
        roots.add(root.normalize());
      }
    }
    return roots;
  }

  private Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    for (Server server : snapshot.servers()) {
      names.addAll(server.get(Core.ACCESS_FILE_NAMES));
    }
    return names;
  }

  Found find() {
    Search search = new Search(names(), nanoClock.getAsLong() + LONGEST.toNanos());
    for (Path root : roots()) {
      if (search.isComplete && !search.isSeen(root)) {
        search.walk(root);
      }
    }
    List<String> paths = search.found.stream().map(Path::toString).sorted().toList();
    return new Found(paths, search.isComplete);
  }

  private final class Search extends SimpleFileVisitor<Path> {
    final Set<Path> found = new LinkedHashSet<>();
    private final List<Path> walked = new ArrayList<>();
    private final Set<String> names;
    private final long deadline;
    private int directories;
    boolean isComplete = true;

    Search(Set<String> names, long deadline) {
      this.names = names;
      this.deadline = deadline;
    }

    boolean isSeen(Path root) {
      return walked.stream().anyMatch(root::startsWith);
    }

    void walk(Path root) {
      walked.add(root);
      try {
        Files.walkFileTree(root, this);
      } catch (IOException e) {
        isComplete = false;
      }
    }

    @Override
    public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) {
      isComplete &= ++directories <= MOST_DIRECTORIES && nanoClock.getAsLong() < deadline;
      return isComplete ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (attributes.isRegularFile() && names.contains(String.valueOf(file.getFileName()))) {
        found.add(file);
        isComplete &= found.size() < MOST_FILES;
      }
      return isComplete ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
    }

    /** What may not be read by the server is not served either. */
    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path dir, @Nullable IOException e) {
      return FileVisitResult.CONTINUE;
    }
  }

  /**
   * The text of one of them, one byte a char; null for every other path, such as one that a link
   * leads out of.
   */
  @Nullable String read(String path) {
    Place place = place(path);
    Path file = place == null ? null : place.root().resolve(place.below());
    try {
      return file != null && Files.size(file) <= MOST_BYTES
          ? Files.readString(file, StandardCharsets.ISO_8859_1)
          : null;
    } catch (IOException e) {
      return null;
    }
  }

  /**
   * Where one of them is.
   *
   * @param root of the documents
   * @param below the file, from there; no link is on the way
   */
  public record Place(Path root, Path below) {}

  /** Where it is; null for every path that is not one of them. */
  @Nullable Place place(String path) {
    Path file = ByteNames.toPath(ByteNames.fromText(path));
    if (file == null
        || !file.isAbsolute()
        || !file.equals(file.normalize())
        || !names().contains(String.valueOf(file.getFileName()))
        || !Files.isRegularFile(file)) {
      return null;
    }
    return roots().stream()
        .filter(root -> isBelow(file, root))
        .map(root -> new Place(root, Objects.requireNonNull(root.relativize(file))))
        .findFirst()
        .orElse(null);
  }

  /**
   * Whether a file lies below the document root of a server.
   *
   * @param path absolute and normal, one byte a char
   */
  public static boolean isBelowRoot(Server server, String path) {
    Path file = ByteNames.toPath(path);
    String said = server.get(Core.DOCUMENT_ROOT);
    Path root = said == null ? null : ByteNames.toPath(said);
    return file != null && root != null && isBelow(file, root.normalize());
  }

  private static boolean isBelow(Path file, Path root) {
    try {
      return file.startsWith(root)
          && file.toRealPath()
              .equals(root.toRealPath().resolve(Objects.requireNonNull(root.relativize(file))));
    } catch (IOException e) {
      return false;
    }
  }
}
