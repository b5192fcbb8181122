package io.stoker.config;

import io.stoker.api.HttpdModule;
import io.stoker.api.Position;
import io.stoker.files.Disk;
import io.stoker.files.Lookup;
import org.jspecify.annotations.Nullable;

/**
 * LoadModule. Stoker's modules are built in, so the file need not exist for a module that Stoker
 * has; it is looked at only to say what httpd would say of a module that nobody knows.
 */
final class ModuleLoading {

  private final LoadContext ctx;

  ModuleLoading(LoadContext ctx) {
    this.ctx = ctx;
  }

  /** The module to add; null when there is nothing to do. */
  @Nullable HttpdModule load(String identifier, String path, Position at) throws ReadException {
    HttpdModule module = ctx.modules.available(identifier);
    if (ctx.modules.isLoadedIdentifier(identifier)) {
      // httpd's stock file loads what Debian builds in; that is no reason for a warning.
      if (module == null || !module.isStatic()) {
        ctx.log(at, Messages.ALREADY_LOADED, identifier);
      }
      return null;
    }
    if (module != null) {
      return module;
    }
    HttpdTables.ModuleRow row = HttpdTables.get().moduleByIdentifier(identifier);
    if (row != null) {
      unsupported(row, at);
      return null;
    }
    throw new ReadException(cannotLoad(identifier, path), null);
  }

  /** Left out, or told as an error; reading goes on, so that all are told at once. */
  private void unsupported(HttpdTables.ModuleRow row, Position at) {
    ctx.modules.addUnsupported(row.identifier());
    if (ctx.warnsOfUnsupported()) {
      ctx.log(at, Messages.UNSUPPORTED_MODULE, row.identifier(), row.name());
    } else {
      ctx.log(
          at,
          Messages.UNSUPPORTED_MODULE_REFUSED,
          ctx.program,
          at.line(),
          at.file(),
          row.identifier(),
          row.name());
    }
  }

  /** LoadFile: a library for modules, of which none is loaded from a file; it has to be there. */
  void loadFile(String path, Position at) throws ReadException {
    Lookup found = Disk.system().stat(ctx.serverRootRelative(path));
    if (!(found instanceof Lookup.Found)) {
      throw new ReadException(cannotOpen(path, found), null);
    }
    ctx.log(at, Messages.LOAD_FILE, at, path);
  }

  private String cannotLoad(String identifier, String path) {
    String file = file(path);
    Lookup found = Disk.system().stat(ctx.serverRootRelative(path));
    if (found instanceof Lookup.Found) {
      return "Can't locate API module structure `"
          + identifier
          + "' in file "
          + file
          + ": "
          + file
          + ": Stoker loads only its own modules";
    }
    return cannotOpen(path, found);
  }

  private String file(String path) {
    return path.contains("/") ? ctx.serverRootRelative(path) : path;
  }

  private String cannotOpen(String path, Lookup found) {
    return "Cannot load "
        + path
        + " into server: "
        + file(path)
        + ": cannot open shared object file: "
        + Includes.words(found);
  }
}
