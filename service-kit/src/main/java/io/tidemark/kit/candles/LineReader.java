package io.tidemark.kit.candles;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Lines of a stream as bytes, without making texts of them. A line ends as {@link
 * java.io.BufferedReader} says: with LF, CR, or CR and LF.
 */
final class LineReader {

  private static final int CAPACITY = 1 << 16;

  private final InputStream in;
  private byte[] buffer = new byte[CAPACITY];
  private int begin;
  private int end;
  private int next;
  private int filled;
  private boolean skipsLineFeed;

  LineReader(InputStream in) {
    this.in = in;
  }

  /** Moves to the next line; false after the last. */
  boolean advance() throws IOException {
    begin = next;
    int at = begin;
    while (true) {
      if (at == filled) {
        int moved = begin;
        if (!fill()) {
          end = filled;
          next = filled;
          return end > begin;
        }
        at -= moved;
      }
      byte each = buffer[at];
      if (each == '\n' && skipsLineFeed && at == begin) {
        skipsLineFeed = false;
        begin++;
      } else if (each == '\n' || each == '\r') {
        skipsLineFeed = each == '\r';
        end = at;
        next = at + 1;
        return true;
      }
      at++;
    }
  }

  /** Reads on behind the line that has begun, which moves to the front; false at the end. */
  private boolean fill() throws IOException {
    if (begin > 0) {
      System.arraycopy(buffer, begin, buffer, 0, filled - begin);
      filled -= begin;
      begin = 0;
    }
    if (filled == buffer.length) {
      buffer = Arrays.copyOf(buffer, filled * 2);
    }
    int read = in.read(buffer, filled, buffer.length - filled);
    if (read < 0) {
      return false;
    }
    filled += read;
    return true;
  }

  /** The bytes that hold the line, from {@link #begin()} to {@link #end()}; until it moves on. */
  byte[] bytes() {
    return buffer;
  }

  int begin() {
    return begin;
  }

  int end() {
    return end;
  }

  /** The line as text. */
  String text() {
    return new String(buffer, begin, end - begin, StandardCharsets.UTF_8);
  }
}
