package io.tidemark.core.learn;

/** What came after a bar. Ordinals are the places of a model's class probabilities. */
public enum Label {
  /** The price fell, the stop was touched first, or the trade lost. */
  DOWN,
  /** Neither. */
  NEUTRAL,
  /** The price rose, the target was touched first, or the trade won. */
  UP
}
