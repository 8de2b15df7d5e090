package io.tidemark.ingestor.store;

import io.tidemark.exchange.InvalidData;

/** Where data goes that cannot be true. */
@FunctionalInterface
public interface QuarantineLog {

  /** Keeps it apart; a repeat is harmless. */
  void record(InvalidData data);
}
