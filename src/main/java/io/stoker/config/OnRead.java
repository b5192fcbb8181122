package io.stoker.config;

import io.stoker.api.Directive;
import io.stoker.api.DirectiveException;
import io.stoker.api.HttpdModule;
import io.stoker.api.Position;
import io.stoker.files.Disk;
import io.stoker.files.FileKind;
import io.stoker.files.Lookup;
import io.stoker.syntax.LogicalLine;
import io.stoker.syntax.LogicalLines;
import io.stoker.syntax.Words;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Carries out what acts while a file is read. */
final class OnRead {

  /** Permits and runs directives of modules that act while a file is read. */
  interface Admission {
    /** Whether the directive may stand in the file that is read. */
    void check(Modules.Entry entry) throws DirectiveException;

    /** Runs a directive that is not part of the language. */
    void run(Modules.Entry entry, String args, Position at) throws DirectiveException;
  }

  private final LoadContext ctx;
  private final TreeReader reader;
  private final Admission admission;
  private final Conditions conditions;
  private final ModuleLoading loading;
  private final Map<String, Macro> macros = new HashMap<>();
  private boolean macrosSeen;
  private boolean checkNesting = true;
  private boolean checkEmptyArguments = true;

  OnRead(LoadContext ctx, TreeReader reader, Admission admission) {
    this.ctx = ctx;
    this.reader = reader;
    this.admission = admission;
    this.conditions = new Conditions(ctx);
    this.loading = new ModuleLoading(ctx);
  }

  /**
   * Carries out a directive.
   *
   * @return the section that is open afterwards: {@code into}, unless a macro opens or closes some
   */
  ConfigNode carryOut(
      Modules.Entry entry, String args, Position at, LogicalLines lines, ConfigNode into)
      throws ReadException {
    Language.Kind kind = entry.kind();
    try {
      admission.check(entry);
      if (kind == null) {
        admission.run(entry, args, at);
        return into;
      }
      switch (kind) {
        case IF_DEFINE, IF_MODULE, IF_FILE, IF_DIRECTIVE, IF_SECTION, IF_VERSION ->
            condition(entry, kind, args, lines, into);
        case MACRO -> defineMacro(args, at, lines);
        case USE -> {
          return useMacro(args, at, into);
        }
        case MACRO_IGNORE -> ignore(entry.directive());
        default -> simple(kind, Arguments.split(entry, args), at, into);
      }
      return into;
    } catch (DirectiveException e) {
      throw new ReadException(Arguments.text(e), null);
    }
  }

  private void simple(Language.Kind kind, List<List<String>> calls, Position at, ConfigNode into)
      throws ReadException {
    for (List<String> words : calls) {
      String first = words.get(0);
      switch (kind) {
        case INCLUDE, INCLUDE_OPTIONAL ->
            reader.include(
                ctx.serverRootRelative(first),
                kind == Language.Kind.INCLUDE_OPTIONAL,
                at.line(),
                into);
        case DEFINE -> {
          checkName(first);
          ctx.defines.define(first, words.size() > 1 ? words.get(1) : null);
        }
        case UNDEFINE -> {
          checkName(first);
          ctx.defines.undefine(first);
        }
        case SERVER_ROOT -> serverRoot(first);
        case UNDEF_MACRO -> undefineMacro(first);
        case LOAD_MODULE -> {
          HttpdModule module = loading.load(first, words.get(1), at);
          if (module != null) {
            ctx.modules.add(module);
          }
        }
        case LOAD_FILE -> loading.loadFile(first, at);
        case STOKER_UNSUPPORTED -> unsupported(first);
        default -> throw new IllegalStateException(kind.toString());
      }
    }
  }

  private static void checkName(String name) throws ReadException {
    if (name.indexOf(':') >= 0) {
      throw new ReadException("Variable name must not contain ':'", null);
    }
  }

  private void serverRoot(String path) throws ReadException {
    String directory = Paths.normalise(path.startsWith("/") ? path : "/" + path);
    Lookup found = Disk.system().stat(directory);
    if (found.kind() != FileKind.DIRECTORY) {
      throw new ReadException("ServerRoot must be a valid directory", null);
    }
    ctx.serverRoot(directory);
  }

  private void unsupported(String word) throws ReadException {
    switch (word.toLowerCase(Locale.ROOT)) {
      case "warn" -> ctx.warnOfUnsupported(true);
      case "error" -> ctx.warnOfUnsupported(false);
      default -> throw new ReadException("StokerUnsupported must be 'error' or 'warn'", null);
    }
  }

  private void condition(
      Modules.Entry entry, Language.Kind kind, String args, LogicalLines lines, ConfigNode into)
      throws ReadException, DirectiveException {
    boolean isVersion = kind == Language.Kind.IF_VERSION;
    String inner = Arguments.ofSection(entry, args, !isVersion);
    if (isVersion && !args.isEmpty() && !args.endsWith(">")) {
      // "<IfVersion >= 2.4" has a bracket, but not the closing one.
      throw new ReadException(entry.tag() + " directive missing closing '>'", null);
    }
    if (isVersion && inner.isEmpty()) {
      inner = "\"\"";
    }
    if (inner.equals("!")) {
      throw new ReadException(entry.tag() + " directive requires additional arguments", null);
    }
    if (conditions.holds(kind, inner)) {
      reader.readCondition(lines, into, entry.name());
    } else {
      reader.skip(lines, entry.name());
    }
  }

  private void ignore(Directive directive) {
    if (directive.name().equalsIgnoreCase("MacroIgnoreBadNesting")) {
      checkNesting = false;
    } else {
      checkEmptyArguments = false;
    }
  }

  private void defineMacro(String args, Position at, LogicalLines lines) throws ReadException {
    int bracket = args.lastIndexOf('>');
    if (bracket < 0 && !args.isEmpty()) {
      throw new ReadException("<Macro> directive missing closing '>'", null);
    }
    Macro head = Macro.define(bracket < 0 ? "" : args.substring(0, bracket), at, ctx);
    macrosSeen = true;
    Macro previous = macros.get(head.key());
    List<LogicalLine> body = reader.macroLines(lines);
    if (body == null) {
      throw new ReadException(
          head.description() + "\n\tcontents error: expected token not found: </Macro>", null);
    }
    Macro macro = head.withLines(body, checkNesting, at, ctx);
    if (previous != null) {
      ctx.log(at, Messages.MACRO_REDEFINED, head.key(), previous.place(), at.line(), at.file());
    }
    macros.put(macro.key(), macro);
  }

  private ConfigNode useMacro(String args, Position at, ConfigNode into) throws ReadException {
    if (!macrosSeen) {
      throw new ReadException("no macro defined before Use", null);
    }
    List<String> words = new ArrayList<>();
    Words.all(args).forEach(word -> words.add(word.value()));
    if (words.isEmpty() || words.get(0).isEmpty()) {
      throw new ReadException("no macro name specified with Use", null);
    }
    String name = words.remove(0);
    Macro macro = macros.get(name.toLowerCase(Locale.ROOT));
    if (macro == null) {
      throw new ReadException("macro '" + name.toLowerCase(Locale.ROOT) + "' undefined", null);
    }
    if (at.file().contains("macro '" + macro.key() + "'")) {
      throw new ReadException("recursive use of macro '" + macro.key() + "' is invalid", null);
    }
    if (words.size() != macro.parameters().size()) {
      throw new ReadException(
          macro.description()
              + " used with "
              + words.size()
              + " arguments instead of "
              + macro.parameters().size(),
          null);
    }
    String place = macro.description() + " used on line " + at.line() + " of \"" + at.file() + "\"";
    for (int i = 0; checkEmptyArguments && i < words.size(); i++) {
      if (words.get(i).isEmpty()) {
        ctx.log(at, Messages.MACRO_EMPTY_ARGUMENT, place, i + 1);
      }
    }
    return reader.readMacro(place, macro.expand(words), into);
  }

  private void undefineMacro(String name) throws ReadException {
    if (!macrosSeen) {
      throw new ReadException("no macro defined before UndefMacro", null);
    }
    if (macros.remove(name.toLowerCase(Locale.ROOT)) == null) {
      throw new ReadException(
          "cannot remove undefined macro '" + name.toLowerCase(Locale.ROOT) + "'", null);
    }
  }
}
