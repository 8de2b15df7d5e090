package io.tidemark.simulator.tape;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32;

/**
 * Kraken's checksum of a book, the same in both versions: the CRC32 of the ten best asks, then the
 * ten best bids, each as price and volume without the point and without leading zeros.
 */
public final class BookChecksum {

  private static final int LEVELS = 10;

  private BookChecksum() {}

  /** A level in the very words that are sent. */
  public record Level(String price, String volume) {}

  /**
   * The checksum as a number from 0 to 2^32-1.
   *
   * @param asks best (lowest) first
   * @param bids best (highest) first
   */
  public static long of(List<Level> asks, List<Level> bids) {
    StringBuilder text = new StringBuilder();
    asks.stream().limit(LEVELS).forEach(level -> append(text, level));
    bids.stream().limit(LEVELS).forEach(level -> append(text, level));
    CRC32 crc = new CRC32();
    crc.update(text.toString().getBytes(StandardCharsets.US_ASCII));
    return crc.getValue();
  }

  private static void append(StringBuilder text, Level level) {
    appendDigits(text, level.price());
    appendDigits(text, level.volume());
  }

  private static void appendDigits(StringBuilder text, String decimal) {
    boolean leading = true;
    for (int i = 0; i < decimal.length(); i++) {
      char digit = decimal.charAt(i);
      leading &= digit == '0' || digit == '.';
      if (!leading && digit != '.') {
        text.append(digit);
      }
    }
  }
}
