package io.stoker.modules.mod_autoindex;

import io.stoker.api.Exchange;
import io.stoker.files.DirectoryListing;
import io.stoker.files.FileInfo;
import io.stoker.files.FileKind;
import io.stoker.files.Lookup;
import io.stoker.http.Status;
import io.stoker.http.Uris;
import io.stoker.http.Wildcards;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a directory: the entries that the client may see, in the order it asked for. */
final class Listing {

  private static final Set<Wildcards.Flag> PATTERN =
      Set.of(Wildcards.Flag.NO_ESCAPE, Wildcards.Flag.PERIOD);

  private final Exchange x;
  private final String directory;
  private final IndexQuery query;
  private final Set<IndexOption> options;
  private final Icons icons;
  private final Ignored ignored;
  private final boolean fancy;

  /**
   * @param directory with a slash at its end
   */
  Listing(Exchange x, String directory, IndexQuery query, Icons icons) {
    this.x = x;
    this.directory = directory;
    this.query = query;
    this.options = query.options();
    this.icons = icons;
    this.ignored = x.config(ModAutoindex.IGNORED);
    this.fancy =
        options.contains(IndexOption.FANCY_INDEXING) || options.contains(IndexOption.HTML_TABLE);
  }

  List<Entry> read(DirectoryListing listing) throws IOException {
    List<Entry> entries = new ArrayList<>();
    Entry parent = parent();
    if (parent != null) {
      entries.add(parent);
    }
    while (listing.hasNext()) {
      Entry entry = entry(listing, listing.next());
      if (entry != null) {
        entries.add(entry);
      }
    }
    // The parent stays the first.
    entries
        .subList(parent == null ? 0 : 1, entries.size())
        .sort(
            Entry.comparator(
                query.order(),
                options.contains(IndexOption.VERSION_SORT),
                options.contains(IndexOption.IGNORE_CASE)));
    return entries;
  }

  private @Nullable Entry parent() {
    String path = directory + "..";
    if (x.uri().chars().allMatch(c -> c == '/') || ignored.covers(path)) {
      return null;
    }
    String uri = x.uri().endsWith("/") ? x.uri() : x.uri() + "/";
    String name = Uris.removeDotSegments(uri + "../", true).path();
    if (!fancy) {
      return new Entry(name, false, -1, -1, null, null, null);
    }
    Item.Subject subject = Item.Subject.named(path);
    return new Entry(
        name,
        false,
        -1,
        -1,
        icons.icon(subject, true),
        icons.alt(subject, true, "PARENTDIR"),
        icons.description(path));
  }

  private @Nullable Entry entry(DirectoryListing listing, DirectoryListing.Entry file)
      throws IOException {
    String path = directory + file.name();
    if ((query.pattern() != null && !Wildcards.fnmatch(query.pattern(), file.name(), PATTERN))
        || ignored.covers(path)) {
      return null;
    }
    FileKind kind = file.kind() == FileKind.SYMLINK ? listing.stat(file).kind() : file.kind();
    if (kind != FileKind.DIRECTORY && kind != FileKind.REGULAR) {
      return null;
    }
    boolean isDirectory = kind == FileKind.DIRECTORY;
    String name = isDirectory ? file.name() + "/" : file.name();
    // With its slash a directory is no file that a Files section could be for.
    Exchange looked =
        !isDirectory
                && listing.lstat(file) instanceof Lookup.Found(FileInfo found)
                && found.isRegular()
            ? x.lookupEntry(path, found)
            : x.lookupFile(directory + name);
    if (!isShown(looked.status())) {
      return null;
    }
    return fancy
        ? fancy(name, path, isDirectory, looked, info(listing, file, looked))
        : new Entry(name, false, -1, -1, null, null, null);
  }

  private boolean isShown(int status) {
    return Status.isSuccess(status)
        || Status.isRedirect(status)
        || (options.contains(IndexOption.SHOW_FORBIDDEN) && (status == 403 || status == 401));
  }

  private static @Nullable FileInfo info(
      DirectoryListing listing, DirectoryListing.Entry file, Exchange looked) {
    FileInfo info = looked.file();
    if (info != null) {
      return info;
    }
    return listing.stat(file) instanceof Lookup.Found(FileInfo found) ? found : null;
  }

  private Entry fancy(
      String name, String path, boolean isDirectory, Exchange looked, @Nullable FileInfo info)
      throws IOException {
    Item.Subject subject = new Item.Subject(path, mediaType(looked), looked.contentEncoding());
    String description = icons.description(path);
    if (description == null && options.contains(IndexOption.SCAN_HTML_TITLES)) {
      description = Titles.of(x, path, looked);
    }
    return new Entry(
        name,
        isDirectory && options.contains(IndexOption.FOLDERS_FIRST),
        info == null ? -1 : info.modifiedMicros(),
        isDirectory || info == null ? -1 : info.size(),
        icons.icon(subject, isDirectory),
        icons.alt(subject, isDirectory, "DIR"),
        description);
  }

  static @Nullable String mediaType(Exchange looked) {
    String type = looked.contentType();
    if (type == null) {
      return null;
    }
    int semicolon = type.indexOf(';');
    return semicolon < 0 ? type : type.substring(0, semicolon).stripTrailing();
  }
}
