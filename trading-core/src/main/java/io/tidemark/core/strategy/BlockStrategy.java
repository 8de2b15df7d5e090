package io.tidemark.core.strategy;

/** A strategy that can say at once what its verdicts on a block of bars are. */
public interface BlockStrategy extends Strategy {

  /**
   * Tells the verdicts on the bars of the block that the graph has taken, as {@link #onBar} would.
   *
   * @param count how many bars
   * @param to gets the ordinals of the verdicts
   */
  void judge(int count, byte[] to);
}
