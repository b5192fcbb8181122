package io.stoker.runtime;

import io.stoker.files.ByteNames;
import io.stoker.runtime.view.BlamedLine;
import io.stoker.runtime.view.Revision;
import io.stoker.runtime.view.SecretMask;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.jgit.blame.BlameGenerator;
import org.eclipse.jgit.blame.BlameResult;
import org.eclipse.jgit.diff.DiffEntry;
import org.eclipse.jgit.diff.DiffFormatter;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.AbbreviatedObjectId;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.FooterKey;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.treewalk.AbstractTreeIterator;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;
import org.eclipse.jgit.treewalk.EmptyTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.jspecify.annotations.Nullable;

/**
 * Every configuration that was applied, each a commit of a bare Git repository: the files with
 * their absolute paths, who had it taken, how, and what there was to say of it. {@code git log -p}
 * reads it as well.
 *
 * <p>All methods may be called by any thread; one process at a time may add.
 */
public final class ConfigHistory implements AutoCloseable {

  private static final String BRANCH = Constants.R_HEADS + "main";
  private static final String SERVER = "Stoker";
  private static final int LATELY = 64;
  private static final FooterKey NUMBER = new FooterKey("Revision");
  private static final FooterKey GENERATION = new FooterKey("Generation");
  private static final FooterKey HOW = new FooterKey("How");
  private static final FooterKey BY = new FooterKey("By");

  private final Repository repository;

  private ConfigHistory(Repository repository) {
    this.repository = repository;
  }

  /** Opens the repository to read it; where there is none, it is empty. */
  public static ConfigHistory open(Path folder) throws IOException {
    GitSettings.use();
    return new ConfigHistory(
        new FileRepositoryBuilder().setGitDir(folder.toFile()).setBare().build());
  }

  /**
   * Opens the repository to add to it, and makes it where there is none. Configurations hold
   * secrets: nobody but its user may enter the folder.
   */
  static ConfigHistory openToAdd(Path folder) throws IOException {
    boolean isNew = !isMade(folder);
    if (isNew) {
      makeFolder(folder);
      HalfMadeRepository.remove(folder);
    }
    ConfigHistory history = open(folder);
    if (isNew) {
      history.repository.create(true);
    }
    history.unlock();
    history.repository.updateRef(Constants.HEAD).link(BRANCH);
    return history;
  }

  /** One that holds a revision is made, whatever it lacks: it is not begun anew. */
  private static boolean isMade(Path folder) {
    return Files.exists(folder.resolve(BRANCH))
        || Files.exists(folder.resolve(Constants.PACKED_REFS))
        || HalfMadeRepository.isWhole(folder);
  }

  static void makeFolder(Path folder) throws IOException {
    Files.createDirectories(folder);
    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }
  }

  /** Takes away the locks of a process that was ended while it added one or began. */
  private void unlock() throws IOException {
    Files.deleteIfExists(folder().resolve(BRANCH + ".lock"));
    Files.deleteIfExists(folder().resolve(Constants.HEAD + ".lock"));
  }

  /** Whether it is among the latest ones. */
  boolean hasLately(Applied one) throws IOException {
    return list(LATELY).stream()
        .anyMatch(
            kept ->
                kept.generation() == one.generation()
                    && kept.at().getEpochSecond() == one.at().getEpochSecond()
                    && kept.by().equals(one.cause().who()));
  }

  /** Adds one. */
  Revision add(Applied applied) throws IOException {
    try (ObjectInserter inserter = repository.newObjectInserter();
        RevWalk walk = new RevWalk(repository)) {
      RevCommit before = head(walk);
      long number = before == null ? 1 : revision(before).number() + 1;
      ObjectId tree = tree(applied.files(), inserter);
      CommitBuilder commit = new CommitBuilder();
      commit.setTreeId(tree);
      if (before != null) {
        commit.setParentId(before);
      }
      ZoneId zone = ZoneId.systemDefault();
      commit.setAuthor(new PersonIdent(applied.cause().who(), "", applied.at(), zone));
      commit.setCommitter(new PersonIdent(SERVER, "", applied.at(), zone));
      commit.setMessage(message(applied, number));
      ObjectId id = inserter.insert(commit);
      inserter.flush();
      RefUpdate update = repository.updateRef(BRANCH);
      update.setExpectedOldObjectId(before == null ? ObjectId.zeroId() : before);
      update.setNewObjectId(id);
      RefUpdate.Result result = update.update();
      if (result != RefUpdate.Result.NEW && result != RefUpdate.Result.FAST_FORWARD) {
        throw new IOException("the history could not be written: " + result);
      }
      return revision(walk.parseCommit(id));
    }
  }

  private static ObjectId tree(Map<String, String> files, ObjectInserter inserter)
      throws IOException {
    DirCache index = DirCache.newInCore();
    DirCacheBuilder builder = index.builder();
    for (Map.Entry<String, String> file : files.entrySet()) {
      byte[] path = ByteNames.bytes(file.getKey().replaceFirst("^/+", ""));
      DirCacheEntry entry = new DirCacheEntry(path);
      entry.setFileMode(FileMode.REGULAR_FILE);
      byte[] text = file.getValue().getBytes(StandardCharsets.ISO_8859_1);
      entry.setObjectId(inserter.insert(Constants.OBJ_BLOB, text));
      builder.add(entry);
    }
    builder.finish();
    return index.writeTree(inserter);
  }

  private static String message(Applied a, long number) {
    StringBuilder text = new StringBuilder();
    text.append("Generation ").append(a.generation()).append(": ").append(a.cause());
    text.append("\n\nAccepted: no errors in ").append(a.files().size()).append(" files");
    a.why().forEach(line -> text.append('\n').append(line));
    return text.append("\n\nRevision: ")
        .append(number)
        .append("\nGeneration: ")
        .append(a.generation())
        .append("\nHow: ")
        .append(a.cause().how().word())
        .append("\nBy: ")
        .append(a.cause().who())
        .append("\nCommand-Line: ")
        .append(a.commandLine().replaceAll("\\s+", " "))
        .append('\n')
        .toString();
  }

  /**
   * The latest ones, the newest first.
   *
   * @param limit how many at most
   */
  public List<Revision> list(int limit) throws IOException {
    try (RevWalk walk = new RevWalk(repository)) {
      List<Revision> all = new ArrayList<>();
      RevCommit start = head(walk);
      if (start == null) {
        return all;
      }
      walk.markStart(start);
      for (RevCommit c = walk.next(); c != null && all.size() < limit; c = walk.next()) {
        all.add(revision(c));
      }
      return List.copyOf(all);
    }
  }

  /**
   * What the last process had no time to add, the newest first; its revisions have no number yet.
   * The next start of the server adds it.
   */
  public List<Revision> waiting() throws IOException {
    List<Revision> all = new ArrayList<>();
    for (Path file : Leftovers.find(folder())) {
      for (Applied one : Leftovers.read(file)) {
        if (!hasLately(one)) {
          Cause cause = one.cause();
          String why = String.join("\n", one.why());
          all.addFirst(
              new Revision(
                  0, "", one.generation(), one.at(), cause.how().word(), cause.who(), why));
        }
      }
    }
    return all;
  }

  /** The files of one, by absolute path, paths and texts one byte a char; null where it is none. */
  public @Nullable Map<String, String> files(long number) throws IOException {
    try (RevWalk walk = new RevWalk(repository)) {
      RevCommit commit = find(walk, number);
      if (commit == null) {
        return null;
      }
      Map<String, String> files = new LinkedHashMap<>();
      try (TreeWalk tree = new TreeWalk(repository)) {
        tree.addTree(commit.getTree());
        tree.setRecursive(true);
        while (tree.next()) {
          byte[] text = repository.open(tree.getObjectId(0)).getBytes();
          files.put("/" + ByteNames.ofBytes(tree.getRawPath()), ByteNames.ofBytes(text));
        }
      }
      return files;
    }
  }

  /**
   * What differs between two, as {@code git diff} writes it; null where one of them is none.
   *
   * @param from 0 for nothing at all
   * @param secrets hidden in what is shown; that they differ can be seen
   */
  public @Nullable String diff(long from, long to, SecretMask secrets) throws IOException {
    try (RevWalk walk = new RevWalk(repository)) {
      RevCommit a = from == 0 ? null : find(walk, from);
      RevCommit b = find(walk, to);
      if (b == null || (a == null && from != 0)) {
        return null;
      }
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      try (DiffFormatter formatter = new DiffFormatter(out);
          ObjectReader reader = repository.newObjectReader()) {
        formatter.setRepository(repository);
        AbstractTreeIterator before = a == null ? new EmptyTreeIterator() : tree(reader, a);
        for (DiffEntry entry : formatter.scan(before, tree(reader, b))) {
          RawText old = lines(reader, entry.getOldId(), secrets);
          RawText fresh = lines(reader, entry.getNewId(), secrets);
          formatter.format(formatter.toFileHeader(entry), old, fresh);
        }
        formatter.flush();
      }
      return out.toString(StandardCharsets.UTF_8);
    }
  }

  /** The files of the latest one; none where there is none. */
  Map<String, String> latestFiles() throws IOException {
    List<Revision> latest = list(1);
    Map<String, String> files = latest.isEmpty() ? null : files(latest.getFirst().number());
    return files == null ? Map.of() : files;
  }

  /** Where it is. */
  Path folder() {
    return repository.getDirectory().toPath();
  }

  private static AbstractTreeIterator tree(ObjectReader reader, RevCommit commit)
      throws IOException {
    return new CanonicalTreeParser(null, reader, commit.getTree());
  }

  private static RawText lines(ObjectReader reader, AbbreviatedObjectId id, SecretMask secrets)
      throws IOException {
    if (id.toObjectId().equals(ObjectId.zeroId())) {
      return new RawText(new byte[0]);
    }
    String text = ByteNames.ofBytes(reader.open(id.toObjectId()).getBytes());
    return new RawText(secrets.hide(text).getBytes(StandardCharsets.ISO_8859_1));
  }

  /**
   * Which revision each line of a file of the latest one came with.
   *
   * @param path absolute, one byte a char
   * @param secrets hidden in what is shown
   * @return null where it has no such file
   */
  public @Nullable List<BlamedLine> blame(String path, SecretMask secrets) throws IOException {
    String name = ByteNames.toText(path).replaceFirst("^/+", "");
    try (RevWalk walk = new RevWalk(repository);
        BlameGenerator generator = new BlameGenerator(repository, name)) {
      RevCommit latest = head(walk);
      if (latest == null) {
        return null;
      }
      generator.push(null, latest);
      BlameResult blamed = BlameResult.create(generator);
      if (blamed == null) {
        return null;
      }
      blamed.computeAll();
      RawText contents = blamed.getResultContents();
      String text = ByteNames.ofBytes(contents.getRawContent());
      String[] shown = ByteNames.toText(secrets.hide(text)).split("\n", -1);
      List<BlamedLine> lines = new ArrayList<>();
      for (int i = 0; i < contents.size(); i++) {
        Revision from = revision(walk.parseCommit(blamed.getSourceCommit(i)));
        lines.add(new BlamedLine(i + 1, from.number(), from.by(), from.at(), shown[i]));
      }
      return List.copyOf(lines);
    }
  }

  private @Nullable RevCommit head(RevWalk walk) throws IOException {
    ObjectId id = repository.resolve(BRANCH);
    return id == null ? null : walk.parseCommit(id);
  }

  private @Nullable RevCommit find(RevWalk walk, long number) throws IOException {
    walk.reset();
    RevCommit start = head(walk);
    if (start == null) {
      return null;
    }
    walk.markStart(start);
    for (RevCommit c = walk.next(); c != null; c = walk.next()) {
      if (revision(c).number() == number) {
        return c;
      }
    }
    return null;
  }

  private static Revision revision(RevCommit c) {
    String[] paragraphs = c.getFullMessage().split("\n\n", -1);
    return new Revision(
        Long.parseLong(footer(c, NUMBER, "0")),
        c.getName(),
        Long.parseLong(footer(c, GENERATION, "0")),
        c.getAuthorIdent().getWhenAsInstant(),
        footer(c, HOW, ""),
        footer(c, BY, ""),
        paragraphs.length > 1 ? paragraphs[1] : "");
  }

  private static String footer(RevCommit c, FooterKey key, String missing) {
    List<String> lines = c.getFooterLines(key);
    return lines.isEmpty() ? missing : Objects.requireNonNull(lines.getLast());
  }

  @Override
  public void close() {
    repository.close();
  }
}
