package io.tidemark.operator.health;

/** How a service stands. */
public enum HealthState {
  /** It answers, and all that it needs is there. */
  UP,
  /** It answers, and something that it needs is not there. */
  DEGRADED,
  /** It does not answer. */
  DOWN
}
