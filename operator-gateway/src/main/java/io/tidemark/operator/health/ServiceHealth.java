package io.tidemark.operator.health;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a service stands; times are the machine's.
 *
 * @param service its name
 * @param since when it came into its state
 * @param latencyMillis that its last answer took; null before the first
 * @param checkedAt when it was last asked
 * @param detail what is not there; null while it is UP
 */
public record ServiceHealth(
    String service,
    HealthState state,
    Instant since,
    @Nullable Long latencyMillis,
    Instant checkedAt,
    @Nullable String detail) {

  /** Of a service that was not asked yet. */
  static ServiceHealth unknown(String service, Instant now) {
    return new ServiceHealth(service, HealthState.DOWN, now, null, now, "has not answered yet");
  }

  /** After an answer. */
  ServiceHealth answered(HealthState now, @Nullable String why, long millis, Instant at) {
    return new ServiceHealth(service, now, now == state ? since : at, millis, at, why);
  }

  /** After it did not answer for too long. */
  ServiceHealth gone(String why, Instant at) {
    return new ServiceHealth(
        service, HealthState.DOWN, state == HealthState.DOWN ? since : at, latencyMillis, at, why);
  }

  /** After it did not answer once, which a busy machine can cause. */
  ServiceHealth missed(Instant at) {
    return new ServiceHealth(service, state, since, latencyMillis, at, detail);
  }
}
