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
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.CRC32;

/**
 * A local book, kept by a stream's snapshot and updates, as deep as was subscribed. Levels keep the
 * venue's digits: the checksum is over them, trailing zeros included. One thread changes it; any
 * may look.
 */
final class KrakenBook {

  /** Levels a side in the checksum. */
  private static final int CHECKED = 10;

  /** Where a level that is not new, but comes back into the depth, is marked. */
  private static final int REPUBLISHED = 3;

  private static final List<String> SIDES = List.of("as", "bs", "a", "b");

  private record Level(String price, String quantity) {}

  /** What became of the book. */
  enum Outcome {
    /** It agrees with the checksum, or the message told none. */
    RIGHT,
    /** The message is older than the book, which it left as it was. */
    STALE,
    /** It does not agree with the checksum. */
    WRONG,
    /** Its best bid is at or above its best ask. */
    CROSSED
  }

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

  /**
   * Takes a snapshot in place of everything.
   *
   * @throws InvalidRow if a level cannot be true; the book is not to be used then
   */
  synchronized Outcome replace(JsonNode snapshot) throws InvalidRow {
    bids.clear();
    asks.clear();
    put(asks, snapshot.path("as"));
    put(bids, snapshot.path("bs"));
    trim(asks);
    trim(bids);
    return isCrossed() ? Outcome.CROSSED : Outcome.RIGHT;
  }

  /**
   * Applies one message's payloads; sides come in one or in two.
   *
   * @throws InvalidRow if a level cannot be true; the book is not to be used then
   */
  synchronized Outcome apply(List<JsonNode> payloads) throws InvalidRow {
    Optional<Instant> newest = newest(payloads, false);
    if (newest.isPresent() && newest.get().isBefore(latest)) {
      return Outcome.STALE;
    }
    String checksum = "";
    for (JsonNode payload : payloads) {
      put(asks, payload.path("a"));
      put(bids, payload.path("b"));
      checksum = payload.path("c").asText(checksum);
    }
    trim(asks);
    trim(bids);
    if (!checksum.isEmpty() && !checksum.equals(Long.toString(checksum()))) {
      return Outcome.WRONG;
    }
    return isCrossed() ? Outcome.CROSSED : Outcome.RIGHT;
  }

  /** The latest time that a snapshot or an update tells; the epoch if none. */
  static Instant timeOf(List<JsonNode> payloads) throws InvalidRow {
    return newest(payloads, true).orElse(Instant.EPOCH);
  }

  /**
   * The latest time of an update's changes. A level that comes back into the book's depth keeps the
   * time of its own last change, which tells nothing of the update's.
   */
  private static Optional<Instant> newest(List<JsonNode> payloads, boolean republished)
      throws InvalidRow {
    Instant newest = Instant.EPOCH;
    for (JsonNode payload : payloads) {
      for (String side : SIDES) {
        for (JsonNode level : payload.path(side)) {
          Instant time = KrakenRows.time(level.path(2), "time");
          if ((republished || !level.has(REPUBLISHED)) && time.isAfter(newest)) {
            newest = time;
          }
        }
      }
    }
    return newest.equals(Instant.EPOCH) ? Optional.empty() : Optional.of(newest);
  }

  private boolean isCrossed() {
    return hasBothSides() && bids.firstKey().compareTo(asks.firstKey()) >= 0;
  }

  private void put(NavigableMap<BigDecimal, Level> side, JsonNode levels) throws InvalidRow {
    for (JsonNode level : levels) {
      BigDecimal price = KrakenRows.price(level.path(0), "price").value();
      Level told = new Level(level.path(0).asText(), level.path(1).asText());
      if (KrakenRows.quantity(level.path(1), "volume").isZero()) {
        side.remove(price);
      } else {
        side.put(price, told);
      }
      Instant time = KrakenRows.time(level.path(2), "time");
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
  synchronized long checksum() {
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
  synchronized Instant latest() {
    return latest;
  }

  synchronized boolean hasBothSides() {
    return !bids.isEmpty() && !asks.isEmpty();
  }

  /**
   * The book as it stands.
   *
   * @param most levels a side
   */
  synchronized OrderBookView view(int most) {
    return new OrderBookView(instrument, levels(bids, most), levels(asks, most), latest);
  }

  private static List<BookLevel> levels(NavigableMap<BigDecimal, Level> side, int most) {
    List<BookLevel> levels = new ArrayList<>(Math.min(most, side.size()));
    Quantity cumulative = Quantity.ZERO;
    for (Level level : side.values()) {
      if (levels.size() == most) {
        break;
      }
      Quantity quantity = Quantity.of(level.quantity());
      cumulative = cumulative.plus(quantity);
      levels.add(new BookLevel(Price.of(level.price()), quantity, cumulative));
    }
    return levels;
  }
}
