package io.tidemark.simulator.tape;

import io.tidemark.model.Side;
import io.tidemark.model.Symbol;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The one market that is wanted of a recording from Kraken, and its trades. A venue shows a last
 * price from the start: where the book begins before the first trade, it opens with the trade that
 * the ticker told of as the last one, or else with one of the least amount at the best bid.
 */
final class KrakenMarket {

  /** Kraken's own names of currencies, with the common ones. */
  private static final Map<String, String> COMMON_NAMES = Map.of("XBT", "BTC", "XDG", "DOGE");

  private final DepthLog log;
  private final Symbol symbol;
  private final TreeSet<String> others = new TreeSet<>();
  private final List<Trade> trades = new ArrayList<>();
  private @Nullable Trade lastBefore;

  private record Trade(long timeMicros, long price, long amount, @Nullable Side taker) {}

  KrakenMarket(DepthLog log, Symbol symbol) {
    this.log = log;
    this.symbol = symbol;
  }

  /** Whether Kraken's name of a market, such as {@code XBT/USD}, means the one that is wanted. */
  boolean isCalled(String name) {
    String common =
        Arrays.stream(name.split("/"))
            .map(code -> COMMON_NAMES.getOrDefault(code, code))
            .collect(Collectors.joining("/"));
    if (!common.equals(symbol.toString())) {
      others.add(name);
      return false;
    }
    return true;
  }

  /** A price and an amount that the ticker told of as traded last. */
  void lastTraded(long price, long amount) {
    if (trades.isEmpty() && lastBefore == null && price > 0 && amount > 0) {
      lastBefore = new Trade(0, price, amount, null);
    }
  }

  void traded(long timeMicros, long price, long amount, Side taker) {
    if (amount == 0 || price == 0) {
      log.trades().skipRow();
    } else {
      trades.add(new Trade(timeMicros, price, amount, taker));
    }
  }

  /**
   * Writes the trades down.
   *
   * @throws MalformedRowException if there is no book
   */
  void finish() {
    DepthTape depth = log.depth();
    if (depth.size() == 0) {
      throw log.malformed(
          "it holds no book of " + symbol,
          others.isEmpty() ? "a snapshot and its updates" : "one of " + String.join(", ", others));
    }
    long start = depth.timeMicros(0);
    if (trades.isEmpty() || trades.getFirst().timeMicros() > start) {
      trades.addFirst(opening(start));
    }
    for (Trade trade : trades) {
      log.trades().trade(trade.timeMicros(), trade.price(), trade.amount(), trade.taker());
    }
  }

  private Trade opening(long start) {
    if (lastBefore != null) {
      return new Trade(start, lastBefore.price(), lastBefore.amount(), null);
    }
    DepthTape depth = log.depth();
    long bestBid = 0;
    for (int i = depth.firstChange(0); i < depth.firstChange(1); i++) {
      if (depth.side(i) == Side.BUY && depth.amount(i) > 0) {
        bestBid = Math.max(bestBid, depth.price(i));
      }
    }
    if (bestBid == 0) {
      throw log.malformed("nothing is traded in it and its book has no bid", "a trade or a bid");
    }
    return new Trade(start, bestBid, 1, Side.SELL);
  }
}
