package io.stoker.engine;

import io.stoker.api.Core.AllowOverride;
import io.stoker.config.HtaccessReader;
import io.stoker.files.Content;
import io.stoker.files.FileCache;
import io.stoker.files.FileIdentity;
import io.stoker.files.FileInfo;
import io.stoker.files.Lookup;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The {@code .htaccess} files of one configuration. Their text is cached for the whole server; what
 * a text means depends on the configuration and on what AllowOverride grants, and is kept with it.
 */
final class Htaccess {

  /** What was granted when a text was read. */
  private record Grant(AllowOverride classes, @Nullable Set<String> list) {}

  /** What looking for a file gave. */
  sealed interface Found {
    /** It was read. */
    record File(String path, HtaccessReader.Parsed parsed) implements Found {}

    /** There is none. */
    record None() implements Found {}

    /** It cannot be told whether there is one, or it cannot be read. */
    record Unreadable(String path, Lookup why) implements Found {}
  }

  /** EBADF: httpd's word for what is no file. */
  static final Lookup NOT_A_FILE = new Lookup.IoError(9);

  private static final Found NONE = new Found.None();

  private final FileCache<byte[]> texts;
  private final HtaccessReader reader;

  // Arrays are equal to themselves alone: an entry lives as long as the cache holds this text.
  private final Map<byte[], Map<Grant, HtaccessReader.Parsed>> parsed = new WeakHashMap<>();

  Htaccess(FileCache<byte[]> texts, HtaccessReader reader) {
    this.texts = texts;
    this.reader = reader;
  }

  /**
   * The file of that name in a directory.
   *
   * @param directory with a slash at the end
   */
  Found find(
      String directory,
      String name,
      AllowOverride granted,
      @Nullable Set<String> list,
      Reads reads) {
    String path = directory + name;
    return switch (texts.get(path)) {
      case FileCache.Parsed<byte[]>(byte[] text, FileInfo info) -> {
        reads.readCached(path, FileIdentity.of(info));
        yield new Found.File(path, parse(directory, path, text, new Grant(granted, list)));
      }
      case FileCache.Absent<byte[]>(Lookup why) -> {
        reads.readCached(path, FileIdentity.of(why));
        yield NONE;
      }
      case FileCache.Unreadable<byte[]>(Content why) -> unreadable(path, why, reads);
      case FileCache.Invalid<byte[]> invalid ->
          throw new IllegalStateException("a text is only kept: " + path, invalid.error());
    };
  }

  private static Found unreadable(String path, Content why, Reads reads) {
    Lookup failed =
        switch (why) {
          case Content.Failed(Lookup lookup) -> lookup;
          case Content.NotRegular other -> NOT_A_FILE;
          default -> Lookup.denied();
        };
    reads.readCached(path, FileIdentity.of(failed));
    return new Found.Unreadable(path, failed);
  }

  private HtaccessReader.Parsed parse(String directory, String path, byte[] text, Grant grant) {
    Map<Grant, HtaccessReader.Parsed> byGrant;
    synchronized (parsed) {
      byGrant = parsed.computeIfAbsent(text, t -> new ConcurrentHashMap<>(2));
    }
    return byGrant.computeIfAbsent(
        grant, g -> reader.read(directory, path, text, g.classes(), g.list()));
  }
}
