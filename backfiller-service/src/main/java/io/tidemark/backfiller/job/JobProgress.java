package io.tidemark.backfiller.job;

import io.tidemark.backfiller.job.CursorTable.Extent;
import io.tidemark.backfiller.job.JobView.ItemView;
import io.tidemark.core.history.Span;
import io.tidemark.model.Timeframe;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How far jobs are. */
@Component
class JobProgress {

  private static final double ALL = 100;
  private static final double NEARLY_ALL = 99;

  private final JobTable jobs;
  private final CursorTable cursors;
  private final JobRunner runner;

  JobProgress(JobTable jobs, CursorTable cursors, JobRunner runner) {
    this.jobs = jobs;
    this.cursors = cursors;
    this.runner = runner;
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
    return new ItemView(
        symbol,
        item.phase(),
        item.detail(),
        span == null ? null : span.from(),
        span == null ? null : span.to(),
        percent(item.phase(), ours),
        ours.stream().mapToLong(Extent::bars).sum(),
        ours.stream().mapToLong(Extent::requests).sum(),
        meter.map(Meter::barsPerSecond).orElse(0.0),
        meter.map(Meter::pace).flatMap(pace -> left(item.phase(), ours, pace)).orElse(null));
  }

  private static double percent(Phase phase, List<Extent> extents) {
    return switch (phase) {
      case WAITING -> 0;
      case DONE -> ALL;
      case COMPLETING -> NEARLY_ALL;
      case CANDLES -> share(extents, Window.Kind.CANDLES);
      case TRADES -> share(extents, Window.Kind.TRADES);
      case FAILED, CANCELLED ->
          extents.stream().anyMatch(extent -> extent.kind() == Window.Kind.TRADES)
              ? share(extents, Window.Kind.TRADES)
              : share(extents, Window.Kind.CANDLES);
    };
  }

  private static double share(List<Extent> extents, Window.Kind kind) {
    return extents.stream()
        .filter(extent -> extent.kind() == kind && extent.total() > 0)
        .mapToDouble(extent -> Math.min(NEARLY_ALL, ALL * extent.done() / extent.total()))
        .findFirst()
        .orElse(0);
  }

  private static Optional<Long> left(Phase phase, List<Extent> extents, double pace) {
    double seconds = extents.stream().mapToDouble(extent -> extent.total() - extent.done()).sum();
    return phase == Phase.WAITING || pace <= 0
        ? Optional.empty()
        : Optional.of((long) Math.ceil(seconds / pace));
  }
}
