package io.stoker.support;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What rotatelogs was told.
 *
 * @param local whether times are local ones (-l)
 * @param link a hard link to the current file (-L)
 * @param program run when a file was opened (-p)
 * @param forceOpen whether the first file is opened before there is anything to write (-f)
 * @param createFolders whether folders are made (-D)
 * @param truncate whether there is one file, emptied instead of left (-t)
 * @param truncateNext whether files but the first are emptied when they are opened (-T)
 * @param echo whether all is written to standard output, too (-e)
 * @param createEmpty whether files are begun that nothing is written to (-c)
 * @param count how many files there are, reused in turn; 0 for as many as come (-n)
 * @param file the name, or a pattern of strftime
 * @param seconds until the next file; 0 for no such time
 * @param size of a file from which on another is begun; 0 for any
 * @param offsetMinutes of the times from UTC
 */
record RotationOptions(
    boolean verbose,
    boolean local,
    @Nullable String link,
    @Nullable String program,
    boolean forceOpen,
    boolean createFolders,
    boolean truncate,
    boolean truncateNext,
    boolean echo,
    boolean createEmpty,
    int count,
    String file,
    long seconds,
    long size,
    long offsetMinutes) {

  private static final String USAGE =
      """
      Usage: rotatelogs [-vlfDtTec] [-L linkname] [-p prog] [-n number] <logfile> \
      {<rotation time in seconds>|<rotation size>(B|K|M|G)} [offset minutes from UTC]

      For example, a file a day, or files of 5 MB:

      CustomLog "|bin/rotatelogs logs/access.%Y-%m-%d 86400" combined
      CustomLog "|bin/rotatelogs logs/access 5M" combined

      A name without conversions of strftime gets the time at which the file begins, in seconds
      since 1970; times are multiples of the rotation time.

      Options:
        -v       tell on standard error what is done
        -l       local time instead of UTC
        -L path  keep a hard link to the current file
        -p prog  run "prog newfile [oldfile]" when a file was opened
        -f       open the first file at once
        -D       make the folders of the file
        -t       one file, emptied instead of left
        -T       empty files that are opened, but for the first
        -e       write everything to standard output, too
        -c       begin files even if there is nothing to write
        -n num   so many files in turn: name, name.1, name.2 ...
      """;

  static RotationOptions parse(String program, List<String> words) throws Failure {
    Flags flags = Flags.parse(program, "lL:p:fDtTvecn:", words, USAGE, 1);
    List<String> operands = flags.operands();
    if (operands.size() < 2 || operands.size() > 4) {
      throw new Failure(1, "Incorrect number of arguments\n" + USAGE);
    }
    long seconds = 0;
    long size = 0;
    long offset = 0;
    for (String word : operands.subList(1, operands.size())) {
      long unit = unit(word);
      if (unit > 0) {
        if (size > 0) {
          throw new Failure(1, "Rotation size parameter allowed only once\n" + USAGE);
        }
        size = leading(word) * unit;
        if (size <= 0) {
          throw new Failure(1, "Invalid rotation size parameter\n" + USAGE);
        }
      } else if (seconds == 0 && size == 0) {
        seconds = leading(word);
        if (seconds <= 0) {
          throw new Failure(1, "Invalid rotation time parameter\n" + USAGE);
        }
      } else {
        offset = leading(word);
      }
    }
    return new RotationOptions(
        flags.has('v'),
        flags.has('l'),
        flags.value('L'),
        flags.value('p'),
        flags.has('f'),
        flags.has('D'),
        flags.has('t'),
        flags.has('T'),
        flags.has('e'),
        flags.has('c'),
        count(flags.value('n')),
        operands.getFirst(),
        seconds,
        size,
        offset);
  }

  private static int count(@Nullable String said) throws Failure {
    if (said == null) {
      return 0;
    }
    long count = leading(said);
    if (count <= 0 || count > Integer.MAX_VALUE) {
      throw new Failure(1, "Invalid -n argument");
    }
    return (int) count;
  }

  /** The unit of a size, or 0 where it is none. */
  private static long unit(String word) {
    return switch (word.isEmpty() ? ' ' : word.charAt(word.length() - 1)) {
      case 'B' -> 1;
      case 'K' -> 1L << 10;
      case 'M' -> 1L << 20;
      case 'G' -> 1L << 30;
      default -> 0;
    };
  }

  /** The number that a word begins with, as atoi reads it. */
  private static long leading(String word) {
    int sign = word.startsWith("-") ? -1 : 1;
    int at = word.startsWith("-") || word.startsWith("+") ? 1 : 0;
    long value = 0;
    for (; at < word.length() && Character.digit(word.charAt(at), 10) >= 0; at++) {
      value = Math.min(Integer.MAX_VALUE, value * 10 + Character.digit(word.charAt(at), 10));
    }
    return sign * value;
  }

  boolean isPattern() {
    return file.indexOf('%') >= 0;
  }

  /** What {@code -v} says first. */
  String describe() {
    return line("Rotation time interval:", Long.toString(seconds))
        + line("Rotation size interval:", Long.toString(size))
        + line("Rotation time UTC offset:", Long.toString(offsetMinutes * 60))
        + line("Rotation based on localtime:", yes(local))
        + line("Rotation file date pattern:", yes(isPattern()))
        + line("Rotation file forced open:", yes(forceOpen))
        + line("Create parent directories:", yes(createFolders))
        + line("Rotation verbose:", yes(verbose))
        + line("Rotation create empty logs:", yes(createEmpty))
        + line("Rotation file name:", file)
        + line("Post-rotation prog:", program == null ? "not used" : program);
  }

  private static String yes(boolean value) {
    return value ? "yes" : "no";
  }

  private static String line(String label, String value) {
    return label + " ".repeat(Math.max(1, 41 - label.length() - value.length())) + value + "\n";
  }
}
