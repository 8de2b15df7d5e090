package io.tidemark.exchange.xchange;

/** Something that brings market data to a desk. */
interface FeedSource extends AutoCloseable {

  void start();

  /** Ends it; it brings nothing after this returns. */
  @Override
  void close();
}
