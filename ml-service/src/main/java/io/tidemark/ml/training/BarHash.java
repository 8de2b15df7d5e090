package io.tidemark.ml.training;

import io.tidemark.core.history.BarColumns;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The SHA-256 of bars: equal for the same bars, whatever they were read from. */
public final class BarHash {

  /** The open time and five values, eight bytes each. */
  private static final int BYTES = 6 * Long.BYTES;

  private BarHash() {}

  /**
   * Of the times, prices and volumes of some bars that follow each other.
   *
   * @param from of the first
   * @param to of the first that does not count
   */
  public static String of(BarColumns bars, int from, int to) {
    MessageDigest digest = sha256();
    digest.update(bars.timeframe().code().getBytes(StandardCharsets.UTF_8));
    ByteBuffer bar = ByteBuffer.allocate(BYTES);
    for (int i = from; i < to; i++) {
      bar.clear();
      bar.putLong(bars.openMillis(i));
      bar.putDouble(bars.open(i)).putDouble(bars.high(i)).putDouble(bars.low(i));
      bar.putDouble(bars.close(i)).putDouble(bars.volume(i));
      digest.update(bar.flip());
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
