package io.stoker.modules.mod_deflate;

import io.stoker.api.AlterETag;
import io.stoker.api.CompressionNotes;
import io.stoker.api.Mergeable;
import org.jspecify.annotations.Nullable;

/**
 * How content of replies is compressed, of a server; null for what was not said.
 *
 * @param level 1 to 9
 * @param window bits, 1 to 15
 * @param memory 1 to 9
 * @param bufferSize bytes
 */
record DeflateConfig(
    @Nullable Integer level,
    @Nullable Integer window,
    @Nullable Integer memory,
    @Nullable Integer bufferSize,
    @Nullable AlterETag etag,
    @Nullable CompressionNotes notes)
    implements Mergeable<DeflateConfig> {

  static final DeflateConfig UNSET = new DeflateConfig(null, null, null, null, null, null);

  static final int DEFAULT_BUFFER = 8096;

  DeflateConfig withLevel(int value) {
    return new DeflateConfig(value, window, memory, bufferSize, etag, notes);
  }

  DeflateConfig withWindow(int bits) {
    return new DeflateConfig(level, bits, memory, bufferSize, etag, notes);
  }

  DeflateConfig withMemory(int value) {
    return new DeflateConfig(level, window, value, bufferSize, etag, notes);
  }

  DeflateConfig withBufferSize(int bytes) {
    return new DeflateConfig(level, window, memory, bytes, etag, notes);
  }

  DeflateConfig withEtag(AlterETag rule) {
    return new DeflateConfig(level, window, memory, bufferSize, rule, notes);
  }

  DeflateConfig withNotes(CompressionNotes names) {
    return new DeflateConfig(level, window, memory, bufferSize, etag, names);
  }

  int effectiveLevel() {
    return level == null ? -1 : level;
  }

  int effectiveWindow() {
    return window == null ? 15 : window;
  }

  int effectiveMemory() {
    return memory == null ? 9 : memory;
  }

  int effectiveBuffer() {
    return bufferSize == null ? DEFAULT_BUFFER : bufferSize;
  }

  AlterETag effectiveEtag() {
    return etag == null ? AlterETag.ADD_SUFFIX : etag;
  }

  CompressionNotes effectiveNotes() {
    return notes == null ? CompressionNotes.NONE : notes;
  }

  @Override
  public DeflateConfig over(DeflateConfig parent) {
    return new DeflateConfig(
        level != null ? level : parent.level,
        window != null ? window : parent.window,
        memory != null ? memory : parent.memory,
        bufferSize != null ? bufferSize : parent.bufferSize,
        etag != null ? etag : parent.etag,
        notes != null ? notes : parent.notes);
  }
}
