package io.stoker.logging;

import io.stoker.api.DirectiveException;
import io.stoker.api.LogLevel;
import java.util.List;
import java.util.Locale;

/**
 * {@code ErrorLog syslog[:facility[:tag]]}: the C library's syslog, which is the local socket. A
 * process has one name and one facility there; the last one configured holds, as in httpd.
 */
final class SyslogOutput implements ErrorOutput {

  private static final int PID = 1;
  private static final int CONSOLE = 2;
  private static final int NO_DELAY = 8;
  private static final int LOCAL7 = 23;

  /** The facilities by their number; local0 is 16. */
  private static final List<String> FACILITIES =
      List.of(
          "kern",
          "user",
          "mail",
          "daemon",
          "auth",
          "syslog",
          "lpr",
          "news",
          "uucp",
          "cron",
          "authpriv",
          "ftp",
          "",
          "",
          "",
          "",
          "local0",
          "local1",
          "local2",
          "local3",
          "local4",
          "local5",
          "local6",
          "local7");

  private final int facility;

  private SyslogOutput(int facility) {
    this.facility = facility;
  }

  /**
   * Opens it.
   *
   * @param target as written: {@code syslog}, {@code syslog:local1}, {@code syslog::tag}
   */
  static SyslogOutput open(String target, String program) throws DirectiveException {
    if (!Posix.AVAILABLE) {
      throw new DirectiveException("ErrorLog " + target + ": there is no syslog on this platform");
    }
    int facility = facility(target);
    Posix.openSyslog(tag(target, program), NO_DELAY | CONSOLE | PID, facility);
    return new SyslogOutput(facility);
  }

  /** The code of the facility; an unknown one is local7, as in httpd. */
  static int facility(String target) {
    String[] words = target.split(":", 3);
    String name = words.length < 2 ? "" : words[1].toLowerCase(Locale.ROOT);
    int number = name.isEmpty() ? -1 : FACILITIES.indexOf(name);
    return (number < 0 ? LOCAL7 : number) << 3;
  }

  static String tag(String target, String program) {
    String[] words = target.split(":", 3);
    return words.length < 3 || words[2].isEmpty() ? program : words[2];
  }

  @Override
  public void write(LogLevel level, String line) {
    Posix.syslog(facility | Math.min(level.number(), LogLevel.DEBUG.number()), line);
  }

  @Override
  public boolean stampsTime() {
    return true;
  }
}
