package io.tidemark.exchange.xchange;

import java.time.Instant;
import java.util.Optional;

/** Something that brings market data to a desk. */
interface FeedSource extends AutoCloseable {

  void start();

  /** When what it lives on is known to have worked last; empty while it does not. */
  Optional<Instant> heardAt();

  /** Ends it; it brings nothing after this returns. */
  @Override
  void close();
}
