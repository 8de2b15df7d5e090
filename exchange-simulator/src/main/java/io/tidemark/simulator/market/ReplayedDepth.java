package io.tidemark.simulator.market;

import io.tidemark.core.fill.DepthLevel;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Side;
import io.tidemark.simulator.tape.DepthTape;
import io.tidemark.simulator.tape.TradeTape;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * A recorded book: it starts as the snapshot and changes as the recording says, never with a trade.
 * Between two changes the matching engine takes from it what trades and orders took.
 */
public final class ReplayedDepth implements DepthSource {

  /** Kraken shows no more. */
  static final int LEVELS = 1000;

  private final DepthTape tape;
  private final TreeMap<Long, DepthLevel> bids = new TreeMap<>(Comparator.reverseOrder());
  private final TreeMap<Long, DepthLevel> asks = new TreeMap<>();
  private int steps;

  public ReplayedDepth(DepthTape tape) {
    this.tape = tape;
  }

  @Override
  public Depth after(int played) {
    return new Depth(best(bids), best(asks));
  }

  private static List<DepthLevel> best(TreeMap<Long, DepthLevel> side) {
    return side.values().stream().limit(LEVELS).toList();
  }

  @Override
  public long edition(int played) {
    return steps;
  }

  @Override
  public long nextMicros() {
    return steps == tape.size() ? Long.MAX_VALUE : tape.timeMicros(steps);
  }

  @Override
  public void step() {
    if (tape.isWhole(steps)) {
      bids.clear();
      asks.clear();
    }
    for (int i = tape.firstChange(steps); i < tape.firstChange(steps + 1); i++) {
      TreeMap<Long, DepthLevel> side = tape.side(i) == Side.BUY ? bids : asks;
      long price = tape.price(i);
      if (tape.amount(i) == 0) {
        side.remove(price);
      } else {
        side.put(price, level(price, tape.amount(i)));
      }
    }
    steps++;
  }

  private static DepthLevel level(long price, long amount) {
    return new DepthLevel(
        new Price(BigDecimal.valueOf(price, TradeTape.PRICE_SCALE)),
        new Quantity(BigDecimal.valueOf(amount, TradeTape.AMOUNT_SCALE)));
  }

  @Override
  public long startMicros() {
    return tape.timeMicros(0);
  }

  @Override
  public boolean isRecorded() {
    return true;
  }
}
