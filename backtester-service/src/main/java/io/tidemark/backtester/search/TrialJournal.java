package io.tidemark.backtester.search;

import java.io.IOException;
import java.util.List;

/** The trials of a search that are done, kept as they end, so that it can be gone on with. */
public interface TrialJournal {

  /**
   * The trials that were done when it was opened, in the order they ended.
   *
   * @param fold number of the part of the history that they were run over
   */
  List<TrialRecord> known(int fold);

  /** How many trials of all folds were done when it was opened. */
  int known();

  /**
   * Adds a trial; once this returns, an end of the program does not lose it.
   *
   * @throws IOException if it cannot be kept
   */
  void add(int fold, TrialRecord trial) throws IOException;
}
