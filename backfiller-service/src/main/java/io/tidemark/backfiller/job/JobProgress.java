package io.tidemark.backfiller.job;

import io.micrometer.core.instrument.MeterRegistry;
import io.tidemark.backfiller.job.CursorTable.Extent;
import io.tidemark.backfiller.job.JobView.ItemView;
import io.tidemark.backfiller.venue.Venues;
import io.tidemark.core.history.Span;
import io.tidemark.exchange.ExchangeCapabilities.TradeHistory;
import io.tidemark.model.Timeframe;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How far jobs are. */
@Component
class JobProgress {

  private final JobTable jobs;
  private final CursorTable cursors;
  private final JobRunner runner;
  private final Venues venues;

  JobProgress(
      JobTable jobs, CursorTable cursors, JobRunner runner, Venues venues, MeterRegistry metrics) {
    this.jobs = jobs;
    this.cursors = cursors;
    this.runner = runner;
    this.venues = venues;
    metrics.gauge("tidemark_backfill_percent", this, JobProgress::percent);
  }

  JobView of(Job job) {
    List<Extent> extents = cursors.extents(job.jobId());
    List<ItemView> items =
        jobs.items(job.jobId()).stream().map(item -> view(item, extents)).toList();
    return new JobView(
        job.jobId(),
        job.exchange(),
        job.symbols().stream().map(Object::toString).toList(),
        job.timeframes().stream().map(Timeframe::code).toList(),
        job.from(),
        job.to(),
        job.status(),
        job.detail(),
        job.createdAt(),
        job.finishedAt(),
        items.stream().mapToDouble(ItemView::percent).average().orElse(0),
        items.stream().mapToLong(ItemView::bars).sum(),
        items.stream().mapToLong(ItemView::requests).sum(),
        items.stream().mapToDouble(ItemView::barsPerSecond).sum(),
        secondsLeft(items),
        items);
  }

  /** The longest of the items; unknown while one of those in work is. */
  private static @Nullable Long secondsLeft(List<ItemView> items) {
    List<ItemView> open = items.stream().filter(item -> !item.phase().isFinal()).toList();
    if (open.isEmpty() || open.stream().anyMatch(item -> item.secondsLeft() == null)) {
      return null;
    }
    return open.stream()
        .map(ItemView::secondsLeft)
        .filter(Objects::nonNull)
        .max(Long::compare)
        .orElse(null);
  }

  private ItemView view(WorkItem item, List<Extent> extents) {
    String symbol = item.instrument().symbol().toString();
    List<Extent> ours = extents.stream().filter(extent -> extent.symbol().equals(symbol)).toList();
    Optional<Meter> meter = runner.meter(item.jobId(), item.instrument().symbol());
    Span span = item.span();
    boolean tradesFollow = tradesFollow(item);
    return new ItemView(
        symbol,
        item.phase(),
        item.detail(),
        span == null ? null : span.from(),
        span == null ? null : span.to(),
        percent(item.phase(), tradesFollow, ours),
        ours.stream().mapToLong(Extent::bars).sum(),
        ours.stream().mapToLong(Extent::requests).sum(),
        meter.map(Meter::barsPerSecond).orElse(0.0),
        meter
            .map(Meter::pace)
            .flatMap(pace -> left(item.phase(), tradesFollow, ours, pace))
            .orElse(null));
  }

  /** Of all jobs that run, each counted alike; 100 without any. */
  double percent() {
    return jobs.running().stream()
        .mapToDouble(job -> of(job).percent())
        .average()
        .orElse(ProgressScale.percent(Phase.DONE, false, 1));
  }

  private static double percent(Phase phase, boolean tradesFollow, List<Extent> extents) {
    boolean readsTrades = extents.stream().anyMatch(extent -> extent.kind() == Window.Kind.TRADES);
    Phase reached =
        switch (phase) {
          case FAILED, CANCELLED ->
              readsTrades ? Phase.TRADES : extents.isEmpty() ? Phase.WAITING : Phase.CANDLES;
          case WAITING, CANDLES, TRADES, COMPLETING, DONE -> phase;
        };
    Window.Kind kind = reached == Phase.TRADES ? Window.Kind.TRADES : Window.Kind.CANDLES;
    return ProgressScale.percent(reached, tradesFollow, share(extents, kind));
  }

  private static double share(List<Extent> extents, Window.Kind kind) {
    return extents.stream()
        .filter(extent -> extent.kind() == kind && extent.total() > 0)
        .mapToDouble(extent -> extent.done() / extent.total())
        .findFirst()
        .orElse(0);
  }

  private boolean tradesFollow(WorkItem item) {
    return venues.of(item.instrument().exchange()).capabilities().tradeHistory()
        == TradeHistory.FULL;
  }

  /** What is left of the candles says nothing of how long trades will take. */
  private static Optional<Long> left(
      Phase phase, boolean tradesFollow, List<Extent> extents, double pace) {
    boolean unknown = phase == Phase.WAITING || (phase == Phase.CANDLES && tradesFollow);
    double seconds = extents.stream().mapToDouble(extent -> extent.total() - extent.done()).sum();
    return unknown || pace <= 0 ? Optional.empty() : Optional.of((long) Math.ceil(seconds / pace));
  }
}
