package io.tidemark.backtester.parity;

import io.tidemark.backtester.parity.CertificateView.Origin;
import io.tidemark.backtester.parity.CertificateView.Status;
import io.tidemark.core.parity.Window;
import io.tidemark.kit.service.RunIdentity;
import io.tidemark.kit.time.SuiteClock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Asks for a certificate of each UTC day, at a time of the next, by the suite's clock. One that
 * failed is asked for again an hour later. A day before this service first ran is left out.
 */
final class NightlyParity implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(NightlyParity.class);
  private static final Duration TICK = Duration.ofSeconds(1);
  private static final Duration PAUSE = Duration.ofHours(1);

  private final RunIdentity identity;
  private final CertificateTable table;
  private final ParityRuns runs;
  private final SuiteClock clock;
  private final @Nullable LocalTime at;
  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("parity-nightly").factory());

  private @Nullable Instant since;
  private @Nullable Window settled;
  private volatile boolean running;

  /**
   * @param at the time of the day, in UTC; null for never
   */
  NightlyParity(
      RunIdentity identity,
      CertificateTable table,
      ParityRuns runs,
      SuiteClock clock,
      @Nullable LocalTime at) {
    this.identity = identity;
    this.table = table;
    this.runs = runs;
    this.clock = clock;
    this.at = at;
  }

  @Override
  public void start() {
    running = true;
    if (at != null) {
      executor.scheduleWithFixedDelay(this::tickSafely, 0, TICK.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void tickSafely() {
    try {
      tick(clock.instant());
    } catch (RuntimeException e) {
      LOG.warn("event=parity_not_asked cause=\"{}\" then=\"tries again\"", e.getMessage());
    }
  }

  /** Asks for what is due. */
  void tick(Instant now) {
    Instant first = since == null ? now : since;
    since = first;
    if (at == null) {
      return;
    }
    Window window = due(now, at);
    if (window.equals(settled)) {
      return;
    }
    if (table.count() == 0 && !window.to().isAfter(first)) {
      settled = window;
      return;
    }
    Optional<CertificateView> last = table.lastNightly(identity.run(), window);
    if (last.isEmpty() || mayTryAgain(last.get(), now)) {
      runs.submit(window, Origin.NIGHTLY);
    } else if (last.get().status() == Status.DONE) {
      settled = window;
    }
  }

  private static boolean mayTryAgain(CertificateView last, Instant now) {
    Instant finishedAt = last.finishedAt();
    return last.status() == Status.FAILED
        && finishedAt != null
        && !now.isBefore(finishedAt.plus(PAUSE));
  }

  /** The day before the last time that it was {@code at}. */
  static Window due(Instant now, LocalTime at) {
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    boolean isPast = !now.isBefore(today.atTime(at).toInstant(ZoneOffset.UTC));
    LocalDate end = isPast ? today : today.minusDays(1);
    return new Window(
        end.minusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant(),
        end.atStartOfDay(ZoneOffset.UTC).toInstant());
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
