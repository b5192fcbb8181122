package io.stoker.modules.core;

import io.stoker.api.Cmd;
import io.stoker.api.Core;
import io.stoker.api.Core.AllowOverride;
import io.stoker.api.Core.Option;
import io.stoker.api.Directive;
import io.stoker.api.Directive.Arity;
import io.stoker.api.DirectiveException;
import io.stoker.api.LogMessage;
import io.stoker.api.OverrideClass;
import io.stoker.api.SectionKind;
import io.stoker.api.Where;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Options, and what {@code .htaccess} files may say. */
final class OverrideDirectives {

  static final LogMessage USELESS_OVERRIDE =
      LogMessage.warn("core", "AH00114", "Useless use of AllowOverride in line %d of %s.");
  static final LogMessage USELESS_LIST =
      LogMessage.warn("core", "AH00115", "Useless use of AllowOverrideList at %s:%d");
  static final LogMessage UNKNOWN_IN_LIST =
      LogMessage.warn(
          "core",
          "AH00116",
          "Discarding unrecognized directive `%s' in AllowOverrideList at %s:%d");
  static final LogMessage NOT_FOR_LIST =
      LogMessage.warn(
          "core", "AH02304", "Discarding directive `%s' not allowed in AllowOverrideList at %s:%d");

  private OverrideDirectives() {}

  static List<Directive> rows() {
    return List.of(
        Rows.anywhere("Options", OverrideClass.OPTIONS)
            .several(Directive.Several.LAST)
            .fallback("FollowSymLinks")
            .help(
                "what the server may do in a directory; with + and - relative to what held before")
            .apply(
                Arity.WORDS,
                "[+|-]option...",
                (cmd, args) ->
                    cmd.set(
                        Core.OPTIONS,
                        OptionWords.parse(args, cmd.get(Core.OPTIONS), cmd.grantedOptions()))),
        Directive.named("AllowOverride")
            .several(Directive.Several.LAST)
            .in(Where.DIRECTORY)
            .fallback("None")
            .help("which classes of directives .htaccess files may contain")
            .apply(Arity.WORDS, "All|None|class...", OverrideDirectives::allowOverride),
        Directive.named("AllowOverrideList")
            .several(Directive.Several.LAST)
            .in(Where.DIRECTORY)
            .fallback("None")
            .help("which directives .htaccess files may contain besides those of AllowOverride")
            .apply(Arity.WORDS, "None|directive...", OverrideDirectives::allowOverrideList));
  }

  private static void allowOverride(Cmd cmd, List<String> args) throws DirectiveException {
    if (isUseless(cmd)) {
      cmd.log(USELESS_OVERRIDE, cmd.position().line(), cmd.position().file());
    }
    Set<OverrideClass> classes = EnumSet.noneOf(OverrideClass.class);
    Set<Option> options = null;
    boolean unknown = false;
    boolean override = false;
    for (String word : args) {
      int equals = word.indexOf('=');
      String name = equals < 0 ? word : word.substring(0, equals);
      String value = equals < 0 ? null : word.substring(equals + 1);
      switch (name.toLowerCase(Locale.ROOT)) {
        case "none" -> classes.clear();
        case "all" -> classes.addAll(EnumSet.allOf(OverrideClass.class));
        case "options" -> {
          classes.add(OverrideClass.OPTIONS);
          options = grantable(value);
        }
        case "nonfatal" -> {
          String what = nonfatal(value);
          override |= what.equals("override") || what.equals("all");
          unknown |= what.equals("unknown") || what.equals("all");
        }
        default -> classes.add(classNamed(name));
      }
    }
    cmd.set(
        Core.ALLOW_OVERRIDE, new AllowOverride(Set.copyOf(classes), options, unknown, override));
  }

  private static OverrideClass classNamed(String name) throws DirectiveException {
    for (OverrideClass c : OverrideClass.values()) {
      if (c != OverrideClass.ANY && c.word().equalsIgnoreCase(name)) {
        return c;
      }
    }
    throw new DirectiveException("Illegal override option " + name);
  }

  private static String nonfatal(@Nullable String value) throws DirectiveException {
    if (value == null) {
      throw new DirectiveException("=Override, =Unknown or =All expected after Nonfatal");
    }
    return value.toLowerCase(Locale.ROOT);
  }

  /** The options of {@code Options=a,b}; null, for all of them, where none is named. */
  private static @Nullable Set<Option> grantable(@Nullable String value) throws DirectiveException {
    if (value == null || value.isEmpty()) {
      return null;
    }
    Set<Option> options = EnumSet.noneOf(Option.class);
    for (String word : value.split(",")) {
      switch (word.toLowerCase(Locale.ROOT)) {
        case "none" -> options.clear();
        default -> options.addAll(OptionWords.named(word));
      }
    }
    return Set.copyOf(options);
  }

  private static void allowOverrideList(Cmd cmd, List<String> args) throws DirectiveException {
    String file = cmd.position().file();
    int line = cmd.position().line();
    if (isUseless(cmd)) {
      cmd.log(USELESS_LIST, file, line);
    }
    Set<String> names = new HashSet<>();
    for (String name : args) {
      if (name.equalsIgnoreCase("None")) {
        if (args.size() > 1) {
          throw new DirectiveException(
              "'None' not allowed with other directives in AllowOverrideList");
        }
        continue;
      }
      Directive directive = cmd.directive(name);
      if (directive == null) {
        cmd.log(UNKNOWN_IN_LIST, name, file, line);
      } else if (!directive.contexts().contains(Where.HTACCESS)) {
        cmd.log(NOT_FOR_LIST, name, file, line);
      } else {
        names.add(directive.name().toLowerCase(Locale.ROOT));
      }
    }
    cmd.set(Core.ALLOW_OVERRIDE_LIST, Set.copyOf(names));
  }

  /** .htaccess files are looked for before any section but Directory is considered. */
  private static boolean isUseless(Cmd cmd) {
    return cmd.within(SectionKind.LOCATION) != null
        || cmd.within(SectionKind.FILES) != null
        || cmd.within(SectionKind.IF) != null
        || cmd.within(SectionKind.LIMIT) != null;
  }
}
