package io.stoker.modules.mod_rewrite;

import io.stoker.api.Cmd;
import io.stoker.api.Database;
import io.stoker.api.DirectiveException;
import io.stoker.files.ByteNames;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads RewriteMap: {@code name type:source [options]}. */
final class MapDirective {

  private MapDirective() {}

  static RewriteMap read(Cmd cmd, List<String> args) throws DirectiveException {
    String name = args.get(0);
    String source = args.get(1);
    String start = source.toLowerCase(Locale.ROOT);
    if (start.startsWith("txt:")) {
      return text(cmd, name, FileMap.Kind.TXT, source.substring(4));
    }
    if (start.startsWith("rnd:")) {
      return text(cmd, name, FileMap.Kind.RND, source.substring(4));
    }
    if (start.startsWith("dbm")) {
      return dbm(cmd, name, source);
    }
    if (start.startsWith("prg:")) {
      return program(cmd, name, source.substring(4), args.size() > 2 ? args.get(2) : null);
    }
    if (start.startsWith("int:")) {
      RewriteMap.Internal internal = RewriteMap.Internal.named(source.substring(4));
      if (internal == null) {
        throw new DirectiveException("RewriteMap: internal map not found:" + source.substring(4));
      }
      return internal;
    }
    if (start.startsWith("dbd:")) {
      return database(cmd, name, source.substring(4), false);
    }
    if (start.startsWith("fastdbd:")) {
      return database(cmd, name, source.substring(8), true);
    }
    return text(cmd, name, FileMap.Kind.TXT, source);
  }

  private static RewriteMap text(Cmd cmd, String name, FileMap.Kind kind, String word)
      throws DirectiveException {
    String path = absolute(cmd, kind.word, word);
    check(name, path);
    return new FileMap(kind, List.of(path));
  }

  /**
   * {@code dbm:file} or {@code dbm=type:file}. The default is what is there: the file of a library
   * that tells by itself which one it is, or the two files of SDBM.
   */
  private static RewriteMap dbm(Cmd cmd, String name, String source) throws DirectiveException {
    int colon = source.indexOf(':');
    if (colon < 0 || (colon > 3 && source.charAt(3) != '=')) {
      throw new DirectiveException("RewriteMap: bad map:" + source);
    }
    String type = colon == 3 ? "default" : source.substring(4, colon);
    String path = absolute(cmd, "dbm", source.substring(colon + 1));
    List<String> files =
        switch (type.toLowerCase(Locale.ROOT)) {
          case "sdbm" -> sdbm(path);
          case "db", "gdbm" -> List.of(path);
          case "default" -> exists(path) || !exists(path + ".pag") ? List.of(path) : sdbm(path);
          default -> throw new DirectiveException("RewriteMap: dbm type " + type + " is invalid");
        };
    check(name, files.getFirst());
    return new FileMap(FileMap.Kind.DBM, files);
  }

  private static List<String> sdbm(String path) {
    return List.of(path + ".dir", path + ".pag");
  }

  private static RewriteMap program(Cmd cmd, String name, String line, @Nullable String account)
      throws DirectiveException {
    List<String> command = new ArrayList<>(cmd.words(line));
    if (command.isEmpty()) {
      command.add("");
    }
    command.set(0, absolute(cmd, "prg", command.getFirst()));
    check(name, command.getFirst());
    return new ProgramMap(command, ProgramAccount.read(account));
  }

  /** The statement has the map's name for its label. */
  private static RewriteMap database(Cmd cmd, String name, String sql, boolean fast)
      throws DirectiveException {
    Database database = cmd.extensions().find(Database.POINT, Database.NAME);
    if (database == null) {
      throw new DirectiveException("RewriteMap types dbd and fastdbd require mod_dbd!");
    }
    database.prepare(cmd, sql, name);
    return new DatabaseMap(database, name, fast);
  }

  private static String absolute(Cmd cmd, String kind, String path) throws DirectiveException {
    try {
      return cmd.serverRootRelative(path);
    } catch (DirectiveException e) {
      throw new DirectiveException("RewriteMap: bad path to " + kind + " map: " + path, e);
    }
  }

  private static void check(String name, String path) throws DirectiveException {
    if (!exists(path)) {
      throw new DirectiveException("RewriteMap: file for map " + name + " not found:" + path);
    }
  }

  private static boolean exists(String path) {
    Path file = ByteNames.toPath(path);
    return file != null && Files.exists(file);
  }
}
