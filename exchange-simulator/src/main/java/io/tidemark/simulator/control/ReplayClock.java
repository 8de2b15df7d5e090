package io.tidemark.simulator.control;

import io.tidemark.simulator.market.Market;
import io.tidemark.simulator.venue.Venue;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Drives a venue's time from wall time: so many venue seconds a second, never past the limit, and
 * not at all while somebody lags. A machine that is too slow for the speed makes the replay slower;
 * nothing is left out.
 */
public final class ReplayClock {

  /** Trades between two looks at whether somebody lags. */
  private static final int TRADES_A_STEP = 50;

  /** Steps a tick, so that requests are answered in between. */
  private static final int STEPS_A_TICK = 20;

  /** How far ahead the journal is told of the clock, in wall time. */
  private static final Duration LEASE = Duration.ofSeconds(1);

  private static final double NANOS_A_MICRO = 1000.0;

  private final Venue venue;
  private final InstantSource wall;
  private double speed;
  private boolean running;
  private @Nullable Instant limit;
  private Instant anchorWall;
  private long anchorVenue;

  public ReplayClock(
      Venue venue, InstantSource wall, double speed, boolean running, @Nullable Instant limit) {
    this.venue = venue;
    this.wall = wall;
    this.speed = requireSpeed(speed);
    this.running = running;
    this.limit = limit;
    this.anchorWall = wall.instant();
    this.anchorVenue = venue.nowMicros();
  }

  /**
   * Says that a speed is possible.
   *
   * @throws IllegalArgumentException if it is not above 0 and finite
   */
  public static double requireSpeed(double speed) {
    if (!(speed > 0) || Double.isInfinite(speed)) {
      throw new IllegalArgumentException("speed must be above 0 and finite, was " + speed);
    }
    return speed;
  }

  /**
   * Lets the venue's time go on to what wall time says.
   *
   * @param lag whether somebody cannot follow; asked again and again
   */
  public void tick(Lag lag) {
    if (!running || venue.hasEnded() || lag.isLagging()) {
      anchor();
      return;
    }
    long target = bounded(anchorVenue + venueMicros(Duration.between(anchorWall, wall.instant())));
    if (target <= venue.nowMicros()) {
      return;
    }
    if (target > venue.leasedUpToMicros()) {
      venue.lease(bounded(target + venueMicros(LEASE)));
    }
    for (int step = 0; step < STEPS_A_TICK && venue.nowMicros() < target; step++) {
      venue.advance(target, TRADES_A_STEP);
      if (venue.hasEnded() || lag.isLagging()) {
        break;
      }
    }
    if (venue.nowMicros() < target || isAtLimit()) {
      anchor();
    }
  }

  /** Whether somebody cannot follow the replay. */
  @FunctionalInterface
  public interface Lag {
    boolean isLagging();
  }

  private long venueMicros(Duration elapsed) {
    return (long) (elapsed.toNanos() * speed / NANOS_A_MICRO);
  }

  private long bounded(long micros) {
    return limit == null ? micros : Math.min(micros, micros(limit));
  }

  private boolean isAtLimit() {
    return limit != null && venue.nowMicros() >= micros(limit);
  }

  private static long micros(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }

  private void anchor() {
    anchorWall = wall.instant();
    anchorVenue = venue.nowMicros();
  }

  /** How fast venue time runs: venue seconds a wall second, above 0. */
  public void setSpeed(double newSpeed) {
    anchor();
    speed = requireSpeed(newSpeed);
  }

  public void setRunning(boolean newRunning) {
    anchor();
    running = newRunning;
  }

  /** The time that venue time does not pass; null for none. A limit in the past holds the clock. */
  public void setLimit(@Nullable Instant newLimit) {
    anchor();
    limit = newLimit;
  }

  /** What the clock says now. */
  public State state() {
    return new State(
        Market.instant(venue.nowMicros()),
        speed,
        running,
        venue.hasEnded(),
        Optional.ofNullable(limit));
  }

  /**
   * What a clock says.
   *
   * @param speed venue seconds a wall second
   * @param running whether it may go on
   * @param ended whether the data are at their end
   * @param limit what it does not pass, if anything
   */
  public record State(
      Instant venueTime, double speed, boolean running, boolean ended, Optional<Instant> limit) {}
}
