package io.stoker.http;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The frame of a multipart/byteranges body, octet for octet as httpd writes it. Each part is {@link
 * #partHeader} and the octets of its range; {@link #closing} ends the body.
 */
public final class MultipartRanges {
  /** 16 hexadecimal digits, the same for the life of the process as in httpd. */
  public static final String BOUNDARY =
      HexFormat.of().toHexDigits(new SecureRandom().nextLong() | Long.MIN_VALUE);

  private final String boundary;
  private final String opening;
  private final long total;

  /**
   * A body of ranges.
   *
   * @param contentType Content-Type of the whole body, null when it has none
   * @param total its length in octets
   */
  public MultipartRanges(@Nullable String contentType, long total) {
    this(BOUNDARY, contentType, total);
  }

  MultipartRanges(String boundary, @Nullable String contentType, long total) {
    this.boundary = boundary;
    this.total = total;
    this.opening =
        "\r\n--"
            + boundary
            + (contentType == null ? "" : "\r\nContent-type: " + contentType)
            + "\r\nContent-range: ";
  }

  /** The Content-Type of the reply. */
  public String contentType() {
    return "multipart/byteranges; boundary=" + boundary;
  }

  /** What stands before the octets of a range. */
  public byte[] partHeader(ByteRanges.Range range) {
    return (opening + range.contentRange(total) + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1);
  }

  /** The end of the body. */
  public byte[] closing() {
    return ("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Length in octets of the whole multipart body. */
  public long length(List<ByteRanges.Range> ranges) {
    long length = boundary.length() + 8;
    for (ByteRanges.Range range : ranges) {
      length += (long) opening.length() + range.contentRange(total).length() + 4 + range.length();
    }
    return length;
  }
}
