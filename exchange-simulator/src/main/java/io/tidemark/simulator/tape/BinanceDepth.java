package io.tidemark.simulator.tape;

import io.tidemark.model.Side;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Binance's raw messages, {@code {"recv_ns", "msg"}}, where {@code msg} is the answer of the depth
 * request, or a message of a {@code depth} or {@code trade} stream; other streams are not needed.
 * Updates that the snapshot holds already are skipped and counted; those that came before it and go
 * on from it are not. From then on none may be missing. A later snapshot is the whole book again,
 * if it is not older than the book is.
 *
 * <p>The book starts with the first update that goes on from the snapshot, whose own time the venue
 * does not tell.
 */
final class BinanceDepth implements DepthForm {

  private static final long MICROS_A_MILLI = 1000;

  private final DepthLog log;
  private final List<JsonNode> beforeSnapshot = new ArrayList<>();
  private @Nullable JsonNode snapshot;
  private long lastUpdate = -1;
  private int skippedUpdates;

  BinanceDepth(DepthLog log) {
    this.log = log;
  }

  @Override
  public void read(String line) {
    if (line.contains("@bookTicker\"")) {
      return;
    }
    JsonNode message = log.json(line).path("msg");
    if (message.has("lastUpdateId")) {
      readSnapshot(message);
      return;
    }
    JsonNode data = message.has("data") ? message.path("data") : message;
    switch (data.path("e").asString("")) {
      case "depthUpdate" -> readUpdate(data);
      case "trade" -> readTrade(data);
      default -> {
        // other streams tell nothing that the book and the trades do not
      }
    }
  }

  private void readSnapshot(JsonNode message) {
    long update = log.whole(message, "lastUpdateId");
    if (update < lastUpdate) {
      return;
    }
    snapshot = message;
    lastUpdate = update;
    List<JsonNode> earlier = List.copyOf(beforeSnapshot);
    beforeSnapshot.clear();
    earlier.forEach(this::readUpdate);
  }

  private void readUpdate(JsonNode update) {
    if (lastUpdate < 0) {
      beforeSnapshot.add(update);
      return;
    }
    long last = log.whole(update, "u");
    if (last <= lastUpdate) {
      skippedUpdates++;
      return;
    }
    long first = log.whole(update, "U");
    if (first > lastUpdate + 1) {
      throw log.malformed(
          "update %d follows %d".formatted(first, lastUpdate), "no update to be missing");
    }
    log.depth().step(log.whole(update, "E") * MICROS_A_MILLI, snapshot != null);
    if (snapshot != null) {
      changes(snapshot.path("bids"), Side.BUY);
      changes(snapshot.path("asks"), Side.SELL);
      snapshot = null;
    }
    changes(update.path("b"), Side.BUY);
    changes(update.path("a"), Side.SELL);
    lastUpdate = last;
  }

  private void changes(JsonNode rows, Side side) {
    for (JsonNode row : rows) {
      log.depth()
          .change(
              side,
              log.price(row.path(0), "a level's price"),
              log.amount(row.path(1), "a level's quantity"));
    }
  }

  private void readTrade(JsonNode trade) {
    long price = log.price(trade.path("p"), "p");
    long amount = log.amount(trade.path("q"), "q");
    if (amount == 0 || price == 0) {
      log.trades().skipRow();
      return;
    }
    log.trades()
        .trade(
            log.whole(trade, "T") * MICROS_A_MILLI,
            price,
            amount,
            trade.path("m").booleanValue() ? Side.SELL : Side.BUY);
  }

  @Override
  public void finish() {
    if (log.depth().size() == 0) {
      throw log.malformed("no update goes on from a snapshot", "a depth snapshot and its updates");
    }
    if (log.trades().isEmpty()) {
      throw log.malformed("nothing is traded in it", "at least one trade");
    }
  }

  @Override
  public int skippedUpdates() {
    return skippedUpdates;
  }
}
