package io.stoker.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Entity tags of files as {@code FileETag} asks for them and httpd 2.4.71 writes them: inode, size
 * and modification time in microseconds, in hexadecimal, in this order, joined by {@code -}; or the
 * SHA-1 of the content in base64.
 */
public final class FileETag {

  /** A file touched more recently than this can change again without a new time. */
  private static final long WEAK_MICROS = Duration.ofSeconds(1).toNanos() / 1000;

  private FileETag() {}

  /** What a tag is made of: the arguments of {@code FileETag}. */
  public enum Part {
    INODE,
    SIZE,
    MTIME,
    /** Outranks the others; its tag is {@link #digest}. */
    DIGEST
  }

  /**
   * The tag with its quotes, {@code W/} before it when the file was modified less than a second
   * before the request (or after it); null when no part is asked for ({@code FileETag None}).
   */
  public static @Nullable String of(FileInfo info, Set<Part> parts, Instant requestTime) {
    StringBuilder tag = new StringBuilder();
    if (parts.contains(Part.INODE)) {
      append(tag, info.inode());
    }
    if (parts.contains(Part.SIZE)) {
      append(tag, info.size());
    }
    if (parts.contains(Part.MTIME)) {
      append(tag, info.modifiedMicros());
    }
    return tag.isEmpty() ? null : (isWeak(info, requestTime) ? "W/\"" : "\"") + tag + '"';
  }

  /** Whether a tag made at this time is weak. */
  public static boolean isWeak(FileInfo info, Instant requestTime) {
    long now = requestTime.getEpochSecond() * 1_000_000L + requestTime.getNano() / 1000;
    return now - info.modifiedMicros() < WEAK_MICROS;
  }

  private static void append(StringBuilder tag, long value) {
    if (!tag.isEmpty()) {
      tag.append('-');
    }
    tag.append(Long.toHexString(value));
  }

  /** The tag of a content, always strong: {@code FileETag Digest}. */
  public static String digest(ByteBuffer content) {
    MessageDigest sha1 = sha1();
    sha1.update(content.duplicate());
    return quoted(sha1);
  }

  /** The same of an open file, which is read once from beginning to end. */
  public static String digest(OpenFile file) throws IOException {
    MessageDigest sha1 = sha1();
    ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
    long at = 0;
    for (int n = file.read(buffer, at); n > 0; n = file.read(buffer, at)) {
      at += n;
      sha1.update(buffer.flip());
      buffer.clear();
    }
    return quoted(sha1);
  }

  private static MessageDigest sha1() {
    try {
      return MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
  }

  private static String quoted(MessageDigest sha1) {
    return '"' + Base64.getEncoder().encodeToString(sha1.digest()) + '"';
  }
}
