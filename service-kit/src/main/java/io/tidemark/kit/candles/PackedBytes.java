package io.tidemark.kit.candles;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes that grow as they are written. */
final class PackedBytes {

  private static final int LONGEST_VARINT = 10;

  private byte[] bytes = new byte[1 << 16];
  private int length;

  byte[] array() {
    return bytes;
  }

  int length() {
    return length;
  }

  void clear() {
    length = 0;
  }

  void putByte(int value) {
    reserve(1);
    bytes[length++] = (byte) value;
  }

  void putBytes(byte[] value) {
    reserve(value.length);
    System.arraycopy(value, 0, bytes, length, value.length);
    length += value.length;
  }

  void putText(String text) {
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    if (encoded.length > PackedCandles.LONGEST_TEXT) {
      throw new IllegalArgumentException(
          "a name must not be longer than %d bytes, was %s"
              .formatted(PackedCandles.LONGEST_TEXT, text));
    }
    putVarint(encoded.length);
    putBytes(encoded);
  }

  void putZigzag(long value) {
    putVarint((value << 1) ^ (value >> 63));
  }

  void putVarint(long value) {
    reserve(LONGEST_VARINT);
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes[length++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[length++] = (byte) rest;
  }

  /** Which of the first rows have a value. */
  void putBitmap(boolean[] present, int rows) {
    int size = (rows + 7) / 8;
    reserve(size);
    Arrays.fill(bytes, length, length + size, (byte) 0);
    for (int row = 0; row < rows; row++) {
      if (present[row]) {
        bytes[length + row / 8] |= (byte) (1 << (row % 8));
      }
    }
    length += size;
  }

  private void reserve(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
    }
  }
}
