package io.stoker.modules.mod_brotli;

import io.stoker.api.AlterETag;
import io.stoker.api.CompressionNotes;
import io.stoker.api.Mergeable;
import org.jspecify.annotations.Nullable;

/**
 * How content of replies is compressed, of a server; null for what was not said.
 *
 * @param quality 0 (fast) to 11 (small)
 * @param window bits, 10 to 24
 * @param block bits of the largest block of input, 16 to 24; unsaid, the library chooses
 */
record BrotliConfig(
    @Nullable Integer quality,
    @Nullable Integer window,
    @Nullable Integer block,
    @Nullable AlterETag etag,
    @Nullable CompressionNotes notes)
    implements Mergeable<BrotliConfig> {

  static final BrotliConfig UNSET = new BrotliConfig(null, null, null, null, null);

  static final int DEFAULT_QUALITY = 5;
  static final int DEFAULT_WINDOW = 18;

  BrotliConfig withQuality(int value) {
    return new BrotliConfig(value, window, block, etag, notes);
  }

  BrotliConfig withWindow(int bits) {
    return new BrotliConfig(quality, bits, block, etag, notes);
  }

  BrotliConfig withBlock(int bits) {
    return new BrotliConfig(quality, window, bits, etag, notes);
  }

  BrotliConfig withEtag(AlterETag rule) {
    return new BrotliConfig(quality, window, block, rule, notes);
  }

  BrotliConfig withNotes(CompressionNotes names) {
    return new BrotliConfig(quality, window, block, etag, names);
  }

  int effectiveQuality() {
    return quality == null ? DEFAULT_QUALITY : quality;
  }

  int effectiveWindow() {
    return window == null ? DEFAULT_WINDOW : window;
  }

  AlterETag effectiveEtag() {
    return etag == null ? AlterETag.ADD_SUFFIX : etag;
  }

  CompressionNotes effectiveNotes() {
    return notes == null ? CompressionNotes.NONE : notes;
  }

  @Override
  public BrotliConfig over(BrotliConfig parent) {
    return new BrotliConfig(
        quality != null ? quality : parent.quality,
        window != null ? window : parent.window,
        block != null ? block : parent.block,
        etag != null ? etag : parent.etag,
        notes != null ? notes : parent.notes);
  }
}
