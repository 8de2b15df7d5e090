package io.tidemark.backfiller.gap;

import java.time.Duration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/**
 * Down when the healing of live gaps has ended, degraded while its passes fail or take long, up
 * otherwise.
 */
public final class HealingHealth implements HealthIndicator {

  /** Works, but not as it should; needs no restart. */
  static final Status DEGRADED = new Status("DEGRADED");

  private static final Duration LONG = Duration.ofMinutes(5);

  private final Healer healer;

  HealingHealth(Healer healer) {
    this.healer = healer;
  }

  @Override
  public Health health() {
    Health.Builder health = Health.status(status());
    health.withDetail("secondsSinceLastPass", healer.sinceLastPass().toSeconds());
    String failure = healer.failure();
    if (failure != null) {
      health.withDetail("failure", failure);
    }
    return health.build();
  }

  private Status status() {
    if (!healer.isAlive()) {
      return Status.DOWN;
    }
    boolean well = healer.failure() == null && healer.sinceLastPass().compareTo(LONG) < 0;
    return well ? Status.UP : DEGRADED;
  }
}
