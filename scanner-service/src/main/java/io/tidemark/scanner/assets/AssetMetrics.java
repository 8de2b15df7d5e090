package io.tidemark.scanner.assets;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;

/** What the universe tells of itself. */
@Component
class AssetMetrics {

  private final MeterRegistry registry;
  private final AtomicInteger eligible = new AtomicInteger();
  private final AtomicInteger excluded = new AtomicInteger();
  private final AtomicLong oldestFigureSeconds = new AtomicLong();

  AssetMetrics(MeterRegistry registry) {
    this.registry = registry;
    assets(eligible, "true");
    assets(excluded, "false");
    Gauge.builder("tidemark_market_figures_age_seconds", oldestFigureSeconds, AtomicLong::get)
        .register(registry);
  }

  private void assets(AtomicInteger count, String isEligible) {
    Gauge.builder("tidemark_assets", count, AtomicInteger::get)
        .tag("eligible", isEligible)
        .register(registry);
  }

  /**
   * @param unanswered assets of which the ingestor told nothing this time
   * @param oldestFigure age of the oldest market figure in use, in seconds
   */
  void judged(int nowEligible, int nowExcluded, int unanswered, long oldestFigure) {
    eligible.set(nowEligible);
    excluded.set(nowExcluded);
    oldestFigureSeconds.set(oldestFigure);
    registry
        .counter("tidemark_asset_refreshes_total", "outcome", unanswered == 0 ? "whole" : "partial")
        .increment();
  }

  void failed() {
    registry.counter("tidemark_asset_refreshes_total", "outcome", "failed").increment();
  }

  void sourceAnswered(String source) {
    count(source, "answered");
  }

  void sourceFailed(String source) {
    count(source, "failed");
  }

  private void count(String source, String outcome) {
    registry
        .counter("tidemark_market_source_reads_total", "source", source, "outcome", outcome)
        .increment();
  }
}
