package io.tidemark.ml.reinforcement;

/** How much of its size a signal is given. */
public enum SizeChoice {
  /** It is not traded. */
  SKIP(0),
  /** Half of it. */
  HALF(0.5),
  /** All of it. */
  FULL(1);

  private final double share;

  SizeChoice(double share) {
    this.share = share;
  }

  /** From 0 to 1. */
  public double share() {
    return share;
  }
}
