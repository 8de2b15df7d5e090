package io.tidemark.simulator.faults;

import io.tidemark.simulator.stream.Checksums;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** A client's book of version 1: keeps so many levels and no more, after every single change. */
public final class KeptBook {

  private final int depth;
  private final TreeMap<BigDecimal, List<String>> asks = new TreeMap<>();
  private final TreeMap<BigDecimal, List<String>> bids = new TreeMap<>(Comparator.reverseOrder());

  public KeptBook(int depth) {
    this.depth = depth;
  }

  /** Takes a message in; false if it carries a checksum that is not the book's. */
  public boolean apply(JsonNode message) {
    boolean right = true;
    for (int i = 1; i < message.size() - 2; i++) {
      JsonNode change = message.path(i);
      for (String name : List.of("as", "a")) {
        change.path(name).forEach(row -> put(asks, row));
      }
      for (String name : List.of("bs", "b")) {
        change.path(name).forEach(row -> put(bids, row));
      }
      if (change.has("c")) {
        long checksum = Checksums.of(List.copyOf(asks.values()), List.copyOf(bids.values()));
        right &= change.path("c").asString().equals(Long.toString(checksum));
      }
    }
    return right;
  }

  public TreeMap<BigDecimal, List<String>> asks() {
    return asks;
  }

  public TreeMap<BigDecimal, List<String>> bids() {
    return bids;
  }

  private void put(TreeMap<BigDecimal, List<String>> side, JsonNode row) {
    BigDecimal price = new BigDecimal(row.path(0).asString());
    if (new BigDecimal(row.path(1).asString()).signum() == 0) {
      side.remove(price);
    } else {
      side.put(price, List.of(row.path(0).asString(), row.path(1).asString()));
    }
    while (side.size() > depth) {
      side.pollLastEntry();
    }
  }
}
