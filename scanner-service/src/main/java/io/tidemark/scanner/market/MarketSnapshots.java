package io.tidemark.scanner.market;

import io.tidemark.kit.time.SuiteClock;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.event.ScanDecided;
import io.tidemark.model.event.StrategyDecision;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Takes and writes the snapshots of the markets that this scanner scans, and the latest values of
 * indicators, on a thread of its own and between two bursts of bars: the scan never waits for it.
 * What could not be written is tried again; what a killed process had in hand is lost, since it is
 * no input of anything.
 */
@Component
public class MarketSnapshots implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(MarketSnapshots.class);
  private static final Duration TICK = Duration.ofMillis(500);
  private static final long IDLE_NANOS = Duration.ofSeconds(2).toNanos();
  private static final long LULL_NANOS = Duration.ofMillis(250).toNanos();
  private static final long PATIENCE_NANOS = Duration.ofSeconds(5).toNanos();
  private static final int MOST_WAITING = 100_000;

  private final MarketReads reads;
  private final MarketTables tables;
  private final SuiteClock clock;
  private final MarketViews views;
  private final Duration grace;
  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("market-snapshots").factory());

  private List<MarketSnapshot> waiting = new ArrayList<>();
  private Map<List<Object>, MarketTables.Values> values = new LinkedHashMap<>();
  private long lastBars = System.nanoTime();
  private long written = System.nanoTime();
  private long passedOver;
  private volatile boolean running;

  MarketSnapshots(
      MarketReads reads,
      MarketTables tables,
      SuiteClock clock,
      @Value("${tidemark.scanner.market-snapshot-interval:60s}") Duration interval,
      @Value("${tidemark.scanner.market-snapshot-grace:10s}") Duration grace) {
    this.reads = reads;
    this.tables = tables;
    this.clock = clock;
    this.views = new MarketViews(interval);
    this.grace = grace;
  }

  /**
   * Takes note of bars that were scanned.
   *
   * @param decided on them; null if nothing was
   */
  public synchronized void scanned(BarsClosed bars, @Nullable ScanDecided decided) {
    lastBars = System.nanoTime();
    await(views.take(bars, decided));
    if (decided != null) {
      for (StrategyDecision decision : decided.decisions()) {
        values.merge(
            List.of(bars.instrument(), decision.timeframe()),
            new MarketTables.Values(
                bars.instrument(),
                decision.timeframe().code(),
                bars.closeTime(),
                decision.indicators()),
            MarketSnapshots::together);
      }
    }
  }

  private static MarketTables.Values together(
      MarketTables.Values before, MarketTables.Values after) {
    Map<String, Double> byName = new TreeMap<>(before.byName());
    byName.putAll(after.byName());
    return new MarketTables.Values(
        after.instrument(), after.timeframe(), after.closeTime(), byName);
  }

  /** Another scanner takes note of these instruments from now on. */
  public void forget(Collection<InstrumentId> instruments) {
    views.forget(instruments);
  }

  private void await(List<MarketSnapshot> due) {
    waiting.addAll(due);
    if (waiting.size() > MOST_WAITING) {
      int most = waiting.size() - MOST_WAITING;
      passedOver += most;
      waiting.subList(0, most).clear();
      LOG.warn("event=market_snapshots_passed_over count={} total={}", most, passedOver);
    }
  }

  @Override
  public void start() {
    running = true;
    executor.scheduleWithFixedDelay(
        this::tick, TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void tick() {
    try {
      takeDue();
      if (isGoodMoment()) {
        write();
      }
    } catch (RuntimeException e) {
      LOG.warn(
          "event=market_snapshots_not_written cause=\"{}\" then=\"tries again\"", e.getMessage());
    }
  }

  /** Where bars still come, markets without bars may only be late. */
  private synchronized void takeDue() {
    if (System.nanoTime() - lastBars > IDLE_NANOS) {
      await(views.dueThrough(clock.instant().minus(grace)));
    }
  }

  /** Not in the midst of a burst of bars, whose scans need the database too. */
  private synchronized boolean isGoodMoment() {
    long now = System.nanoTime();
    return now - lastBars > LULL_NANOS || now - written > PATIENCE_NANOS;
  }

  private void write() {
    List<MarketSnapshot> snapshots;
    Map<List<Object>, MarketTables.Values> latest;
    synchronized (this) {
      snapshots = waiting;
      latest = values;
      waiting = new ArrayList<>();
      values = new LinkedHashMap<>();
      written = System.nanoTime();
    }
    try {
      tables.saveValues(latest.values());
      latest = Map.of();
      tables.save(complete(snapshots), clock.instant());
    } catch (RuntimeException e) {
      takeBack(snapshots, latest);
      throw e;
    }
  }

  private synchronized void takeBack(
      List<MarketSnapshot> snapshots, Map<List<Object>, MarketTables.Values> latest) {
    waiting.addAll(0, snapshots);
    Map<List<Object>, MarketTables.Values> later = values;
    values = new LinkedHashMap<>(latest);
    later.forEach((key, value) -> values.merge(key, value, MarketSnapshots::together));
  }

  /** The newest one of a market gets the book of now; those before it have none. */
  private List<MarketTables.Completed> complete(List<MarketSnapshot> snapshots) {
    Map<InstrumentId, MarketSnapshot> newest = new HashMap<>();
    snapshots.forEach(one -> newest.put(one.instrument(), one));
    List<MarketTables.Completed> completed = new ArrayList<>(snapshots.size());
    for (MarketSnapshot one : snapshots) {
      boolean now = one.equals(newest.get(one.instrument()));
      completed.add(
          new MarketTables.Completed(
              one,
              now ? reads.volume24h(one.instrument()).orElse(null) : null,
              now ? reads.book(one.instrument()).orElse(null) : null));
    }
    return completed;
  }

  @Override
  public void stop() {
    running = false;
    executor.shutdown();
    try {
      if (executor.awaitTermination(5, TimeUnit.SECONDS)) {
        write();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.warn("event=market_snapshots_lost cause=\"{}\"", e.getMessage());
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
