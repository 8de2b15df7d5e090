package io.tidemark.backfiller.job;

import io.tidemark.backfiller.venue.Venue;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Symbol;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Works on one item, from where it stands to its end. */
final class ItemRun {

  private static final Logger LOG = LoggerFactory.getLogger(ItemRun.class);

  private final Workbench bench;
  private final UUID jobId;
  private final Symbol symbol;
  private final Insistence insistence;
  private final Meter meter;

  ItemRun(Workbench bench, WorkItem item, Halt halt, Meter meter) {
    this.bench = bench;
    this.jobId = item.jobId();
    this.symbol = item.instrument().symbol();
    this.meter = meter;
    this.insistence =
        new Insistence(halt, bench.properties().longestPause(), item.instrument().toString());
  }

  /**
   * Runs to the end.
   *
   * @throws Halt.HaltedException if the work is to end before
   */
  void run() {
    WorkItem item = item();
    InstrumentId instrument = item.instrument();
    try {
      Venue venue = bench.venues().of(instrument.exchange());
      Sources sources = Sources.of(venue.capabilities(), item.timeframes());
      MissingBars missing = new MissingBars(bench, sources, insistence);
      Planner planner = new Planner(bench, venue, sources, missing, insistence);
      LOG.info(
          "event=backfill_begins job={} instrument={} phase={}", jobId, instrument, item.phase());
      while (!item.phase().isFinal()) {
        step(item, venue, sources, missing, planner);
        item = item();
      }
      LOG.info(
          "event=backfill_ends job={} instrument={} phase={} seconds={} bars_per_second={} detail=\"{}\"",
          jobId,
          instrument,
          item.phase(),
          Math.round(meter.seconds()),
          Math.round(meter.barsPerSecond()),
          item.detail());
    } catch (Insistence.FailedException | IllegalArgumentException e) {
      LOG.warn(
          "event=backfill_failed job={} instrument={} cause=\"{}\"",
          jobId,
          instrument,
          e.getMessage());
      fail(item, String.valueOf(e.getMessage()));
    }
  }

  private void fail(WorkItem item, String detail) {
    insistence.run(() -> bench.transaction(() -> bench.jobs().enter(item, Phase.FAILED, detail)));
  }

  private WorkItem item() {
    return insistence.until(() -> bench.jobs().item(jobId, symbol));
  }

  private void step(
      WorkItem item, Venue venue, Sources sources, MissingBars missing, Planner planner) {
    switch (item.phase()) {
      case WAITING -> planner.plan(item);
      case CANDLES -> candles(item, venue, sources, planner);
      case TRADES -> trades(item, venue, sources);
      case COMPLETING -> new Completion(bench, sources, missing, item, insistence).run();
      case DONE, FAILED, CANCELLED -> throw new IllegalStateException("it has ended");
    }
  }

  private void candles(WorkItem item, Venue venue, Sources sources, Planner planner) {
    List<Window> windows = open(item, Window.Kind.CANDLES);
    Instant reach = item.plannedSpan().to();
    for (Window window : windows) {
      reach = new CandlePass(bench, venue, item, window, sources.trades(), insistence, meter).run();
    }
    if (sources.trades()
        && windows.stream().anyMatch(window -> window.timeframe() == sources.finest())) {
      List<Window> coarser = planner.coarserCandleWindows(item, reach);
      insistence.run(() -> bench.transaction(() -> bench.cursors().insert(coarser)));
      if (!coarser.isEmpty()) {
        return;
      }
    }
    List<Window> trades = sources.trades() ? planner.tradeWindows(item) : List.of();
    insistence.run(
        () ->
            bench.transaction(
                () -> {
                  bench.cursors().insert(trades);
                  bench.jobs().enter(item, Phase.TRADES, "");
                }));
  }

  /** Several windows at once, the newest first. */
  private void trades(WorkItem item, Venue venue, Sources sources) {
    List<Callable<Boolean>> passes = new ArrayList<>();
    for (Window window : open(item, Window.Kind.TRADES)) {
      passes.add(
          () -> {
            new TradePass(bench, venue, item, sources.direct(), window, insistence, meter).run();
            return true;
          });
    }
    runAll(passes);
    insistence.run(() -> bench.transaction(() -> bench.jobs().enter(item, Phase.COMPLETING, "")));
  }

  private void runAll(List<Callable<Boolean>> passes) {
    try (ExecutorService readers =
        Executors.newFixedThreadPool(
            bench.properties().windowsAtOnce(),
            Thread.ofVirtual().name("backfill-" + symbol + "-", 0).factory())) {
      List<Future<Boolean>> running = new ArrayList<>();
      passes.forEach(pass -> running.add(readers.submit(pass)));
      try {
        for (Future<Boolean> pass : running) {
          pass.get();
        }
      } catch (ExecutionException e) {
        running.forEach(pass -> pass.cancel(true));
        throw e.getCause() instanceof RuntimeException failure
            ? failure
            : new IllegalStateException(e.getCause());
      } catch (InterruptedException e) {
        running.forEach(pass -> pass.cancel(true));
        Thread.currentThread().interrupt();
        throw new Halt.HaltedException();
      }
    }
  }

  private List<Window> open(WorkItem item, Window.Kind kind) {
    return insistence.until(() -> bench.cursors().open(item, kind));
  }
}
