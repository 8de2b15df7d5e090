package io.tidemark.simulator.market;

/**
 * Where the displayed book of a market comes from: modelled from the trades, or recorded. The same
 * number of trades and steps always gives the same book.
 */
public interface DepthSource {

  /**
   * The book now.
   *
   * @param played how many trades of the tape have happened, 1 or above
   */
  Depth after(int played);

  /**
   * A number that changes whenever the book that is displayed does.
   *
   * @param played how many trades of the tape have happened, 1 or above
   */
  long edition(int played);

  /** When it changes next on its own; {@code Long.MAX_VALUE} if only trades change it. */
  default long nextMicros() {
    return Long.MAX_VALUE;
  }

  /** Changes on its own, at {@link #nextMicros()}. */
  default void step() {
    throw new IllegalStateException("this book changes with trades only");
  }

  /** From when on there is a book; {@code Long.MIN_VALUE} if there always is. */
  default long startMicros() {
    return Long.MIN_VALUE;
  }

  /** Whether it was recorded, and so changes on its own and with no trade. */
  boolean isRecorded();
}
