package io.stoker.modules.mod_include;

import io.stoker.api.Mergeable;
import org.jspecify.annotations.Nullable;

/**
 * What is said about pages in one place; null for what is not.
 *
 * @param undefined what echo says where there is no variable
 */
record IncludeConfig(
    @Nullable XBitHack xBitHack,
    @Nullable String error,
    @Nullable String timeFormat,
    @Nullable String undefined,
    @Nullable Boolean lastModified,
    @Nullable Boolean etag,
    @Nullable Boolean legacy)
    implements Mergeable<IncludeConfig> {

  /** Whether files are parsed that may be executed, and whether they tell when they changed. */
  enum XBitHack {
    OFF,
    ON,
    FULL
  }

  static final IncludeConfig UNSET = new IncludeConfig(null, null, null, null, null, null, null);

  IncludeConfig withXBitHack(XBitHack value) {
    return new IncludeConfig(value, error, timeFormat, undefined, lastModified, etag, legacy);
  }

  IncludeConfig withError(String value) {
    return new IncludeConfig(xBitHack, value, timeFormat, undefined, lastModified, etag, legacy);
  }

  IncludeConfig withTimeFormat(String value) {
    return new IncludeConfig(xBitHack, error, value, undefined, lastModified, etag, legacy);
  }

  IncludeConfig withUndefined(String value) {
    return new IncludeConfig(xBitHack, error, timeFormat, value, lastModified, etag, legacy);
  }

  IncludeConfig withLastModified(boolean value) {
    return new IncludeConfig(xBitHack, error, timeFormat, undefined, value, etag, legacy);
  }

  IncludeConfig withEtag(boolean value) {
    return new IncludeConfig(xBitHack, error, timeFormat, undefined, lastModified, value, legacy);
  }

  IncludeConfig withLegacy(boolean value) {
    return new IncludeConfig(xBitHack, error, timeFormat, undefined, lastModified, etag, value);
  }

  XBitHack xBit() {
    return xBitHack == null ? XBitHack.OFF : xBitHack;
  }

  boolean tellsLastModified() {
    return Boolean.TRUE.equals(lastModified);
  }

  boolean tellsEtag() {
    return Boolean.TRUE.equals(etag);
  }

  boolean isLegacy() {
    return Boolean.TRUE.equals(legacy);
  }

  String errorMessage() {
    return error == null ? "[an error occurred while processing this directive]" : error;
  }

  String timeText() {
    return timeFormat == null ? "%A, %d-%b-%Y %H:%M:%S %Z" : timeFormat;
  }

  String undefinedText() {
    return undefined == null ? "(none)" : undefined;
  }

  @Override
  public IncludeConfig over(IncludeConfig parent) {
    return new IncludeConfig(
        xBitHack != null ? xBitHack : parent.xBitHack,
        error != null ? error : parent.error,
        timeFormat != null ? timeFormat : parent.timeFormat,
        undefined != null ? undefined : parent.undefined,
        lastModified != null ? lastModified : parent.lastModified,
        etag != null ? etag : parent.etag,
        legacy != null ? legacy : parent.legacy);
  }
}
