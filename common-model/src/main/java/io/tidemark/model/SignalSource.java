package io.tidemark.model;

/** What kind of evidence a signal rests on. */
public enum SignalSource {
  TECHNICAL,
  ML_MODEL,
  ORDER_BOOK,
  /** Several sources or strategies, aggregated. */
  AGGREGATE
}
