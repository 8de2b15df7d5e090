package io.tidemark.simulator.stream;

import io.tidemark.core.fill.DepthLevel;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.simulator.market.Depth;
import io.tidemark.simulator.market.Pair;
import io.tidemark.simulator.rest.KrakenJson;
import io.tidemark.simulator.tape.BookChecksum;
import io.tidemark.simulator.tape.BookChecksum.Level;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A book down to a depth: as a whole, then as what changed since. */
final class BookFeed {

  private static final String GONE = Pair.amountText(Quantity.ZERO.value());

  private final Pair pair;
  private final int depth;
  private Depth told;

  BookFeed(Pair pair, int depth, Depth book) {
    this.pair = pair;
    this.depth = depth;
    this.told = cut(book);
  }

  private Depth cut(Depth book) {
    return new Depth(
        book.bids().stream().limit(depth).toList(), book.asks().stream().limit(depth).toList());
  }

  /** The book that was told last, as a whole. */
  ObjectNode snapshot(long nowMicros) {
    ObjectNode node = KrakenJson.object();
    ArrayNode asks = node.putArray("as");
    told.asks().forEach(level -> asks.add(row(level, nowMicros)));
    ArrayNode bids = node.putArray("bs");
    told.bids().forEach(level -> bids.add(row(level, nowMicros)));
    return node;
  }

  /** What changed since the last call: no, one or two objects, the last one with the checksum. */
  List<ObjectNode> changes(Depth book, long nowMicros) {
    Depth now = cut(book);
    ArrayNode asks = changes(told.asks(), now.asks(), nowMicros);
    ArrayNode bids = changes(told.bids(), now.bids(), nowMicros);
    told = now;
    if (asks.isEmpty() && bids.isEmpty()) {
      return List.of();
    }
    ObjectNode ofAsks = KrakenJson.object();
    ofAsks.set("a", asks);
    ObjectNode ofBids = KrakenJson.object();
    ofBids.set("b", bids);
    List<ObjectNode> parts =
        asks.isEmpty()
            ? List.of(ofBids)
            : bids.isEmpty() ? List.of(ofAsks) : List.of(ofAsks, ofBids);
    parts.getLast().put("c", Long.toString(checksum()));
    return parts;
  }

  /** What went comes first, so that a client that keeps only so many levels loses none. */
  private ArrayNode changes(List<DepthLevel> before, List<DepthLevel> after, long nowMicros) {
    Map<Price, Quantity> left = new HashMap<>();
    before.forEach(level -> left.put(level.price(), level.quantity()));
    ArrayNode set = KrakenJson.array();
    for (DepthLevel level : after) {
      Quantity old = left.remove(level.price());
      if (!level.quantity().equals(old)) {
        set.add(row(level, nowMicros));
      }
    }
    ArrayNode changes = KrakenJson.array();
    before.stream()
        .map(DepthLevel::price)
        .filter(left::containsKey)
        .forEach(
            price ->
                changes.add(
                    KrakenJson.strings(
                        pair.priceText(price.value()), GONE, KrakenJson.secondsText(nowMicros))));
    set.forEach(changes::add);
    return changes;
  }

  private ArrayNode row(DepthLevel level, long nowMicros) {
    Level words = words(level);
    return KrakenJson.strings(words.price(), words.volume(), KrakenJson.secondsText(nowMicros));
  }

  private long checksum() {
    return BookChecksum.of(
        told.asks().stream().limit(10).map(this::words).toList(),
        told.bids().stream().limit(10).map(this::words).toList());
  }

  private Level words(DepthLevel level) {
    return new Level(
        pair.priceText(level.price().value()), Pair.amountText(level.quantity().value()));
  }
}
