package io.stoker.config;

import io.stoker.api.Extensions;
import io.stoker.api.LogMessage;
import io.stoker.api.Position;
import org.jspecify.annotations.Nullable;

/** What is known while one configuration is read; for one thread. */
final class LoadContext {

  final String program;
  final Modules modules;
  final Defines defines;
  final Includes includes;
  final MessageLog log;
  final boolean checkDocumentRoot;
  final boolean isHtaccess;
  Extensions extensions = Extensions.NONE;
  private String serverRoot;
  private boolean warnsOfUnsupported;

  LoadContext(LoadRequest request, MessageLog log) {
    this.program = request.program();
    this.modules = new Modules(request.modules());
    this.includes = new Includes(request.edits());
    this.defines = new Defines(request.defines(), request.environment());
    this.log = log;
    this.serverRoot = Paths.normalise(request.serverRoot());
    this.checkDocumentRoot = request.checkDocumentRoot();
    this.isHtaccess = false;
  }

  private LoadContext(LoadContext main, MessageLog log) {
    this.program = main.program;
    this.modules = main.modules;
    this.includes = new Includes();
    this.defines = main.defines;
    this.extensions = main.extensions;
    this.log = log;
    this.serverRoot = main.serverRoot;
    this.warnsOfUnsupported = main.warnsOfUnsupported;
    this.checkDocumentRoot = false;
    this.isHtaccess = true;
  }

  /** For reading a {@code .htaccess} file under the configuration that this one became. */
  LoadContext forHtaccess(MessageLog sink) {
    return new LoadContext(this, sink);
  }

  String serverRoot() {
    return serverRoot;
  }

  void serverRoot(String directory) {
    serverRoot = directory;
  }

  boolean warnsOfUnsupported() {
    return warnsOfUnsupported;
  }

  void warnOfUnsupported(boolean warn) {
    warnsOfUnsupported = warn;
  }

  String serverRootRelative(String path) {
    return Paths.resolve(serverRoot, path);
  }

  void log(@Nullable Position position, LogMessage message, Object... args) {
    log(position, null, message, args);
  }

  void log(
      @Nullable Position position, @Nullable Throwable cause, LogMessage message, Object... args) {
    log.log(message, cause, position, args);
  }
}
