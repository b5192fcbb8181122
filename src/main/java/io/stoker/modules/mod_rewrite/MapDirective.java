package io.stoker.modules.mod_rewrite;

import io.stoker.api.Cmd;
import io.stoker.api.DirectiveException;
import io.stoker.files.ByteNames;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads RewriteMap: {@code name type:source [options]}. */
final class MapDirective {

  private MapDirective() {}

  static RewriteMap read(Cmd cmd, List<String> args) throws DirectiveException {
    String name = args.get(0);
    String source = args.get(1);
    if (source.startsWith("txt:")) {
      return file(cmd, name, FileMap.Kind.TXT, source.substring(4), MapFormat.TEXT, "");
    }
    if (source.startsWith("rnd:")) {
      return file(cmd, name, FileMap.Kind.RND, source.substring(4), MapFormat.TEXT, "");
    }
    if (source.startsWith("dbm")) {
      return dbm(cmd, name, source.substring(3));
    }
    if (source.startsWith("prg:")) {
      return program(cmd, name, source.substring(4), args);
    }
    if (source.startsWith("int:")) {
      RewriteMap.Internal internal = RewriteMap.Internal.named(source.substring(4));
      if (internal == null) {
        throw new DirectiveException("RewriteMap: internal map not found:" + source.substring(4));
      }
      return internal;
    }
    if (source.startsWith("dbd:") || source.startsWith("fastdbd:")) {
      throw new DirectiveException("RewriteMap types dbd and fastdbd require mod_dbd!");
    }
    return file(cmd, name, FileMap.Kind.TXT, source, MapFormat.TEXT, "");
  }

  private static RewriteMap dbm(Cmd cmd, String name, String rest) throws DirectiveException {
    int colon = rest.indexOf(':');
    if (colon < 0 || (colon > 0 && rest.charAt(0) != '=')) {
      throw new DirectiveException("RewriteMap: bad map:dbm" + rest);
    }
    String type = colon == 0 ? "default" : rest.substring(1, colon);
    if (!type.equals("default") && !type.equals("sdbm")) {
      throw new DirectiveException("RewriteMap: dbm type " + type + " is invalid");
    }
    return file(cmd, name, FileMap.Kind.DBM, rest.substring(colon + 1), MapFormat.SDBM, ".pag");
  }

  private static RewriteMap file(
      Cmd cmd, String name, FileMap.Kind kind, String word, MapFormat format, String suffix)
      throws DirectiveException {
    String path = absolute(cmd, kind.word, word) + suffix;
    check(name, path);
    return new FileMap(kind, path, format);
  }

  private static RewriteMap program(Cmd cmd, String name, String line, List<String> args)
      throws DirectiveException {
    List<String> words = cmd.words(line);
    if (words.isEmpty()) {
      throw new DirectiveException("RewriteMap: bad path to prg map: " + line);
    }
    if (args.size() > 2) {
      throw new DirectiveException(
          "RewriteMap: a program runs as the server does, the option '"
              + args.get(2)
              + "' (user:group) is not supported");
    }
    String path = absolute(cmd, "prg", words.get(0));
    check(name, path);
    List<String> command = new java.util.ArrayList<>(words);
    command.set(0, path);
    return new ProgramMap(command);
  }

  private static String absolute(Cmd cmd, String kind, String path) throws DirectiveException {
    try {
      return cmd.serverRootRelative(path);
    } catch (DirectiveException e) {
      throw new DirectiveException("RewriteMap: bad path to " + kind + " map: " + path, e);
    }
  }

  private static void check(String name, String path) throws DirectiveException {
    Path file = ByteNames.toPath(path);
    if (file == null || !Files.exists(file)) {
      throw new DirectiveException("RewriteMap: file for map " + name + " not found:" + path);
    }
  }
}
