package io.stoker.modules.core;

import io.stoker.api.Arg;
import io.stoker.api.Cmd;
import io.stoker.api.Core;
import io.stoker.api.Directive;
import io.stoker.api.Directive.Arity;
import io.stoker.api.DirectiveException;
import io.stoker.api.Numbers;
import io.stoker.api.OverrideClass;
import io.stoker.api.Slot;
import java.util.List;
import java.util.Locale;

/** How much a request may ask for. */
final class LimitDirectives {

  /** A third of the largest number: a parsed document takes more room than its text. */
  private static final long MAX_XML_BODY = 3_074_457_345_618_258_601L;

  private static final int UNLIMITED = -1;

  private static final Arg<Long> BODY = Arg.of("bytes", Arg.Kind.BYTES, (word, cmd) -> body(word));

  private static final Arg<Long> XML_BODY =
      Arg.of("bytes", Arg.Kind.BYTES, (word, cmd) -> xmlBody(word));

  private static final Arg<Integer> READ_BUFFER =
      Arg.of(
          "bytes",
          Arg.Kind.BYTES,
          (word, cmd) -> (int) Math.min(Integer.MAX_VALUE, Rows.BUFFER.parse(word, cmd)));

  private LimitDirectives() {}

  static List<Directive> rows() {
    return List.of(
        Rows.host("LimitRequestLine")
            .fallback("8190")
            .help("longest request line in bytes")
            .take(
                Rows.size("bytes", "LimitRequestLine", "a non-negative integer"),
                Core.LIMIT_REQUEST_LINE),
        Rows.host("LimitRequestFieldsize")
            .fallback("8190")
            .help("longest header field in bytes")
            .take(
                Rows.size("bytes", "LimitRequestFieldsize", "a non-negative integer"),
                Core.LIMIT_REQUEST_FIELD_SIZE),
        Rows.host("LimitRequestFields")
            .fallback("100")
            .help("most header fields of a request; 0 for any number")
            .take(
                Rows.size("number", "LimitRequestFields", "a non-negative integer (0 = no limit)"),
                Core.LIMIT_REQUEST_FIELDS),
        Rows.anywhere("LimitRequestBody", OverrideClass.ANY)
            .fallback("1073741824")
            .help("most bytes of content in a request; 0 for any number")
            .take(BODY, Core.LIMIT_REQUEST_BODY),
        Rows.anywhere("LimitXMLRequestBody", OverrideClass.ANY)
            .fallback("1000000")
            .obsolete("no module is there yet that reads XML")
            .help("most bytes of content that is read as XML; 0 for any number")
            .take(XML_BODY, Core.LIMIT_XML_REQUEST_BODY),
        Rows.host("LimitInternalRecursion")
            .several(Directive.Several.LAST)
            .fallback("10")
            .help("most redirects within the server, and most requests inside each other")
            .apply(Arity.TAKE12, "number [number]", (cmd, args) -> recursion(cmd, args)),
        ranges("MaxRanges", Core.MAX_RANGES, "most ranges answered in parts"),
        ranges("MaxRangeOverlaps", Core.MAX_RANGE_OVERLAPS, "most ranges that share bytes"),
        ranges("MaxRangeReversals", Core.MAX_RANGE_REVERSALS, "most ranges in falling order"),
        Rows.configured("ReadBufferSize")
            .fallback("8192")
            .obsolete("how much is read at once follows what the client takes, 64 to 512 KB")
            .help("bytes read at a time")
            .take(READ_BUFFER, Core.READ_BUFFER_SIZE));
  }

  private static Directive ranges(String name, Slot<Integer> slot, String help) {
    Arg<Integer> arg =
        Arg.of(
            "default|unlimited|none|number",
            Arg.Kind.NUMBER,
            (word, cmd) ->
                switch (word.toLowerCase(Locale.ROOT)) {
                  case "none" -> 0;
                  case "default" -> slot.fallback();
                  case "unlimited" -> UNLIMITED;
                  default -> positive(name, word);
                });
    return Rows.configured(name)
        .fallback(String.valueOf(slot.fallback()))
        .help(help + ": a number, or none, default, unlimited")
        .take(arg, slot);
  }

  private static int positive(String name, String word) throws DirectiveException {
    int value = Numbers.leadingInt(word);
    if (value <= 0) {
      throw new DirectiveException(
          name + " requires 'none', 'default', 'unlimited' or a positive integer");
    }
    return value;
  }

  private static long body(String word) throws DirectiveException {
    if (Numbers.read(word).overflow()) {
      throw new DirectiveException("LimitRequestBody argument is not parsable.");
    }
    String error = "LimitRequestBody requires a non-negative integer.";
    long value = Numbers.whole(word, error);
    if (value < 0) {
      throw new DirectiveException(error);
    }
    return value;
  }

  private static long xmlBody(String word) throws DirectiveException {
    long value = Numbers.leadingLong(word);
    if (value < 0) {
      throw new DirectiveException("LimitXMLRequestBody requires a non-negative integer.");
    }
    if (value > MAX_XML_BODY) {
      throw new DirectiveException("LimitXMLRequestBody must not exceed " + MAX_XML_BODY);
    }
    return value;
  }

  private static void recursion(Cmd cmd, List<String> args) throws DirectiveException {
    int redirects = depth(args.get(0));
    int subrequests = args.size() > 1 ? depth(args.get(1)) : redirects;
    cmd.set(Core.LIMIT_INTERNAL_RECURSION, new int[] {redirects, subrequests});
  }

  private static int depth(String word) throws DirectiveException {
    int value = Numbers.leadingInt(word);
    if (value <= 0) {
      throw new DirectiveException("The recursion limit must be greater than zero.");
    }
    return value;
  }
}
