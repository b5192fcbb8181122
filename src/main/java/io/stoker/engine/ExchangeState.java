package io.stoker.engine;

import io.stoker.api.BodyFilter;
import io.stoker.api.Core;
import io.stoker.api.Exchange;
import io.stoker.api.Key;
import io.stoker.api.Table;
import io.stoker.files.FileInfo;
import io.stoker.files.Walked;
import io.stoker.http.Headers;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What hooks know of a request because hooks before them said so: nothing here is the outside. */
abstract class ExchangeState implements Exchange {

  private final Target target = new Target();
  private final Draft draft = new Draft();
  private final Table env = new Table();
  private final Table notes = new Table();
  private @Nullable String user;
  private @Nullable String authType;
  private @Nullable Object[] state = new Object[0];

  Target target() {
    return target;
  }

  Draft draft() {
    return draft;
  }

  void walked(Walked.Found found) {
    target.walked = found;
  }

  /** Takes over what another request found out; what it says outranks what was said here. */
  void become(ExchangeState other) {
    target.become(other.target);
    draft.become(other.draft);
    env.setAll(other.env, "");
    notes.setAll(other.notes, "");
  }

  // ---- the URI ----

  @Override
  public String unparsedUri() {
    return target.unparsedUri;
  }

  @Override
  public String uri() {
    return target.uri;
  }

  @Override
  public void uri(String path) {
    target.uri = path;
  }

  @Override
  public @Nullable String query() {
    return target.query;
  }

  @Override
  public void query(@Nullable String query) {
    target.query = query;
  }

  @Override
  public Headers out() {
    return draft.out;
  }

  @Override
  public Headers errorOut() {
    return draft.errorOut;
  }

  // ---- what the request maps to ----

  @Override
  public @Nullable String filename() {
    return target.filename;
  }

  @Override
  public void filename(@Nullable String path) {
    target.filename = path;
    target.walked = null;
  }

  @Override
  public @Nullable FileInfo file() {
    return target.file;
  }

  @Override
  public void file(@Nullable FileInfo info) {
    target.file = info;
  }

  @Override
  public String pathInfo() {
    return target.pathInfo;
  }

  @Override
  public void pathInfo(String rest) {
    target.pathInfo = rest;
  }

  @Override
  public void usedPathInfo(boolean used) {
    target.usedPathInfo = used;
  }

  @Override
  public @Nullable Boolean usedPathInfo() {
    return target.usedPathInfo;
  }

  @Override
  public @Nullable String handler() {
    return target.handler;
  }

  @Override
  public void handler(@Nullable String name) {
    target.handler = name;
  }

  @Override
  public String contextPrefix() {
    return target.contextPrefix;
  }

  @Override
  public @Nullable String documentRoot() {
    return target.documentRoot != null ? target.documentRoot : config(Core.DOCUMENT_ROOT);
  }

  @Override
  public void documentRoot(String path) {
    target.documentRoot = path;
  }

  @Override
  public String contextDocumentRoot() {
    String own = target.contextDocumentRoot;
    String root = own.isEmpty() ? documentRoot() : own;
    return root == null ? "" : root;
  }

  @Override
  public void context(String prefix, String documentRoot) {
    target.contextPrefix = prefix;
    target.contextDocumentRoot = documentRoot;
  }

  // ---- the reply as it takes shape ----

  @Override
  public int status() {
    return draft.status;
  }

  @Override
  public void status(int status) {
    draft.status = status;
  }

  @Override
  public @Nullable String contentType() {
    return draft.contentType;
  }

  @Override
  public void contentType(@Nullable String type) {
    draft.contentType = type;
  }

  @Override
  public @Nullable String contentEncoding() {
    return draft.contentEncoding;
  }

  @Override
  public void contentEncoding(@Nullable String encoding) {
    draft.contentEncoding = encoding;
  }

  @Override
  public List<String> contentLanguages() {
    return draft.contentLanguages;
  }

  @Override
  public void contentLanguages(List<String> languages) {
    draft.contentLanguages = List.copyOf(languages);
  }

  @Override
  public long lastModified() {
    return draft.lastModified;
  }

  @Override
  public void updateLastModified(long micros) {
    draft.lastModified = Math.max(draft.lastModified, micros);
  }

  @Override
  public Set<String> allowed() {
    return draft.allowed;
  }

  @Override
  public boolean isNoLocalCopy() {
    return draft.noLocalCopy;
  }

  @Override
  public void noLocalCopy(boolean value) {
    draft.noLocalCopy = value;
  }

  @Override
  public @Nullable String variantValidator() {
    return draft.variantValidator;
  }

  @Override
  public void variantValidator(@Nullable String tag) {
    draft.variantValidator = tag;
  }

  @Override
  public void addFilter(String name, BodyFilter.Kind kind, BodyFilter filter) {
    draft.filters.add(name, kind, filter);
  }

  @Override
  public List<String> filterNames() {
    return draft.filters.names();
  }

  @Override
  public boolean removeFilter(String name) {
    return draft.filters.remove(name);
  }

  // ---- who ----

  @Override
  public @Nullable String user() {
    return user;
  }

  @Override
  public void user(@Nullable String name) {
    user = name;
  }

  @Override
  public @Nullable String authType() {
    return authType;
  }

  @Override
  public void authType(@Nullable String type) {
    authType = type;
  }

  // ---- environment ----

  @Override
  public Table env() {
    return env;
  }

  @Override
  public Table notes() {
    return notes;
  }

  // ---- module state ----

  @Override
  @SuppressWarnings("unchecked")
  public <T> @Nullable T get(Key<T> key) {
    return key.index() < state.length ? (T) state[key.index()] : null;
  }

  @Override
  public <T> void put(Key<T> key, @Nullable T value) {
    if (key.index() >= state.length) {
      state = Arrays.copyOf(state, key.index() + 1);
    }
    state[key.index()] = value;
  }
}
