package io.tidemark.simulator.market;

import io.tidemark.core.fill.DepthLevel;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Side;
import io.tidemark.simulator.tape.TradeTape;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A book modelled from the trades before it: it was never recorded. Deterministic.
 *
 * <ul>
 *   <li>The last trade's price is the best ask if a buyer took, else the best bid.
 *   <li>The spread is the median of the recent price changes, at least a tick and at most 0.2 % of
 *       the price.
 *   <li>Behind the best there are levels on a grid of half the spread, {@value #LEVELS} a side.
 *   <li>A level holds the sum of three of the recent trades' amounts, picked by a hash of its
 *       price.
 * </ul>
 *
 * What is recent (the {@value #WINDOW} trades before) is looked at anew every {@value #WINDOW}
 * trades, so that from one trade to the next only the levels near the price change.
 */
public final class ModelledDepth implements DepthSource {

  static final int LEVELS = 100;
  static final int WINDOW = 256;

  private static final long WIDEST_SPREAD_DIVISOR = 500;
  private static final int TRADES_A_LEVEL = 3;

  private final TradeTape tape;
  private final long tick;
  private Regime regime;

  public ModelledDepth(TradeTape tape, int priceDecimals) {
    this.tape = tape;
    this.tick =
        BigDecimal.ONE.movePointRight(TradeTape.PRICE_SCALE - priceDecimals).longValueExact();
    this.regime = new Regime(1);
  }

  @Override
  public Depth after(int played) {
    int seenAt = played < WINDOW ? Integer.highestOneBit(played) : played - played % WINDOW;
    if (regime.seenAt != seenAt) {
      regime = new Regime(seenAt);
    }
    long price = tape.price(played - 1);
    boolean bought = tape.taker(played - 1) == Side.BUY;
    long bestAsk = bought ? ceiling(price) : floor(price) + regime.spread;
    long bestBid = bestAsk - regime.spread;
    return new Depth(regime.levels(Side.BUY, bestBid), regime.levels(Side.SELL, bestAsk));
  }

  @Override
  public long edition(int played) {
    return played;
  }

  @Override
  public boolean isRecorded() {
    return false;
  }

  private long floor(long price) {
    return price - price % tick;
  }

  private long ceiling(long price) {
    return floor(price + tick - 1);
  }

  /** What was learnt from the trades before {@code seenAt}. */
  private final class Regime {
    private final int seenAt;
    private final long[] amounts;
    private final long spread;
    private final long grid;
    private final Map<Long, DepthLevel> bids = new HashMap<>();
    private final Map<Long, DepthLevel> asks = new HashMap<>();

    Regime(int seenAt) {
      this.seenAt = seenAt;
      int first = Math.max(0, seenAt - WINDOW);
      amounts = new long[seenAt - first];
      List<Long> changes = new ArrayList<>();
      for (int i = first; i < seenAt; i++) {
        amounts[i - first] = tape.amount(i);
        long change = i == first ? 0 : Math.abs(tape.price(i) - tape.price(i - 1));
        if (change > 0) {
          changes.add(change);
        }
      }
      Arrays.sort(amounts);
      spread = spread(changes, tape.price(seenAt - 1));
      grid = Math.max(tick, floor(spread / 2));
    }

    private long spread(List<Long> changes, long price) {
      changes.sort(null);
      long median = changes.isEmpty() ? tick : changes.get(changes.size() / 2);
      return Math.max(tick, floor(Math.min(median, price / WIDEST_SPREAD_DIVISOR)));
    }

    List<DepthLevel> levels(Side side, long best) {
      List<DepthLevel> levels = new ArrayList<>(LEVELS);
      boolean down = side == Side.BUY;
      long price = best;
      while (levels.size() < LEVELS && price > 0) {
        levels.add((down ? bids : asks).computeIfAbsent(price, p -> level(side, p)));
        price = down ? (price - 1) / grid * grid : (price / grid + 1) * grid;
      }
      return levels;
    }

    private DepthLevel level(Side side, long price) {
      long amount = 0;
      long hash = mix(price * 2 + side.ordinal() + seenAt * 0x9E3779B97F4A7C15L);
      for (int i = 0; i < TRADES_A_LEVEL; i++) {
        amount += amounts[(int) Long.remainderUnsigned(hash, amounts.length)];
        hash = mix(hash);
      }
      return new DepthLevel(
          new Price(BigDecimal.valueOf(price, TradeTape.PRICE_SCALE)),
          new Quantity(BigDecimal.valueOf(amount, TradeTape.AMOUNT_SCALE)));
    }

    /** The finaliser of SplitMix64. */
    private static long mix(long value) {
      long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
      mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
      return mixed ^ (mixed >>> 31);
    }
  }
}
