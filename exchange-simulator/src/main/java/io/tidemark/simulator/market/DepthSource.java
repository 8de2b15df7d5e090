package io.tidemark.simulator.market;

/**
 * Where the displayed book of a market comes from. Recorded trades carry none, so today it is
 * modelled; a recorded book would be another source.
 */
public interface DepthSource {

  /**
   * The book after a number of trades; the same number always gives the same book.
   *
   * @param played how many trades of the tape have happened, 1 or above
   */
  Depth after(int played);
}
