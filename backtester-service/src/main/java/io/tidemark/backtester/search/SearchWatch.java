package io.tidemark.backtester.search;

import org.jspecify.annotations.Nullable;

/** Looks on while a search goes on. */
public interface SearchWatch {

  /**
   * Is told by one thread that a trial more was run.
   *
   * @param best the best value so far; null without one
   */
  void trialEnded(@Nullable Double best);

  /** Whether the end is wanted; asked by several threads, often. */
  boolean isStopped();
}
