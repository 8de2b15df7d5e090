package io.tidemark.ingestor.feed;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Timeframe;
import java.util.EnumMap;
import java.util.Map;

/** What is counted of one instrument's feed. */
final class FeedMetrics {

  final Counter trades;
  final Counter tickers;
  final Counter books;
  final Counter duplicates;
  final Counter corrections;
  final Counter late;
  final Counter gaps;
  final Counter reconnects;
  final Counter recovered;
  final Timer publishLatency;

  private final Map<Timeframe, Counter> bars = new EnumMap<>(Timeframe.class);

  FeedMetrics(MeterRegistry registry, InstrumentId instrument) {
    Tags tags =
        Tags.of("exchange", instrument.exchange(), "symbol", instrument.symbol().toString());
    trades = registry.counter("tidemark_trades_total", tags);
    tickers = registry.counter("tidemark_tickers_total", tags);
    books = registry.counter("tidemark_books_total", tags);
    duplicates = registry.counter("tidemark_trades_duplicate_total", tags);
    corrections = registry.counter("tidemark_trades_correcting_total", tags);
    late = registry.counter("tidemark_trades_late_total", tags);
    gaps = registry.counter("tidemark_stream_gaps_total", tags);
    reconnects = registry.counter("tidemark_stream_reconnects_total", tags);
    recovered = registry.counter("tidemark_trades_recovered_total", tags);
    publishLatency = registry.timer("tidemark_publish_latency_seconds", tags);
    for (Timeframe timeframe : Timeframe.values()) {
      bars.put(
          timeframe,
          registry.counter("tidemark_bars_total", tags.and("timeframe", timeframe.code())));
    }
  }

  void countBar(Timeframe timeframe) {
    Counter counter = bars.get(timeframe);
    if (counter != null) {
      counter.increment();
    }
  }

  long countedBars() {
    return (long) bars.values().stream().mapToDouble(Counter::count).sum();
  }
}
