package io.tidemark.scanner.assets;

import io.tidemark.kit.time.SuiteClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Has the assets judged at their {@link JudgementTurns}, and when asked. */
final class AssetSchedule implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(AssetSchedule.class);

  private static final Duration TICK = Duration.ofMillis(500);
  private final AssetUniverse universe;
  private final MarketFigures market;
  private final AssetMetrics metrics;
  private final SuiteClock clock;
  private final JudgementTurns turns;
  private final boolean filtersOn;
  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("assets").factory());

  private @Nullable String problem;
  private boolean asked;
  private boolean judging;
  private volatile boolean running;

  AssetSchedule(
      AssetUniverse universe,
      MarketFigures market,
      AssetMetrics metrics,
      SuiteClock clock,
      Duration period,
      boolean filtersOn) {
    this.universe = universe;
    this.market = market;
    this.metrics = metrics;
    this.clock = clock;
    this.turns = new JudgementTurns(period, machineTime());
    this.filtersOn = filtersOn;
  }

  /**
   * How judging stands.
   *
   * @param filters {@code on} or {@code off}
   * @param judging whether it is under way now
   * @param lastJudged null before the first time
   * @param problem why the last attempt failed; null if it did not
   */
  record Status(
      String filters,
      boolean judging,
      @Nullable Instant lastJudged,
      @Nullable String problem,
      List<MarketFigures.SourceState> sources) {}

  synchronized Status status() {
    return new Status(
        filtersOn ? "on" : "off",
        judging || asked || turns.isFirst(),
        turns.lastJudged(),
        problem,
        market.sources());
  }

  /** The assets are judged again as soon as what is under way is done. */
  synchronized void ask() {
    asked = true;
  }

  @Override
  public void start() {
    running = true;
    market.start();
    executor.scheduleWithFixedDelay(this::tick, 0, TICK.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void tick() {
    Instant now = clock.instant();
    if (!take(now)) {
      return;
    }
    String failure = null;
    try {
      universe.judge(now);
    } catch (RuntimeException e) {
      failure = String.valueOf(e.getMessage());
      metrics.failed();
      LOG.error("event=assets_failed cause=\"{}\" then=\"tried again at the next turn\"", failure);
    }
    done(now, failure);
  }

  private synchronized boolean take(Instant now) {
    Duration machine = machineTime();
    long news = market.news();
    if (!asked && !turns.isTime(now, machine, news, market.isSettled())) {
      return false;
    }
    turns.began(machine, news);
    asked = false;
    judging = true;
    return true;
  }

  private static Duration machineTime() {
    return Duration.ofNanos(System.nanoTime());
  }

  private synchronized void done(Instant now, @Nullable String failure) {
    judging = false;
    problem = failure;
    if (failure == null) {
      turns.judged(now);
    }
  }

  @Override
  public void stop() {
    running = false;
    market.stop();
    executor.shutdownNow();
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
