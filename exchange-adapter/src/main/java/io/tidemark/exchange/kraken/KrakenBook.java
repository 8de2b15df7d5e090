package io.tidemark.exchange.kraken;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidemark.exchange.OrderBookView;
import io.tidemark.model.BookLevel;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.zip.CRC32;

/**
 * A local book, kept by a stream's snapshot and updates, as deep as was subscribed. Levels keep the
 * venue's digits: the checksum is over them, trailing zeros included.
 */
final class KrakenBook {

  /** Levels a side in the checksum. */
  private static final int CHECKED = 10;

  private record Level(String price, String quantity) {}

  private final InstrumentId instrument;
  private final int depth;
  private final NavigableMap<BigDecimal, Level> bids = new TreeMap<>(Comparator.reverseOrder());
  private final NavigableMap<BigDecimal, Level> asks = new TreeMap<>();
  private Instant latest = Instant.EPOCH;

  KrakenBook(InstrumentId instrument, int depth) {
    this.instrument = instrument;
    this.depth = depth;
  }

  /** Whether a payload is a snapshot and not an update. */
  static boolean isSnapshot(JsonNode payload) {
    return payload.has("as") || payload.has("bs");
  }

  /** Takes a snapshot in place of everything. */
  void replace(JsonNode snapshot) {
    bids.clear();
    asks.clear();
    put(asks, snapshot.path("as"));
    put(bids, snapshot.path("bs"));
  }

  /**
   * Applies one message's payloads; sides come in one or in two.
   *
   * @return whether the book agrees with the checksum, or the message tells none
   */
  boolean apply(List<JsonNode> payloads) {
    String checksum = "";
    for (JsonNode payload : payloads) {
      put(asks, payload.path("a"));
      put(bids, payload.path("b"));
      checksum = payload.path("c").asText(checksum);
    }
    trim(asks);
    trim(bids);
    return checksum.isEmpty() || checksum.equals(Long.toString(checksum()));
  }

  private void put(NavigableMap<BigDecimal, Level> side, JsonNode levels) {
    for (JsonNode level : levels) {
      Level told = new Level(level.path(0).asText(), level.path(1).asText());
      BigDecimal price = new BigDecimal(told.price());
      if (new BigDecimal(told.quantity()).signum() == 0) {
        side.remove(price);
      } else {
        side.put(price, told);
      }
      Instant time = KrakenTimes.parse(level.path(2).asText());
      if (time.isAfter(latest)) {
        latest = time;
      }
    }
  }

  private void trim(NavigableMap<BigDecimal, Level> side) {
    while (side.size() > depth) {
      side.pollLastEntry();
    }
  }

  /** The CRC32 of the best ten asks, then bids: digits of price and quantity, leading zeros cut. */
  long checksum() {
    StringBuilder digits = new StringBuilder();
    for (Collection<Level> side : List.of(asks.values(), bids.values())) {
      side.stream()
          .limit(CHECKED)
          .forEach(
              level -> {
                appendDigits(digits, level.price());
                appendDigits(digits, level.quantity());
              });
    }
    CRC32 crc = new CRC32();
    crc.update(digits.toString().getBytes(StandardCharsets.US_ASCII));
    return crc.getValue();
  }

  private static void appendDigits(StringBuilder digits, String decimal) {
    boolean leading = true;
    for (int i = 0; i < decimal.length(); i++) {
      char c = decimal.charAt(i);
      leading = leading && (c == '0' || c == '.');
      if (!leading && c != '.') {
        digits.append(c);
      }
    }
  }

  /** The latest time the venue told in this book. */
  Instant latest() {
    return latest;
  }

  boolean hasBothSides() {
    return !bids.isEmpty() && !asks.isEmpty();
  }

  OrderBookView view() {
    return new OrderBookView(instrument, levels(bids), levels(asks), latest);
  }

  private static List<BookLevel> levels(NavigableMap<BigDecimal, Level> side) {
    List<BookLevel> levels = new ArrayList<>(side.size());
    Quantity cumulative = Quantity.ZERO;
    for (Level level : side.values()) {
      Quantity quantity = Quantity.of(level.quantity());
      cumulative = cumulative.plus(quantity);
      levels.add(new BookLevel(Price.of(level.price()), quantity, cumulative));
    }
    return levels;
  }
}
