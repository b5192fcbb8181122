package io.stoker.modules.mod_headers;

import io.stoker.api.RequestHeaders;
import io.stoker.http.Headers;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Fields of a request or of a reply, with the operations of httpd's tables. */
interface Fields {

  /** The first value, or null. */
  @Nullable String get(String name);

  List<String> getAll(String name);

  void set(String name, String value);

  void add(String name, String value);

  /** Appends to the first value with a comma, or adds the field. */
  void append(String name, String value);

  void unset(String name);

  boolean isOfRequest();

  static Fields of(Headers headers) {
    return new OfReply(headers);
  }

  static Fields of(RequestHeaders headers) {
    return new OfRequest(headers);
  }

  /** Those that a reply will have. */
  record OfReply(Headers headers) implements Fields {
    @Override
    public @Nullable String get(String name) {
      return headers.get(name);
    }

    @Override
    public List<String> getAll(String name) {
      return headers.getAll(name);
    }

    @Override
    public void set(String name, String value) {
      headers.set(name, value);
    }

    @Override
    public void add(String name, String value) {
      headers.add(name, value);
    }

    @Override
    public void append(String name, String value) {
      headers.merge(name, value);
    }

    @Override
    public void unset(String name) {
      headers.unset(name);
    }

    @Override
    public boolean isOfRequest() {
      return false;
    }
  }

  /** Those of the request, where each look is recorded. */
  record OfRequest(RequestHeaders headers) implements Fields {
    @Override
    public @Nullable String get(String name) {
      return headers.get(name);
    }

    @Override
    public List<String> getAll(String name) {
      return headers.getAll(name);
    }

    @Override
    public void set(String name, String value) {
      headers.set(name, value);
    }

    @Override
    public void add(String name, String value) {
      headers.add(name, value);
    }

    @Override
    public void append(String name, String value) {
      headers.merge(name, value);
    }

    @Override
    public void unset(String name) {
      headers.unset(name);
    }

    @Override
    public boolean isOfRequest() {
      return true;
    }
  }
}
