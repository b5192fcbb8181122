package io.stoker.config;

import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** An error of the system in the words that httpd puts in front of its messages. */
final class SystemErrors {

  private SystemErrors() {}

  static String words(Throwable cause) {
    return switch (cause) {
      case NoSuchFileException e -> "(2)No such file or directory";
      case java.io.FileNotFoundException e -> "(2)No such file or directory";
      case AccessDeniedException e -> "(13)Permission denied";
      case NotDirectoryException e -> "(20)Not a directory";
      case UnknownHostException e -> "(EAI 2)Name or service not known";
      default -> {
        String message = cause.getMessage();
        yield message == null ? cause.getClass().getSimpleName() : message;
      }
    };
  }
}
