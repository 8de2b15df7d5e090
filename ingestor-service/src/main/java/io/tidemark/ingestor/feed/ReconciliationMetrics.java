package io.tidemark.ingestor.feed;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.tidemark.model.InstrumentId;

/** What is counted of comparisons with the venue's candles. */
final class ReconciliationMetrics {

  private final MeterRegistry registry;

  ReconciliationMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  void agreed(InstrumentId instrument, int bars) {
    registry.counter("tidemark_bars_reconciled_total", tags(instrument)).increment(bars);
  }

  void healed(InstrumentId instrument) {
    registry.counter("tidemark_bars_healed_total", tags(instrument)).increment();
  }

  void replaced(InstrumentId instrument) {
    registry.counter("tidemark_bars_replaced_total", tags(instrument)).increment();
  }

  void differs(InstrumentId instrument, BarDifference.Cause cause) {
    registry
        .counter("tidemark_bar_differences_total", tags(instrument).and("cause", cause.name()))
        .increment();
  }

  private static Tags tags(InstrumentId instrument) {
    return Tags.of("exchange", instrument.exchange(), "symbol", instrument.symbol().toString());
  }
}
