package io.stoker.support;

import io.stoker.files.ByteNames;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Files as command lines name them. */
final class FileNames {

  private FileNames() {}

  /** The path of a name. */
  static Path path(String name) {
    Path path = ByteNames.toPath(name);
    if (path == null) {
      throw new InvalidPathException(name, "not a name in this locale");
    }
    return path;
  }

  /** The system's words for a failure. */
  static String words(IOException e) {
    return switch (e) {
      case NoSuchFileException none -> "No such file or directory";
      case AccessDeniedException denied -> "Permission denied";
      case FileAlreadyExistsException there -> "File exists";
      case FileSystemException other when other.getReason() != null -> other.getReason();
      default -> String.valueOf(e.getMessage());
    };
  }
}
