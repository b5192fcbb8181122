package io.stoker.config;

import static io.stoker.api.OverrideClass.ANY;
import static io.stoker.api.OverrideClass.LIMIT;
import static io.stoker.api.Where.DIRECTORY;
import static io.stoker.api.Where.HTACCESS;
import static io.stoker.api.Where.SERVER;
import static io.stoker.api.Where.VHOST;

import io.stoker.api.Directive;
import io.stoker.api.Directive.Arity;
import io.stoker.api.OverrideClass;
import io.stoker.api.SecretNames;
import io.stoker.api.SectionKind;
import io.stoker.api.Where;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The directives that make up the configuration language: sections, inclusion, conditions, macros.
 * They are carried out by this package; their rows stand here so that the reference, {@code -L} and
 * completion list them.
 */
final class Language {

  /** What a directive of the language does. */
  enum Kind {
    INCLUDE,
    INCLUDE_OPTIONAL,
    DEFINE,
    UNDEFINE,
    SERVER_ROOT,
    IF_DEFINE,
    IF_MODULE,
    IF_FILE,
    IF_DIRECTIVE,
    IF_SECTION,
    IF_VERSION,
    MACRO,
    USE,
    UNDEF_MACRO,
    MACRO_IGNORE,
    LOAD_MODULE,
    LOAD_FILE,
    STOKER_UNSUPPORTED,
    ERROR,
    NAME_VIRTUAL_HOST,
    VIRTUAL_HOST,
    DIRECTORY,
    DIRECTORY_MATCH,
    FILES,
    FILES_MATCH,
    LOCATION,
    LOCATION_MATCH,
    PROXY,
    PROXY_MATCH,
    IF,
    ELSE_IF,
    ELSE,
    LIMIT,
    LIMIT_EXCEPT
  }

  private static final Where[] ANYWHERE = {VHOST, DIRECTORY, HTACCESS};
  private static final IdentityHashMap<Directive, Kind> KINDS = new IdentityHashMap<>();
  private static final Map<String, List<Directive>> ROWS = new LinkedHashMap<>();

  static {
    core();
    row(
        "mod_so",
        Kind.LOAD_MODULE,
        at("LoadModule", SERVER, VHOST)
            .onRead()
            .help("a module name and the name of a shared object file to load it from"),
        Arity.TAKE2,
        "module-identifier filename");
    row(
        "mod_so",
        Kind.LOAD_FILE,
        at("LoadFile", SERVER, VHOST)
            .onRead()
            .help("shared object file or library to load into the server at runtime"),
        Arity.ITERATE,
        "filename...");
    section(
        "mod_version",
        Kind.IF_VERSION,
        at("IfVersion", SERVER, ANYWHERE)
            .override(ANY)
            .onRead()
            .help("a comparison operator, a version (and a delimiter)"),
        "[[!]operator] version");
    macros();
    section(
        "mod_proxy",
        Kind.PROXY,
        at("Proxy", SERVER, VHOST).help("directives for the proxied addresses it names"),
        "wildcard-url");
    section(
        "mod_proxy",
        Kind.PROXY_MATCH,
        at("ProxyMatch", SERVER, VHOST).help("directives for the proxied addresses that match"),
        "regex");
  }

  private Language() {}

  /** The rows that a module has in the language, in the order of the reference. */
  static List<Directive> rows(String module) {
    return ROWS.getOrDefault(module, List.of());
  }

  static @Nullable Kind kind(Directive directive) {
    return KINDS.get(directive);
  }

  private static void core() {
    row(
        "core",
        Kind.DEFINE,
        at("Define", SERVER, VHOST, DIRECTORY)
            .onRead()
            .shown(SecretNames::ofVariable)
            .help(
                "Define a variable, optionally to a value.  Same as passing -D to the command"
                    + " line."),
        Arity.TAKE12,
        "parameter-name [parameter-value]");
    row(
        "core",
        Kind.UNDEFINE,
        at("UnDefine", SERVER, VHOST, DIRECTORY)
            .onRead()
            .help("Undefine the existence of a variable. Undo a Define."),
        Arity.TAKE1,
        "parameter-name");
    row(
        "core",
        Kind.INCLUDE,
        at("Include", SERVER, VHOST, DIRECTORY)
            .onRead()
            .help(
                "Name(s) of the config file(s) to be included; fails if the wildcard does not match"
                    + " at least one file"),
        Arity.TAKE1,
        "file-path|directory-path|wildcard");
    row(
        "core",
        Kind.INCLUDE_OPTIONAL,
        at("IncludeOptional", SERVER, VHOST, DIRECTORY)
            .onRead()
            .help(
                "Name or pattern of the config file(s) to be included; ignored if the file does not"
                    + " exist or the pattern does not match any files"),
        Arity.TAKE1,
        "file-path|directory-path|wildcard");
    row(
        "core",
        Kind.SERVER_ROOT,
        at("ServerRoot", SERVER, VHOST)
            .onRead()
            .fallback("/usr/local/stoker")
            .help("Common directory of server-related files (logs, confs, etc.)"),
        Arity.TAKE1,
        "directory-path");
    row(
        "core",
        Kind.ERROR,
        at("Error", SERVER, ANYWHERE).override(ANY).help("the message to stop the start with"),
        Arity.RAW_ARGS,
        "message");
    row(
        "core",
        Kind.NAME_VIRTUAL_HOST,
        at("NameVirtualHost", SERVER, VHOST)
            .obsolete("every address of a virtual host is looked up by name")
            .help("A numeric IP address:port, or the name of a host"),
        Arity.TAKE1,
        "address[:port]");
    row(
        "core",
        Kind.STOKER_UNSUPPORTED,
        at("StokerUnsupported", SERVER)
            .onRead()
            .fallback("error")
            .help(
                "'error' or 'warn': what to do with directives and modules that are not supported"),
        Arity.TAKE1,
        "error|warn");
    conditions();
    sections();
  }

  private static void conditions() {
    condition(Kind.IF_DEFINE, "IfDefine", "[!]parameter-name", "a name that is defined");
    condition(Kind.IF_MODULE, "IfModule", "[!]module-file|module-identifier", "a loaded module");
    condition(Kind.IF_FILE, "IfFile", "[!]filename", "a file that exists");
    condition(Kind.IF_DIRECTIVE, "IfDirective", "[!]directive-name", "a directive that is known");
    condition(Kind.IF_SECTION, "IfSection", "[!]section-name", "a section that is known");
  }

  private static void condition(Kind kind, String name, String syntax, String help) {
    section("core", kind, at(name, SERVER, ANYWHERE).override(ANY).onRead().help(help), syntax);
  }

  private static void sections() {
    outer(Kind.VIRTUAL_HOST, at("VirtualHost", SERVER), "addr[:port] ...", "one host's directives");
    outer(Kind.DIRECTORY, at("Directory", SERVER, VHOST), "path", "what lies below a directory");
    outer(
        Kind.DIRECTORY_MATCH, at("DirectoryMatch", SERVER, VHOST), "regex", "matching directories");
    outer(Kind.LOCATION, at("Location", SERVER, VHOST), "URL-path|URL", "what lies below a path");
    outer(Kind.LOCATION_MATCH, at("LocationMatch", SERVER, VHOST), "regex", "matching paths");
    inner(Kind.FILES, "Files", "filename", "files of that name", ANY);
    inner(Kind.FILES_MATCH, "FilesMatch", "regex", "files of matching names", ANY);
    inner(Kind.IF, "If", "expression", "requests for which it is true", ANY);
    inner(Kind.ELSE_IF, "ElseIf", "expression", "the others for which it is true", ANY);
    inner(Kind.ELSE, "Else", "", "the others", ANY);
    limit(Kind.LIMIT, "Limit", "requests of these methods");
    limit(Kind.LIMIT_EXCEPT, "LimitExcept", "requests of all other methods");
  }

  private static void macros() {
    section(
        "mod_macro",
        Kind.MACRO,
        at("Macro", SERVER, ANYWHERE)
            .override(ANY)
            .onRead()
            .help("Beginning of a macro definition section."),
        "name [par1 .. parN]");
    row(
        "mod_macro",
        Kind.USE,
        at("Use", SERVER, ANYWHERE).override(ANY).onRead().help("Use of a macro."),
        Arity.RAW_ARGS,
        "name [value1 ... valueN]");
    row(
        "mod_macro",
        Kind.UNDEF_MACRO,
        at("UndefMacro", SERVER, ANYWHERE)
            .override(ANY)
            .onRead()
            .help("Remove a macro definition."),
        Arity.TAKE1,
        "name");
    for (String name : List.of("MacroIgnoreEmptyArgs", "MacroIgnoreBadNesting")) {
      row(
          "mod_macro",
          Kind.MACRO_IGNORE,
          at(name, SERVER, ANYWHERE).override(ANY).onRead().help("no more warnings of this sort"),
          Arity.RAW_ARGS,
          "");
    }
  }

  private static Directive.Builder at(String name, Where first, Where... more) {
    return Directive.named(name).in(first, more);
  }

  private static void outer(Kind kind, Directive.Builder row, String syntax, String help) {
    section("core", kind, row.help(help), syntax);
  }

  private static void inner(
      Kind kind, String name, String syntax, String help, OverrideClass override) {
    Directive.Builder row = at(name, SERVER, ANYWHERE).override(override).help(help);
    boolean files = kind == Kind.FILES || kind == Kind.FILES_MATCH;
    section(
        "core",
        kind,
        files ? row.notIn(SectionKind.LIMIT, SectionKind.LOCATION) : row.notIn(SectionKind.LIMIT),
        syntax);
  }

  private static void limit(Kind kind, String name, String help) {
    // AuthConfig grants it too; the table of httpd's own rows says so.
    section("core", kind, at(name, DIRECTORY, HTACCESS).override(LIMIT).help(help), "method ...");
  }

  private static void row(
      String module, Kind kind, Directive.Builder row, Arity arity, String syntax) {
    add(module, kind, row.apply(arity, syntax, (cmd, args) -> carriedOutElsewhere(kind)));
  }

  private static void section(String module, Kind kind, Directive.Builder row, String syntax) {
    add(module, kind, row.section(syntax, (cmd, argument, body) -> carriedOutElsewhere(kind)));
  }

  private static void carriedOutElsewhere(Kind kind) {
    throw new IllegalStateException(kind + " is carried out by the reader of the configuration");
  }

  private static void add(String module, Kind kind, Directive directive) {
    KINDS.put(directive, kind);
    ROWS.computeIfAbsent(module, m -> new ArrayList<>()).add(directive);
  }
}
