package io.tidemark.core.history;

import io.tidemark.core.bar.BarBuilder;
import io.tidemark.core.bar.TradeOutcome;
import io.tidemark.core.bar.TradeOutcome.Disposition;
import io.tidemark.model.Bar;
import io.tidemark.model.Completeness;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.event.MarketTrade;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The bars of one window from its trades, all timeframes in one pass. Only bars that lie in the
 * window entirely are made. Its {@link #snapshot} after any trade lets another instance go on
 * exactly there. Not safe for use by several threads.
 */
public final class WindowBars {

  /** Pages may overlap, and trades may come out of order, by so much. */
  private static final Duration DISORDER = Duration.ofMinutes(10);

  private final Span window;
  private final BarBuilder builder;
  private final List<Bar> made = new ArrayList<>();

  /**
   * @param timeframes of a day or less, at least one
   */
  public WindowBars(InstrumentId instrument, Collection<Timeframe> timeframes, Span window) {
    this.window = window;
    this.builder = new BarBuilder(instrument, timeframes, Duration.ZERO, DISORDER);
    builder.primeFrom(window.from());
  }

  /** What {@link #snapshot} gave goes on here; the window and timeframes must be the same. */
  public static WindowBars restore(
      InstrumentId instrument, Collection<Timeframe> timeframes, Span window, byte[] snapshot) {
    WindowBars bars = new WindowBars(instrument, timeframes, window);
    bars.builder.restore(snapshot);
    return bars;
  }

  /**
   * Takes a trade; one outside the window is ignored.
   *
   * @return false if it is so far out of order that its bars are no longer held: the venue's
   *     history cannot be trusted to be in order, and the trade is in no bar
   */
  public boolean add(MarketTrade trade) {
    if (!window.holds(trade.eventTime())) {
      return true;
    }
    TradeOutcome outcome = builder.onTrade(trade);
    collect(outcome.messages());
    return outcome.disposition() != Disposition.BEYOND_RETENTION;
  }

  /** Closes what the window's end closes: all its trades were added. */
  public void end() {
    collect(builder.onTime(window.to(), window.to()));
  }

  /** The bars made since the last call; a bar that changed comes again. */
  public List<Bar> take() {
    List<Bar> taken = List.copyOf(made);
    made.clear();
    return taken;
  }

  /** All it knows, save bars that were not taken. */
  public byte[] snapshot() {
    if (!made.isEmpty()) {
      throw new IllegalStateException("bars must be taken before a snapshot, were " + made.size());
    }
    return builder.snapshot();
  }

  /** The last edition of each bar, in the order they were first made. */
  public static List<Bar> latest(Collection<Bar> editions) {
    record Slot(Timeframe timeframe, Instant openTime) {}
    Map<Slot, Bar> last = new LinkedHashMap<>();
    for (Bar bar : editions) {
      last.put(new Slot(bar.timeframe(), bar.openTime()), bar);
    }
    return List.copyOf(last.values());
  }

  private void collect(List<BarsClosed> messages) {
    for (BarsClosed message : messages) {
      for (Bar bar : message.bars()) {
        if (bar.completeness() == Completeness.COMPLETE && isWithin(bar)) {
          made.add(firstEdition(bar));
        }
      }
    }
  }

  private boolean isWithin(Bar bar) {
    return !bar.openTime().isBefore(window.from()) && !bar.closeTime().isAfter(window.to());
  }

  /** Nobody was told of an earlier edition. */
  private static Bar firstEdition(Bar bar) {
    if (bar.revision() == 0) {
      return bar;
    }
    return new Bar(
        bar.timeframe(),
        bar.openTime(),
        bar.open(),
        bar.high(),
        bar.low(),
        bar.close(),
        bar.volume(),
        bar.vwap(),
        bar.trades(),
        bar.buyVolume(),
        bar.imbalance(),
        bar.spread(),
        bar.completeness(),
        bar.source(),
        0);
  }
}
