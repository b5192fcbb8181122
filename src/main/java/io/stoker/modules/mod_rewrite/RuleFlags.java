package io.stoker.modules.mod_rewrite;

import io.stoker.api.DirectiveException;
import io.stoker.http.Status;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The flags of a rule, being read.
 *
 * <p>Source: httpd manual, "RewriteRule Flags".
 */
final class RuleFlags {

  /** Flags without a value, and what flags with one imply. */
  enum Flag {
    ESCAPE_GROUPS,
    ESCAPE_CONTROLS,
    SPACE_AS_HEX,
    CHAIN,
    DISCARD_PATH_INFO,
    END,
    LAST,
    NEXT,
    NO_CASE,
    NO_ESCAPE,
    NO_SUBREQUESTS,
    PASS_THROUGH,
    PROXY,
    QUERY_APPEND,
    QUERY_DISCARD,
    QUERY_LAST,
    REDIRECT,
    STATUS,
    NO_SUBSTITUTION,
    UNSAFE_3F,
    UNSAFE_PREFIX,
    UNC
  }

  private static final int ROUNDS = 32_000;

  final Set<Flag> flags = EnumSet.noneOf(Flag.class);
  final List<String> env = new ArrayList<>();
  final List<String> cookies = new ArrayList<>();
  int status = Status.FOUND;
  int skip;
  int rounds = ROUNDS;
  @Nullable String escapes;
  @Nullable String keeps;
  @Nullable String type;
  @Nullable String handler;

  /** Reads a list in brackets; null for none. */
  static RuleFlags read(@Nullable String list) throws DirectiveException {
    RuleFlags read = new RuleFlags();
    if (list == null) {
      return read;
    }
    List<RuleLine.Flag> flags = RuleLine.flags(list);
    if (flags == null) {
      throw new DirectiveException("bad flag delimiters");
    }
    for (RuleLine.Flag flag : flags) {
      read.one(flag.name(), flag.value());
    }
    return read;
  }

  private void one(String name, String value) throws DirectiveException {
    switch (name.toLowerCase(Locale.ROOT)) {
      case "b", "backrefescaping" -> escape(value);
      case "bctls" -> flags.addAll(Set.of(Flag.ESCAPE_GROUPS, Flag.ESCAPE_CONTROLS));
      case "bne" -> keep(value);
      case "bnp", "backrefernoplus" -> flags.add(Flag.SPACE_AS_HEX);
      case "c", "chain" -> flags.add(Flag.CHAIN);
      case "co", "cookie" -> cookies.add(value);
      case "dpi", "discardpath" -> flags.add(Flag.DISCARD_PATH_INFO);
      case "e", "env" -> env.add(value);
      case "end" -> flags.add(Flag.END);
      case "f", "forbidden" -> forced(Status.FORBIDDEN);
      case "g", "gone" -> forced(Status.GONE);
      case "h", "handler" -> handler = value;
      case "l", "last" -> flags.add(Flag.LAST);
      case "n", "next" -> again(value);
      case "nc", "nocase" -> flags.add(Flag.NO_CASE);
      case "ne", "noescape" -> flags.add(Flag.NO_ESCAPE);
      case "ns", "nosubreq" -> flags.add(Flag.NO_SUBREQUESTS);
      case "p", "proxy" -> flags.add(Flag.PROXY);
      case "pt", "passthrough" -> flags.add(Flag.PASS_THROUGH);
      case "qsa", "qsappend" -> flags.add(Flag.QUERY_APPEND);
      case "qsd", "qsdiscard" -> flags.add(Flag.QUERY_DISCARD);
      case "qsl", "qslast" -> flags.add(Flag.QUERY_LAST);
      case "r", "redirect" -> redirect(value);
      case "s", "skip" -> skip = Digits.leading(value);
      case "t", "type" -> type = value;
      case "unc" -> flags.add(Flag.UNC);
      case "unsafeallow3f" -> flags.add(Flag.UNSAFE_3F);
      case "unsafeprefixstat" -> flags.add(Flag.UNSAFE_PREFIX);
      default -> throw new DirectiveException("unknown flag '" + name + "'");
    }
  }

  private void escape(String value) {
    flags.add(Flag.ESCAPE_GROUPS);
    if (!value.isEmpty()) {
      escapes = value;
    }
  }

  private void keep(String value) throws DirectiveException {
    if (value.isEmpty()) {
      throw new DirectiveException("flag 'BNE' wants a list of characters (i.e. [BNE=...])");
    }
    keeps = value;
  }

  private void again(String value) {
    flags.add(Flag.NEXT);
    if (!value.isEmpty()) {
      rounds = Digits.leading(value);
    }
  }

  private void forced(int code) {
    flags.addAll(Set.of(Flag.STATUS, Flag.NO_SUBSTITUTION));
    status = code;
  }

  private void redirect(String value) throws DirectiveException {
    flags.add(Flag.REDIRECT);
    switch (value.toLowerCase(Locale.ROOT)) {
      case "" -> {}
      case "permanent" -> status = Status.MOVED_PERMANENTLY;
      case "temp" -> status = Status.FOUND;
      case "seeother" -> status = Status.SEE_OTHER;
      default -> {
        int code = Digits.leading(value);
        if (Character.isDigit(value.charAt(0)) && !Status.isKnown(code)) {
          throw new DirectiveException("invalid HTTP response code '" + value + "' for flag 'R'");
        }
        status = code;
        if (code != 0 && !Status.isRedirect(code)) {
          forced(code);
        }
      }
    }
  }
}
