package io.tidemark.simulator.tape;

import io.tidemark.model.Side;
import io.tidemark.model.Symbol;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import tools.jackson.databind.JsonNode;

/**
 * Books as they were after each message of Kraken's WebSocket version 2, {@code {"ts", "symbol",
 * "bids", "asks"}}: every line is the whole of what was seen, levels as {@code [price, quantity]}.
 */
final class KrakenDepthV2 implements DepthForm {

  private final DepthLog log;
  private final KrakenMarket market;

  KrakenDepthV2(DepthLog log, Symbol symbol) {
    this.log = log;
    this.market = new KrakenMarket(log, symbol);
  }

  @Override
  public void read(String line) {
    JsonNode book = log.json(line);
    if (!market.isCalled(book.path("symbol").asString(""))) {
      return;
    }
    log.depth().step(micros(book.path("ts").asString("")), true);
    levels(book.path("bids"), Side.BUY);
    levels(book.path("asks"), Side.SELL);
  }

  private long micros(String time) {
    try {
      return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(time));
    } catch (DateTimeParseException e) {
      throw log.malformed("ts is '" + time + "'", "ts such as 2024-11-12T06:50:44.897594Z");
    }
  }

  private void levels(JsonNode rows, Side side) {
    for (JsonNode row : rows) {
      log.depth()
          .change(
              side,
              log.price(row.path(0), "a level's price"),
              log.amount(row.path(1), "a level's quantity"));
    }
  }

  @Override
  public void finish() {
    market.finish();
  }

  @Override
  public int skippedUpdates() {
    return 0;
  }
}
