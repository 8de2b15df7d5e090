package io.tidemark.ml.serve;

import io.tidemark.core.feature.FeatureRow;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** By which two rows of features are known to be the same to the last bit. */
public final class RowHash {

  private RowHash() {}

  /**
   * SHA-256, in hex, of the values: eight bytes each, IEEE 754, the highest first, and one pattern
   * for all that are missing.
   */
  public static String of(FeatureRow row) {
    ByteBuffer bytes = ByteBuffer.allocate(row.size() * Double.BYTES);
    for (int i = 0; i < row.size(); i++) {
      bytes.putLong(Double.doubleToLongBits(row.value(i)));
    }
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.array()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
