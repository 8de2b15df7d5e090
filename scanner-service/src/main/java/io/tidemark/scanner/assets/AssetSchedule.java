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

/**
 * Has the assets judged once the service runs, then as often as configured by the suite's clock,
 * and when asked. However fast that clock is, judgements begin at least {@link #LEAST_PAUSE} of
 * this machine's time apart, save one that is asked for.
 */
final class AssetSchedule implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(AssetSchedule.class);

  private static final Duration TICK = Duration.ofMillis(500);
  private static final Duration LEAST_PAUSE = Duration.ofSeconds(10);

  private final AssetUniverse universe;
  private final MarketFigures market;
  private final SuiteClock clock;
  private final Duration period;
  private final boolean filtersOn;
  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("assets").factory());

  private @Nullable Instant lastJudged;
  private @Nullable String problem;
  private long lastBegan;
  private boolean asked = true;
  private boolean judging;
  private volatile boolean running;

  AssetSchedule(
      AssetUniverse universe,
      MarketFigures market,
      SuiteClock clock,
      Duration period,
      boolean filtersOn) {
    this.universe = universe;
    this.market = market;
    this.clock = clock;
    this.period = period;
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
        filtersOn ? "on" : "off", judging || asked, lastJudged, problem, market.sources());
  }

  /** The assets are judged again as soon as what is under way is done. */
  synchronized void ask() {
    asked = true;
  }

  @Override
  public void start() {
    running = true;
    lastBegan = System.nanoTime();
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
      LOG.error("event=assets_failed cause=\"{}\" then=\"tried again at the next turn\"", failure);
    }
    done(now, failure);
  }

  private synchronized boolean take(Instant now) {
    boolean rested = System.nanoTime() - lastBegan >= LEAST_PAUSE.toNanos();
    boolean due = lastJudged == null || !lastJudged.plus(period).isAfter(now);
    if (!asked && !(rested && due)) {
      return false;
    }
    asked = false;
    judging = true;
    lastBegan = System.nanoTime();
    return true;
  }

  private synchronized void done(Instant now, @Nullable String failure) {
    judging = false;
    problem = failure;
    if (failure == null) {
      lastJudged = now;
    }
  }

  @Override
  public void stop() {
    running = false;
    executor.shutdownNow();
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
