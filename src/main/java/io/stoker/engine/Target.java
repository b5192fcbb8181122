package io.stoker.engine;

import io.stoker.files.FileInfo;
import io.stoker.files.Walked;
import org.jspecify.annotations.Nullable;

/** What a request is for: its URI, and the file that it maps to. */
final class Target {
  String unparsedUri = "";
  String uri = "";
  @Nullable String query;
  @Nullable String filename;
  @Nullable FileInfo file;
  Walked.@Nullable Found walked;
  @Nullable DirectoryLevels levels;
  String pathInfo = "";
  @Nullable Boolean usedPathInfo;
  @Nullable String handler;
  String contextPrefix = "";
  String contextDocumentRoot = "";
  @Nullable String documentRoot;

  /** Takes over all that another request is for, but for the URI as it was received. */
  void become(Target other) {
    uri = other.uri;
    query = other.query;
    filename = other.filename;
    file = other.file;
    walked = other.walked;
    levels = other.levels;
    pathInfo = other.pathInfo;
    usedPathInfo = other.usedPathInfo;
    handler = other.handler;
    contextPrefix = other.contextPrefix;
    contextDocumentRoot = other.contextDocumentRoot;
    documentRoot = other.documentRoot;
  }
}
