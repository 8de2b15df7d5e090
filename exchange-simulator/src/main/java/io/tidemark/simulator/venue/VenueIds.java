package io.tidemark.simulator.venue;

import io.tidemark.model.Ids;
import java.math.BigInteger;
import java.util.Locale;

/** Ids that look like Kraken's and derive from an account and a number within it. */
final class VenueIds {
  private VenueIds() {}

  static String order(String account, long number) {
    return id('O', "order", account, number);
  }

  static String fill(String account, long number) {
    return id('T', "fill", account, number);
  }

  /** A letter and 16 more of base 36, 6-5-6: some 82 bits of SHA-256. */
  private static String id(char letter, String kind, String account, long number) {
    String hash = Ids.sha256(kind + '\u001f' + account + '\u001f' + number);
    String digits = new BigInteger(hash, 16).toString(36).toUpperCase(Locale.ROOT);
    return letter
        + digits.substring(0, 5)
        + "-"
        + digits.substring(5, 10)
        + "-"
        + digits.substring(10, 16);
  }
}
