package io.tidemark.launcher.link;

import java.time.Duration;

/**
 * How a link carries what is sent over it.
 *
 * @param delay of everything, in each direction; 0 or longer
 * @param bytesPerSecond at most in each direction and connection; 0 for no limit
 * @param lossShare how many of the pieces sent are lost and sent again after {@link #RESENT_AFTER},
 *     0 to 1; what comes after them waits
 * @param carriage whether anything is carried at all
 */
public record LinkState(Duration delay, int bytesPerSecond, double lossShare, Carriage carriage) {

  /** As long as TCP waits at least before it sends again what was not acknowledged. */
  static final Duration RESENT_AFTER = Duration.ofMillis(200);

  /** A link on which nothing is wrong. */
  public static final LinkState SOUND = new LinkState(Duration.ZERO, 0, 0, Carriage.OPEN);

  /** Every connection ends at once, and no new one is taken. */
  public static final LinkState CUT = new LinkState(Duration.ZERO, 0, 0, Carriage.CUT);

  /** Connections stay and new ones are taken, but nothing arrives, and nobody is told. */
  public static final LinkState HALF_OPEN = new LinkState(Duration.ZERO, 0, 0, Carriage.SILENT);

  public LinkState {
    if (delay.isNegative()) {
      throw new IllegalArgumentException("delay must be 0 or longer, was " + delay);
    }
    if (bytesPerSecond < 0) {
      throw new IllegalArgumentException(
          "bytesPerSecond must be 0 or above, was " + bytesPerSecond);
    }
    if (!(lossShare >= 0 && lossShare <= 1)) {
      throw new IllegalArgumentException("lossShare must be from 0 to 1, was " + lossShare);
    }
  }

  /** A link to a place far away. */
  public static LinkState delayed(Duration delay) {
    return new LinkState(delay, 0, 0, Carriage.OPEN);
  }

  /** A narrow link. */
  public static LinkState slow(int bytesPerSecond) {
    return new LinkState(Duration.ZERO, bytesPerSecond, 0, Carriage.OPEN);
  }

  /** A link that loses some of what is sent. */
  public static LinkState lossy(double share) {
    return new LinkState(Duration.ZERO, 0, share, Carriage.OPEN);
  }

  /** Whether a link carries anything. */
  public enum Carriage {
    /** What is sent arrives. */
    OPEN,
    /** What is sent vanishes. */
    SILENT,
    /** There is no link. */
    CUT
  }
}
