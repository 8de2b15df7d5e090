package io.tidemark.kit.candles;

/**
 * The six numbers of a line in its usual form: digits with at most one point among them, and commas
 * between. What is written in another way is left to who reads texts.
 */
final class PlainRow {

  static final int FIELDS = 6;

  private final long[] whole = new long[FIELDS];
  private final int[] scale = new int[FIELDS];

  /** Reads a line; false if it is not in this form. */
  boolean read(byte[] bytes, int begin, int end) {
    int at = begin;
    for (int field = 0; field < FIELDS; field++) {
      at = number(field, bytes, at, end);
      boolean last = field == FIELDS - 1;
      if (at < 0 || (last ? at != end : at == end || bytes[at] != ',')) {
        return false;
      }
      at++;
    }
    return true;
  }

  /** Reads a number; gives where it ends, or -1 if it is none. */
  private int number(int field, byte[] bytes, int begin, int end) {
    long value = 0;
    int point = -1;
    int at = begin;
    for (; at < end && bytes[at] != ','; at++) {
      int digit = bytes[at] - '0';
      if (digit >= 0 && digit <= 9) {
        value = value * 10 + digit;
      } else if (bytes[at] == '.' && point < 0) {
        point = at;
      } else {
        return -1;
      }
    }
    int digits = at - begin - (point < 0 ? 0 : 1);
    boolean whole = point < 0;
    if (digits > ExactColumn.MOST_DIGITS
        || digits == 0
        || (!whole && (point == begin || point == at - 1))) {
      return -1;
    }
    this.whole[field] = value;
    this.scale[field] = whole ? 0 : at - 1 - point;
    return at;
  }

  /** A field's digits as a whole number. */
  long whole(int field) {
    return whole[field];
  }

  /** How many of a field's digits stand behind the point. */
  int scale(int field) {
    return scale[field];
  }
}
