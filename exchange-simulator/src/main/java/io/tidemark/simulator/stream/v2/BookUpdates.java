package io.tidemark.simulator.stream.v2;

import io.tidemark.core.fill.DepthLevel;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Side;
import io.tidemark.simulator.market.Depth;
import io.tidemark.simulator.market.Pair;
import io.tidemark.simulator.rest.KrakenJson;
import io.tidemark.simulator.tape.BookChecksum;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A book down to a depth: as a whole, then as what changed since. As Kraken does it, a level that
 * only fell out of the depth is not told of: a client cuts its book to the depth it asked for.
 */
final class BookUpdates {

  private static final int CHECKED_LEVELS = 10;

  private final Pair pair;
  private final int depth;
  private Depth told;

  BookUpdates(Pair pair, int depth, Depth book) {
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
    return content(levels(told.bids()), levels(told.asks()), nowMicros);
  }

  /** What changed since the last call, if anything did. */
  Optional<ObjectNode> changes(Depth book, long nowMicros) {
    Depth now = cut(book);
    ArrayNode bids = changes(Side.BUY, told.bids(), now.bids());
    ArrayNode asks = changes(Side.SELL, told.asks(), now.asks());
    told = now;
    return bids.isEmpty() && asks.isEmpty()
        ? Optional.empty()
        : Optional.of(content(bids, asks, nowMicros));
  }

  private ObjectNode content(ArrayNode bids, ArrayNode asks, long nowMicros) {
    ObjectNode content = KrakenJson.object().put("symbol", pair.symbol().toString());
    content.set("bids", bids);
    content.set("asks", asks);
    return content.put("checksum", checksum()).put("timestamp", Times.micros(nowMicros));
  }

  private ArrayNode levels(List<DepthLevel> side) {
    ArrayNode levels = KrakenJson.array();
    side.forEach(level -> levels.add(level(level.price(), level.quantity().value())));
    return levels;
  }

  /** What went comes first, so that a client that cuts after each level loses none. */
  private ArrayNode changes(Side side, List<DepthLevel> before, List<DepthLevel> after) {
    Map<Price, Quantity> left = new HashMap<>();
    before.forEach(level -> left.put(level.price(), level.quantity()));
    ArrayNode set = KrakenJson.array();
    for (DepthLevel level : after) {
      Quantity old = left.remove(level.price());
      if (!level.quantity().equals(old)) {
        set.add(level(level.price(), level.quantity().value()));
      }
    }
    ArrayNode changes = KrakenJson.array();
    before.stream()
        .map(DepthLevel::price)
        .filter(left::containsKey)
        .filter(price -> !isBeyond(side, price, after))
        .forEach(price -> changes.add(level(price, BigDecimal.ZERO)));
    set.forEach(changes::add);
    return changes;
  }

  private boolean isBeyond(Side side, Price price, List<DepthLevel> levels) {
    return levels.size() == depth
        && (side == Side.BUY
            ? price.isBelow(levels.getLast().price())
            : price.isAbove(levels.getLast().price()));
  }

  private ObjectNode level(Price price, BigDecimal quantity) {
    return KrakenJson.object()
        .put("price", Numbers.price(pair, price.value()))
        .put("qty", Numbers.amount(quantity));
  }

  private long checksum() {
    return BookChecksum.of(words(told.asks()), words(told.bids()));
  }

  private List<BookChecksum.Level> words(List<DepthLevel> side) {
    return side.stream()
        .limit(CHECKED_LEVELS)
        .map(
            level ->
                new BookChecksum.Level(
                    Numbers.price(pair, level.price().value()).toPlainString(),
                    Numbers.amount(level.quantity().value()).toPlainString()))
        .toList();
  }
}
