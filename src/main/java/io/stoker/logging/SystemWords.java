package io.stoker.logging;

import io.stoker.api.SystemError;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The words for a failure with which httpd begins a line: {@code (13)Permission denied}. Failures
 * that are none of the system's are named by their class.
 */
public final class SystemWords {

  /** Linux error numbers by the words that Java passes on without the number. */
  private static final Map<String, Integer> NUMBERS =
      Map.ofEntries(
          Map.entry("No such file or directory", 2),
          Map.entry("Input/output error", 5),
          Map.entry("Permission denied", 13),
          Map.entry("Not a directory", 20),
          Map.entry("Is a directory", 21),
          Map.entry("Too many open files", 24),
          Map.entry("File too large", 27),
          Map.entry("No space left on device", 28),
          Map.entry("Read-only file system", 30),
          Map.entry("Broken pipe", 32),
          Map.entry("File name too long", 36),
          Map.entry("Too many levels of symbolic links", 40),
          Map.entry("Address already in use", 98),
          Map.entry("Cannot assign requested address", 99),
          Map.entry("Network is unreachable", 101),
          Map.entry("Software caused connection abort", 103),
          Map.entry("Connection reset by peer", 104),
          Map.entry("Connection timed out", 110),
          Map.entry("Connection refused", 111),
          Map.entry("No route to host", 113),
          Map.entry("Disk quota exceeded", 122));

  /** How Java words that a program could not be started. */
  private static final Pattern EXEC = Pattern.compile("error[=:] ?(\\d+)");

  private SystemWords() {}

  public static String of(Throwable cause) {
    if (cause instanceof SystemError) {
      return String.valueOf(cause.getMessage());
    }
    if (cause instanceof NoSuchFileException) {
      return numbered("No such file or directory");
    }
    if (cause instanceof AccessDeniedException) {
      return numbered("Permission denied");
    }
    if (cause instanceof UnknownHostException) {
      return "(EAI 2)Name or service not known";
    }
    String text = cause instanceof FileSystemException f ? f.getReason() : cause.getMessage();
    if (text == null) {
      return cause.getClass().getName();
    }
    if (cause instanceof FileNotFoundException && text.endsWith(")")) {
      text = text.substring(text.lastIndexOf('(') + 1, text.length() - 1);
    }
    String words = text.startsWith("Connection reset") ? "Connection reset by peer" : text;
    return NUMBERS.containsKey(words) ? numbered(words) : cause.getClass().getName() + ": " + text;
  }

  /** The error of the system because of which a program could not be started, where it is known. */
  public static IOException ofStart(IOException cause) {
    Matcher exec = EXEC.matcher(String.valueOf(cause.getMessage()));
    return exec.find() ? new SystemError(Integer.parseInt(exec.group(1))) : cause;
  }

  private static String numbered(String words) {
    return "(" + NUMBERS.get(words) + ")" + words;
  }
}
