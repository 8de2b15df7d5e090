package io.tidemark.exchange.kraken;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * One message about a book, each of its numbers parsed once.
 *
 * @param snapshot whether it replaces the book
 * @param checksum that the venue tells; empty if none
 * @param latestNanos the latest time of its levels, in nanoseconds since 1970; 0 if it has none
 * @param changedNanos the latest time of its changes: a level that comes back into the book's depth
 *     keeps the time of its own last change, which tells nothing of the message's; 0 if it has none
 */
record BookUpdate(
    boolean snapshot,
    List<Level> asks,
    List<Level> bids,
    String checksum,
    long latestNanos,
    long changedNanos) {

  /** Where a level that is not new, but comes back into the depth, is marked. */
  private static final int REPUBLISHED = 3;

  /**
   * A level; its quantity is 0 if it is gone.
   *
   * @param digits of price and quantity as the checksum is over them: without a point and leading
   *     zeros
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Level(Price price, Quantity quantity, byte[] digits) {}

  BookUpdate {
    asks = List.copyOf(asks);
    bids = List.copyOf(bids);
  }

  /** The latest time that it tells; the epoch if none. */
  Instant time() {
    return KrakenTimes.ofNanos(latestNanos);
  }

  /**
   * Reads one message's payloads; sides come in one or in two.
   *
   * @throws InvalidRow if a level cannot be true
   */
  static BookUpdate of(List<JsonNode> payloads) throws InvalidRow {
    JsonNode first = payloads.getFirst();
    boolean snapshot = first.has("as") || first.has("bs");
    Reader reader = new Reader();
    List<Level> asks = new ArrayList<>();
    List<Level> bids = new ArrayList<>();
    String checksum = "";
    for (JsonNode payload : snapshot ? List.of(first) : payloads) {
      reader.read(payload.path(snapshot ? "as" : "a"), asks);
      reader.read(payload.path(snapshot ? "bs" : "b"), bids);
      checksum = payload.path("c").asText(checksum);
    }
    return new BookUpdate(snapshot, asks, bids, checksum, reader.latest, reader.changed);
  }

  /** Reads levels, and keeps the latest of their times. */
  private static final class Reader {
    private long latest;
    private long changed;

    void read(JsonNode levels, List<Level> side) throws InvalidRow {
      for (JsonNode level : levels) {
        JsonNode price = level.path(0);
        JsonNode quantity = level.path(1);
        side.add(
            new Level(
                KrakenRows.price(price, "price"),
                KrakenRows.quantity(quantity, "volume"),
                digits(price.asText(), quantity.asText())));
        long nanos = KrakenRows.nanos(level.path(2), "time");
        latest = Math.max(latest, nanos);
        if (!level.has(REPUBLISHED)) {
          changed = Math.max(changed, nanos);
        }
      }
    }
  }

  private static byte[] digits(String price, String quantity) {
    StringBuilder digits = new StringBuilder(price.length() + quantity.length());
    append(digits, price);
    append(digits, quantity);
    return digits.toString().getBytes(StandardCharsets.US_ASCII);
  }

  private static void append(StringBuilder digits, String decimal) {
    boolean leading = true;
    for (int i = 0; i < decimal.length(); i++) {
      char c = decimal.charAt(i);
      leading = leading && (c == '0' || c == '.');
      if (!leading && c != '.') {
        digits.append(c);
      }
    }
  }
}
