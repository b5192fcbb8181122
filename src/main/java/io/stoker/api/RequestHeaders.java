package io.stoker.api;

import io.stoker.http.Headers;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The header fields of a request. Every look is recorded, so that the engine knows on which fields
 * a reply depends.
 */
public final class RequestHeaders {

  /** Hears what is read. */
  public interface Recorder {
    /** The value or absence of one field was seen. */
    void readHeader(String name);

    /** All fields were seen. */
    void readAllHeaders();

    /** A module changed a field. */
    void changedHeader(String name);

    /** Whether a module changed it. */
    boolean isChanged(String name);
  }

  private final Headers fields;
  private final Recorder recorder;

  public RequestHeaders(Headers fields, Recorder recorder) {
    this.fields = fields;
    this.recorder = recorder;
  }

  /** The first value of the field, or null. */
  public @Nullable String get(String name) {
    recorder.readHeader(name);
    return fields.get(name);
  }

  public List<String> getAll(String name) {
    recorder.readHeader(name);
    return fields.getAll(name);
  }

  /**
   * The values of a field, not recorded: for who tells by other means what comes of them, or reads
   * them once more with {@link #getAll}.
   */
  public List<String> peek(String name) {
    return fields.getAll(name);
  }

  public boolean has(String name) {
    return get(name) != null;
  }

  /** Changes what later hooks see; the client's own value stays recorded as read. */
  public void set(String name, String value) {
    recorder.changedHeader(name);
    fields.set(name, value);
  }

  public void add(String name, String value) {
    recorder.changedHeader(name);
    fields.add(name, value);
  }

  /** Appends {@code , value} to the first field of that name, or adds the field. */
  public void merge(String name, String value) {
    recorder.readHeader(name);
    recorder.changedHeader(name);
    fields.merge(name, value);
  }

  public void unset(String name) {
    recorder.changedHeader(name);
    fields.unset(name);
  }

  /**
   * Whether the field may hold something else than the client sent. Not recorded, since who changes
   * it does so because of something that is.
   */
  public boolean isChanged(String name) {
    return recorder.isChanged(name);
  }

  public void forEach(BiConsumer<String, String> action) {
    recorder.readAllHeaders();
    fields.forEach(action);
  }

  /** All fields as they are now, to be read only. */
  public Headers all() {
    recorder.readAllHeaders();
    return fields;
  }
}
