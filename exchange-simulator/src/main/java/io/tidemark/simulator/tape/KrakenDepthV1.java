package io.tidemark.simulator.tape;

import io.tidemark.model.Side;
import io.tidemark.model.Symbol;
import io.tidemark.simulator.tape.BookChecksum.Level;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * Raw messages of Kraken's WebSocket version 1, {@code {"recv_ms", "dir", "msg"}}, of any number of
 * markets. Of the one that is wanted, every book message must come out with its checksum, so none
 * may be missing. Levels that fall out of the depth that was subscribed to are gone, for Kraken
 * does not tell of them. Levels at prices that no tape holds, where nobody ever trades, are passed
 * over and counted.
 */
final class KrakenDepthV1 implements DepthForm {

  private static final String BOOK = "book-";
  private static final BigDecimal PRICES_BELOW = new BigDecimal("900000000");

  private final DepthLog log;
  private final KrakenMarket market;
  private final TreeMap<BigDecimal, Level> bids = new TreeMap<>(Comparator.reverseOrder());
  private final TreeMap<BigDecimal, Level> asks = new TreeMap<>();
  private int skippedLevels;

  KrakenDepthV1(DepthLog log, Symbol symbol) {
    this.log = log;
    this.market = new KrakenMarket(log, symbol);
  }

  @Override
  public void read(String line) {
    JsonNode record = log.json(line);
    JsonNode message = record.path("msg");
    if (!record.path("dir").asString("").equals("in")
        || !message.isArray()
        || !market.isCalled(message.path(message.size() - 1).asString(""))) {
      return;
    }
    String channel = message.path(message.size() - 2).asString("");
    if (channel.startsWith(BOOK)) {
      readBook(message, depth(channel));
    } else if (channel.equals("trade")) {
      message.path(1).forEach(this::readTrade);
    } else if (channel.equals("ticker")) {
      JsonNode last = message.path(1).path("c");
      market.lastTraded(log.price(last.path(0), "c"), log.amount(last.path(1), "c"));
    }
  }

  private int depth(String channel) {
    try {
      return Integer.parseInt(channel.substring(BOOK.length()));
    } catch (NumberFormatException e) {
      throw log.malformed("the channel is " + channel, "a channel such as book-1000");
    }
  }

  private void readBook(JsonNode message, int depth) {
    boolean isSnapshot = message.path(1).has("as") || message.path(1).has("bs");
    if (log.depth().size() == 0 && !isSnapshot) {
      throw log.malformed("an update comes before the book", "a snapshot first");
    }
    if (isSnapshot) {
      bids.clear();
      asks.clear();
    }
    log.depth().step(latest(message), isSnapshot);
    for (int i = 1; i < message.size() - 2; i++) {
      JsonNode content = message.path(i);
      changes(content.path(isSnapshot ? "as" : "a"), Side.SELL, asks, depth);
      changes(content.path(isSnapshot ? "bs" : "b"), Side.BUY, bids, depth);
    }
    requireChecksum(message);
  }

  /** When the last of the levels in a message changed. */
  private long latest(JsonNode message) {
    long latest = 0;
    for (int i = 1; i < message.size() - 2; i++) {
      for (JsonNode rows : message.path(i)) {
        if (rows.isArray()) {
          for (JsonNode row : rows) {
            latest = Math.max(latest, log.seconds(row.path(2), "a level's time"));
          }
        }
      }
    }
    return latest;
  }

  private void changes(JsonNode rows, Side side, TreeMap<BigDecimal, Level> levels, int depth) {
    for (JsonNode row : rows) {
      BigDecimal price = log.decimal(row.path(0), "a level's price");
      long amount = log.amount(row.path(1), "a level's quantity");
      change(side, price, amount);
      if (amount == 0) {
        levels.remove(price);
      } else {
        levels.put(price, new Level(row.path(0).asString(), row.path(1).asString()));
      }
    }
    while (levels.size() > depth) {
      change(side, levels.pollLastEntry().getKey(), 0);
    }
  }

  private void change(Side side, BigDecimal price, long amount) {
    if (price.compareTo(PRICES_BELOW) < 0) {
      log.depth().change(side, log.trades().price(price), amount);
    } else {
      skippedLevels++;
    }
  }

  private void requireChecksum(JsonNode message) {
    for (int i = 1; i < message.size() - 2; i++) {
      JsonNode told = message.path(i).path("c");
      if (!told.isMissingNode()) {
        long own = BookChecksum.of(List.copyOf(asks.values()), List.copyOf(bids.values()));
        if (!told.asString("").equals(Long.toString(own))) {
          throw log.malformed(
              "the book's checksum is %d, not %s".formatted(own, told.asString("")),
              "no update to be missing");
        }
      }
    }
  }

  private void readTrade(JsonNode row) {
    market.traded(
        log.seconds(row.path(2), "a trade's time"),
        log.price(row.path(0), "a trade's price"),
        log.amount(row.path(1), "a trade's volume"),
        row.path(3).asString("").equals("s") ? Side.SELL : Side.BUY);
  }

  @Override
  public void finish() {
    market.finish();
  }

  @Override
  public int skippedUpdates() {
    return skippedLevels;
  }
}
