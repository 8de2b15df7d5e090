package io.tidemark.backfiller.job;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.tidemark.model.InstrumentId;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** What an item has done since this process works on it. Thread-safe. */
final class Meter {

  private final long begun = System.nanoTime();
  private final AtomicLong bars = new AtomicLong();
  private final AtomicLong milliseconds = new AtomicLong();
  private final Counter allBars;
  private final Counter allTrades;
  private final Counter invalid;

  Meter(MeterRegistry metrics, InstrumentId instrument) {
    this.allBars = counter(metrics, instrument, "bars", "Bars made of history");
    this.allTrades = counter(metrics, instrument, "trades", "Trades read from history");
    this.invalid = counter(metrics, instrument, "invalid", "Rows of history that cannot be true");
  }

  private static Counter counter(
      MeterRegistry metrics, InstrumentId instrument, String what, String description) {
    return Counter.builder("tidemark_backfill_" + what + "_total")
        .description(description)
        .tag("exchange", instrument.exchange())
        .tag("symbol", instrument.symbol().toString())
        .register(metrics);
  }

  /**
   * Counts a page.
   *
   * @param read how much of history it covers
   */
  void page(int trades, int newBars, int impossible, Duration read) {
    bars.addAndGet(newBars);
    allBars.increment(newBars);
    allTrades.increment(trades);
    invalid.increment(impossible);
    milliseconds.addAndGet(read.toMillis());
  }

  double seconds() {
    return (System.nanoTime() - begun) / 1e9;
  }

  /** Bars a second. */
  double barsPerSecond() {
    return bars.get() / seconds();
  }

  /** Seconds of history a second. */
  double pace() {
    return milliseconds.get() / 1000.0 / seconds();
  }
}
