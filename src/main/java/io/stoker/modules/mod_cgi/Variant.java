package io.stoker.modules.mod_cgi;

import io.stoker.api.LogMessage;
import io.stoker.api.RequestBody;
import io.stoker.api.Slot;
import io.stoker.http.Status;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Where the two modules differ: names, the ids of messages, and whose timeout counts. */
final class Variant {

  static final Variant CGI =
      new Variant(
          "cgi",
          "CGIScriptTimeout",
          new Refusals("AH02809", "AH02810", "AH02811", "AH02812", "AH02813"),
          "AH01225",
          "AH03195",
          "AH01228");

  static final Variant CGID =
      new Variant(
          "cgid",
          "CGIDScriptTimeout",
          new Refusals("AH01262", "AH01263", "AH01264", "AH01265", "AH01266"),
          "AH01270",
          "AH03196",
          "AH01271");

  /** Ids of the messages for what is not run. */
  record Refusals(
      String forbidden, String nphIncluded, String missing, String directory, String pathInfo) {}

  private final String module;
  private final Refusals refusals;
  private final Slot<@Nullable Duration> timeout;
  private final String unreadable;

  private final String execNothing;

  /** The first message about the element exec; the others are numbered from there. */
  private final String execMessages;

  private Variant(
      String module,
      String timeoutDirective,
      Refusals refusals,
      String unreadable,
      String execNothing,
      String execMessages) {
    this.module = module;
    this.refusals = refusals;
    this.timeout = Slot.optionalDirectory(timeoutDirective);
    this.unreadable = unreadable;
    this.execNothing = execNothing;
    this.execMessages = execMessages;
  }

  /** The log name. */
  String module() {
    return module;
  }

  /** CGIScriptTimeout or CGIDScriptTimeout; null where Timeout counts. */
  Slot<@Nullable Duration> timeout() {
    return timeout;
  }

  Refusals refusals() {
    return refusals;
  }

  /** The request's content cannot be had, with the number that httpd has for that. */
  LogMessage unreadable(RequestBody.Unreadable why) {
    String words =
        why instanceof RequestBody.TooSlow || why.status() == Status.REQUEST_TIMEOUT
            ? "(70007)The timeout specified has expired: "
            : "(-102)Unknown error -102: ";
    return LogMessage.error(module, "", words + unreadable + ": Error reading request entity data");
  }

  /** A message about the element exec, by its place among them. */
  LogMessage exec(int place, String text) {
    int number = Integer.parseInt(execMessages.substring(2)) + place;
    return LogMessage.error(module, "AH%05d".formatted(number), text);
  }

  /** The element exec without anything to be run. */
  LogMessage execNothing() {
    return LogMessage.error(module, execNothing, "missing argument for exec element in %s");
  }

  /** What a script said on standard error, or what is said of it. */
  LogMessage said(String id) {
    return LogMessage.error(module, id, "stderr from %s: %s");
  }
}
