package io.stoker.engine;

import io.stoker.api.FileDoor;
import io.stoker.api.SystemError;
import io.stoker.files.Content;
import io.stoker.files.DirectoryListing;
import io.stoker.files.Errno;
import io.stoker.files.FileCache;
import io.stoker.files.FileIdentity;
import io.stoker.files.FileInfo;
import io.stoker.files.Listed;
import io.stoker.files.Lookup;
import io.stoker.files.OpenFile;
import io.stoker.files.Opened;
import io.stoker.files.Users;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The disk as hooks see it: every look is recorded. */
final class Files implements FileDoor {

  private static final String PASSWD = "/etc/passwd";

  private final Reads reads;
  private final Users users;
  private final ParsedFiles parsed;

  Files(Reads reads, Users users, ParsedFiles parsed) {
    this.reads = reads;
    this.users = users;
    this.parsed = parsed;
  }

  @Override
  public Lookup stat(String path) {
    return reads.disk().stat(path);
  }

  @Override
  public Lookup lstat(String path) {
    return reads.disk().lstat(path);
  }

  @Override
  public OpenFile open(String path) throws IOException {
    return switch (reads.disk().open(path)) {
      case Opened.Open(OpenFile file) -> file;
      case Opened.NotRegular(FileInfo info) -> throw new SystemError(notRegular(info));
      case Opened.Changed c -> throw new SystemError(Errno.ESTALE.number());
      case Opened.Failed(Lookup why) -> throw SystemError.of(why);
    };
  }

  @Override
  public byte[] readAll(String path) throws IOException {
    return switch (reads.disk().read(path, ParsedFiles.FILE_LIMIT)) {
      case Content.Read(FileInfo info, byte[] bytes) -> bytes;
      case Content.TooLarge t -> throw new SystemError(Errno.EFBIG.number());
      case Content.Changing c -> throw new SystemError(Errno.ESTALE.number());
      case Content.NotRegular(FileInfo info) -> throw new SystemError(notRegular(info));
      case Content.Failed(Lookup why) -> throw SystemError.of(why);
    };
  }

  @Override
  public <T> T parsed(String path, Form<T> form) throws IOException {
    return switch (parsed.of(form).get(path)) {
      case FileCache.Parsed<T>(T value, FileInfo info) -> {
        reads.readParsed(path, FileIdentity.of(info));
        yield value;
      }
      case FileCache.Absent<T>(Lookup why) -> {
        reads.readParsed(path, FileIdentity.of(why));
        throw SystemError.of(why);
      }
      case FileCache.Unreadable<T>(Content why) -> throw unreadable(path, why);
      case FileCache.Invalid<T>(FileInfo info, Exception error) -> {
        reads.readParsed(path, FileIdentity.of(info));
        throw error instanceof IOException io ? io : new IOException(error);
      }
    };
  }

  private SystemError unreadable(String path, Content why) {
    Errno other = why instanceof Content.TooLarge ? Errno.EFBIG : Errno.ESTALE;
    return switch (why) {
      case Content.Failed(Lookup lookup) -> {
        reads.readParsed(path, FileIdentity.of(lookup));
        yield SystemError.of(lookup);
      }
      case Content.NotRegular(FileInfo info) -> {
        reads.readParsed(path, FileIdentity.of(info));
        yield new SystemError(Errno.EBADF.number());
      }
      default -> {
        reads.unplannable("a file that cannot be read");
        yield new SystemError(other.number());
      }
    };
  }

  private static int notRegular(FileInfo info) {
    return (info.isDirectory() ? Errno.EISDIR : Errno.EACCES).number();
  }

  @Override
  public String userName(int uid) {
    Users.User user = users.user(uid);
    return user == null ? String.valueOf(uid) : user.name();
  }

  @Override
  public String groupName(int gid) {
    Users.Group group = users.group(gid);
    return group == null ? String.valueOf(gid) : group.name();
  }

  @Override
  public @Nullable String homeOf(String userName) {
    // What the answer depends on as far as it can be watched; a directory service cannot be.
    reads.disk().stat(PASSWD);
    Users.User user = users.user(userName);
    return user == null ? null : user.home();
  }

  @Override
  public DirectoryListing list(String path) throws IOException {
    return switch (reads.disk().list(path)) {
      case Listed.Open(DirectoryListing listing) -> listing;
      case Listed.Failed(Lookup why) -> throw SystemError.of(why);
    };
  }
}
