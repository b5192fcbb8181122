package io.stoker.modules.core;

import static io.stoker.api.Where.DIRECTORY;
import static io.stoker.api.Where.HTACCESS;

import io.stoker.api.Cmd;
import io.stoker.api.Core;
import io.stoker.api.Directive;
import io.stoker.api.Directive.Arity;
import io.stoker.api.DirectiveException;
import io.stoker.api.OverrideClass;
import io.stoker.api.ProgramLimits;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiFunction;

/** What programs are told and allowed that answer requests, and regular expressions in general. */
final class ProgramDirectives {

  /** The options that hold where nothing is said. */
  private static final Set<String> REGEX_DEFAULTS = Set.of("DOTALL", "DOLLAR_ENDONLY");

  private static final Set<String> REGEX_OPTIONS = Set.of("ICASE", "DOTALL", "DOLLAR_ENDONLY");

  private ProgramDirectives() {}

  static List<Directive> rows() {
    return List.of(
        Directive.named("CGIPassAuth")
            .in(DIRECTORY, HTACCESS)
            .override(OverrideClass.AUTH_CONFIG)
            .fallback("Off")
            .help("whether programs see the Authorization field")
            .flag(Core.CGI_PASS_AUTH),
        Rows.anywhere("CGIVar", OverrideClass.FILE_INFO)
            .several(Directive.Several.LAST_OF_FIRST_WORD)
            .help("REQUEST_URI, and whether it is the original or the current one")
            .apply(Arity.TAKE2, "variable rule", ProgramDirectives::variable),
        limit(
            "RLimitCPU",
            "seconds|max [seconds|max]",
            "processor time of a program",
            ProgramLimits::withCpu),
        limit(
            "RLimitMEM", "bytes|max [bytes|max]", "memory of a program", ProgramLimits::withMemory),
        limit(
            "RLimitNPROC",
            "number|max [number|max]",
            "processes of the programs' user",
            ProgramLimits::withProcesses),
        Rows.global("RegexDefaultOptions")
            .fallback("DOTALL DOLLAR_ENDONLY")
            .help("how regular expressions match where they do not say it themselves")
            .differs("only the default is supported; anything else is refused")
            .apply(Arity.RAW_ARGS, "[none] [+|-]option...", ProgramDirectives::regexOptions));
  }

  private static Directive limit(
      String name,
      String syntax,
      String help,
      BiFunction<ProgramLimits, ProgramLimits.Limit, ProgramLimits> fold) {
    return Rows.anywhere(name, OverrideClass.ANY)
        .help(help + ": the soft limit, then the hard one")
        .differs(
            "set by prlimit (util-linux), which starts the program; one that the system refuses"
                + " ends the request with 500")
        .apply(
            Arity.TAKE12,
            syntax,
            (cmd, args) -> {
              ProgramLimits.Limit limit =
                  ProgramLimits.Limit.read(args.get(0), args.size() > 1 ? args.get(1) : null);
              cmd.update(Core.PROGRAM_LIMITS, limits -> fold.apply(limits, limit));
            });
  }

  private static void variable(Cmd cmd, List<String> args) throws DirectiveException {
    if (!args.get(0).equals("REQUEST_URI")) {
      throw new DirectiveException("Unrecognized CGI variable: \"" + args.get(0) + "\"");
    }
    String rule = args.get(1);
    if (!rule.equals("current-uri") && !rule.equals("original-uri")) {
      throw new DirectiveException(
          "Valid rules for REQUEST_URI are 'current-uri' and 'original-uri'");
    }
    cmd.set(Core.CGI_CURRENT_URI, rule.equals("current-uri"));
  }

  private static void regexOptions(Cmd cmd, List<String> args) throws DirectiveException {
    Set<String> options = new HashSet<>(REGEX_DEFAULTS);
    boolean absolute = false;
    String rest = args.get(0);
    while (!rest.isBlank()) {
      Cmd.Cut cut = cmd.cut(rest);
      rest = cut.rest();
      String word = cut.word();
      char sign = word.startsWith("+") || word.startsWith("-") ? word.charAt(0) : 0;
      if (sign == 0 && !absolute) {
        options.clear();
        absolute = true;
      }
      if (!word.equalsIgnoreCase("none")) {
        String option = option(sign == 0 ? word : word.substring(1));
        if (sign == '-') {
          options.remove(option);
        } else {
          options.add(option);
        }
      }
    }
    if (!options.equals(REGEX_DEFAULTS)) {
      throw new DirectiveException(
          "RegexDefaultOptions: only the default, DOTALL DOLLAR_ENDONLY, is supported; write (?i)"
              + " and the like into the expressions");
    }
  }

  private static String option(String name) throws DirectiveException {
    String option = name.toUpperCase(Locale.ROOT);
    if (!REGEX_OPTIONS.contains(option)) {
      throw new DirectiveException("RegexDefaultOptions: option '" + name + "' unknown");
    }
    return option;
  }
}
