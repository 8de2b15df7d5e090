package io.tidemark.backfiller.job;

/**
 * One scale for an item's way through its phases, on which it never goes back: candles take all of
 * it where nothing else is read, and next to nothing where trades follow.
 */
final class ProgressScale {

  private static final double PLANNED = 1;
  private static final double CANDLES_READ = 2;
  private static final double ALL_READ = 98;
  private static final double COMPLETING = 99;
  private static final double ALL = 100;

  private ProgressScale() {}

  /**
   * Percent, from 0 to 100.
   *
   * @param phase one that is not the end for want of success
   * @param tradesFollow whether trades are read after the candles
   * @param share of what this phase reads, from 0 to 1
   */
  static double percent(Phase phase, boolean tradesFollow, double share) {
    return switch (phase) {
      case WAITING -> 0;
      case CANDLES -> tradesFollow ? PLANNED : between(PLANNED, ALL_READ, share);
      case TRADES -> between(CANDLES_READ, ALL_READ, share);
      case COMPLETING -> COMPLETING;
      case DONE -> ALL;
      case FAILED, CANCELLED ->
          throw new IllegalArgumentException("phase must not be an end, was " + phase);
    };
  }

  private static double between(double low, double high, double share) {
    return low + (high - low) * Math.clamp(share, 0.0, 1.0);
  }
}
