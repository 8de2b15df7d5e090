package io.tidemark.backtester.search;

import io.tidemark.core.optimise.split.HoldOutOpening;
import java.io.IOException;
import java.util.List;

/** Every look at a hold-out that was taken, kept for good. */
public interface HoldOutLedger {

  /**
   * All looks, in order.
   *
   * @throws IOException if they cannot be read
   */
  List<HoldOutOpening> openings() throws IOException;

  /**
   * Keeps a look; to be done before it is taken.
   *
   * @throws IOException if it cannot be kept
   */
  void add(HoldOutOpening opening) throws IOException;
}
