package io.stoker.modules.mod_zstd;

import io.stoker.api.AlterETag;
import io.stoker.api.CompressionNotes;
import io.stoker.api.Mergeable;
import org.jspecify.annotations.Nullable;

/**
 * How content of replies is compressed, of a server; null for what was not said.
 *
 * @param level 1 (fast) to 22 (small)
 * @param window bits, 10 to 23; unsaid, the level decides
 */
record ZstdConfig(
    @Nullable Integer level,
    @Nullable Integer window,
    @Nullable AlterETag etag,
    @Nullable CompressionNotes notes)
    implements Mergeable<ZstdConfig> {

  static final ZstdConfig UNSET = new ZstdConfig(null, null, null, null);

  static final int DEFAULT_LEVEL = 3;

  /** Clients need not take more: RFC 9659. */
  static final int LARGEST_WINDOW = 23;

  /** Levels up to it keep within {@link #LARGEST_WINDOW}. */
  private static final int LAST_MODEST_LEVEL = 19;

  ZstdConfig withLevel(int value) {
    return new ZstdConfig(value, window, etag, notes);
  }

  ZstdConfig withWindow(int bits) {
    return new ZstdConfig(level, bits, etag, notes);
  }

  ZstdConfig withEtag(AlterETag rule) {
    return new ZstdConfig(level, window, rule, notes);
  }

  ZstdConfig withNotes(CompressionNotes names) {
    return new ZstdConfig(level, window, etag, names);
  }

  int effectiveLevel() {
    return level == null ? DEFAULT_LEVEL : level;
  }

  /** Bits, or 0 where the library is to choose. */
  int effectiveWindow() {
    if (window != null) {
      return window;
    }
    return effectiveLevel() > LAST_MODEST_LEVEL ? LARGEST_WINDOW : 0;
  }

  AlterETag effectiveEtag() {
    return etag == null ? AlterETag.ADD_SUFFIX : etag;
  }

  CompressionNotes effectiveNotes() {
    return notes == null ? CompressionNotes.NONE : notes;
  }

  @Override
  public ZstdConfig over(ZstdConfig parent) {
    return new ZstdConfig(
        level != null ? level : parent.level,
        window != null ? window : parent.window,
        etag != null ? etag : parent.etag,
        notes != null ? notes : parent.notes);
  }
}
