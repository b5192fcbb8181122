package io.stoker.syntax;

import java.util.ArrayList;
import java.util.List;

/**
 * Text that remembers where in a source each of its characters came from.
 *
 * <p>A continued line leaves out backslashes and line feeds, and a variable puts in text that the
 * source does not have; through this class a word of the result still points to what an editor
 * would have to change. Characters that a variable brought point to the whole <code>${NAME}</code>.
 * Immutable.
 */
public final class MappedText {

  /**
   * {@code length} characters from {@code at} on that stand for the source from {@code from} to
   * {@code to}: the same characters if {@code copied}, else a variable's value.
   */
  private record Piece(int at, int length, int from, int to, boolean copied) {
    int start(int index) {
      return copied ? from + index - at : from;
    }

    int end(int index) {
      return copied ? from + index - at : to;
    }
  }

  private final String text;
  private final List<Piece> pieces;
  private final int anchor;

  private MappedText(String text, List<Piece> pieces, int anchor) {
    this.text = text;
    this.pieces = pieces;
    this.anchor = anchor;
  }

  /** {@return text that stands in one piece at {@code offset} of the source} */
  public static MappedText at(int offset, String text) {
    List<Piece> pieces =
        text.isEmpty()
            ? List.of()
            : List.of(new Piece(0, text.length(), offset, offset + text.length(), true));
    return new MappedText(text, pieces, offset);
  }

  /** {@return the characters} */
  public String text() {
    return text;
  }

  /** {@return the number of characters} */
  public int length() {
    return text.length();
  }

  /** {@return whether there is no character} */
  public boolean isEmpty() {
    return text.isEmpty();
  }

  /**
   * {@return the offset in the source where the character at {@code index} begins; for an index at
   * the end, the offset after the last character}
   */
  public int sourceStart(int index) {
    if (index >= text.length()) {
      return sourceEnd(text.length());
    }
    return pieces.get(pieceIndex(index)).start(index);
  }

  /** {@return the offset in the source after the character before {@code index}} */
  public int sourceEnd(int index) {
    if (index == 0) {
      return pieces.isEmpty() ? anchor : pieces.getFirst().from;
    }
    return pieces.get(pieceIndex(index - 1)).end(index);
  }

  /** {@return the part from {@code start} to before {@code end}} */
  public MappedText slice(int start, int end) {
    if (start == 0 && end == text.length()) {
      return this;
    }
    Builder part = new Builder(start < text.length() ? sourceStart(start) : sourceEnd(start));
    part.append(this, start, end);
    return part.build();
  }

  /** The first piece that ends after {@code index}. */
  private int pieceIndex(int index) {
    int low = 0;
    int high = pieces.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      Piece piece = pieces.get(middle);
      if (piece.at + piece.length <= index) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** {@return the text} */
  @Override
  public String toString() {
    return text;
  }

  /** Puts a text together from pieces of a source. */
  static final class Builder {
    private final StringBuilder text = new StringBuilder();
    private final List<Piece> pieces = new ArrayList<>();
    private final int anchor;

    /**
     * @param anchor where the text would stand in the source if it stays empty
     */
    Builder(int anchor) {
      this.anchor = anchor;
    }

    int length() {
      return text.length();
    }

    CharSequence characters() {
      return text;
    }

    /** Copies {@code source} from {@code from} to before {@code to}. */
    void append(String source, int from, int to) {
      if (from < to) {
        pieces.add(new Piece(text.length(), to - from, from, to, true));
        text.append(source, from, to);
      }
    }

    /** Copies a part of a text together with where it came from. */
    void append(MappedText part, int start, int end) {
      for (int i = part.pieceIndex(start); i < part.pieces.size(); i++) {
        Piece piece = part.pieces.get(i);
        if (piece.at >= end) {
          break;
        }
        int first = Math.max(start, piece.at);
        int last = Math.min(end, piece.at + piece.length);
        if (first < last) {
          pieces.add(
              new Piece(
                  text.length(), last - first, piece.start(first), piece.end(last), piece.copied));
          text.append(part.text, first, last);
        }
      }
    }

    /** Adds text that stands for the source from {@code from} to before {@code to}. */
    void replace(String value, int from, int to) {
      if (!value.isEmpty()) {
        pieces.add(new Piece(text.length(), value.length(), from, to, false));
        text.append(value);
      }
    }

    /** Forgets all characters from {@code length} on; they must have been copied. */
    void truncate(int length) {
      text.setLength(length);
      while (!pieces.isEmpty() && pieces.getLast().at >= length) {
        pieces.removeLast();
      }
      if (!pieces.isEmpty()) {
        Piece last = pieces.removeLast();
        int kept = length - last.at;
        pieces.add(new Piece(last.at, kept, last.from, last.from + kept, true));
      }
    }

    MappedText build() {
      return new MappedText(text.toString(), List.copyOf(pieces), anchor);
    }
  }
}
