package io.stoker.modules.mod_deflate;

import io.stoker.api.AlterETag;
import io.stoker.api.CompressionNotes;
import io.stoker.api.Mergeable;
import org.jspecify.annotations.Nullable;

/**
 * How content of replies is compressed, of a server; null for what was not said.
 *
 * @param level 1 to 9
 * @param bufferSize bytes
 */
record DeflateConfig(
    @Nullable Integer level,
    @Nullable Integer bufferSize,
    @Nullable AlterETag etag,
    @Nullable CompressionNotes notes)
    implements Mergeable<DeflateConfig> {

  static final DeflateConfig UNSET = new DeflateConfig(null, null, null, null);

  static final int DEFAULT_BUFFER = 8096;

  DeflateConfig withLevel(int value) {
    return new DeflateConfig(value, bufferSize, etag, notes);
  }

  DeflateConfig withBufferSize(int bytes) {
    return new DeflateConfig(level, bytes, etag, notes);
  }

  DeflateConfig withEtag(AlterETag rule) {
    return new DeflateConfig(level, bufferSize, rule, notes);
  }

  DeflateConfig withNotes(CompressionNotes names) {
    return new DeflateConfig(level, bufferSize, etag, names);
  }

  int effectiveLevel() {
    return level == null ? -1 : level;
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
        bufferSize != null ? bufferSize : parent.bufferSize,
        etag != null ? etag : parent.etag,
        notes != null ? notes : parent.notes);
  }
}
