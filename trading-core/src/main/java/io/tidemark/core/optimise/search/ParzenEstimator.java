package io.tidemark.core.optimise.search;

import java.util.Arrays;
import java.util.Random;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.util.FastMath;

/**
 * A density on 0 to 1 from places that were seen: the mean of a normal curve round each of them and
 * of a wide one round the middle, which stands for not having looked everywhere. Each curve is cut
 * off at 0 and 1. A curve is as wide as the larger distance to its neighbours, within limits that
 * narrow with the number of places (Bergstra et al. 2011, section 4.2).
 */
final class ParzenEstimator {

  /** Without random numbers of its own: draws come from those that are given. */
  private static final NormalDistribution NORMAL = new NormalDistribution(null, 0, 1);

  private static final double PRIOR_CENTRE = 0.5;
  private static final double PRIOR_WIDTH = 1;
  private static final int FINEST_PARTS = 100;

  private final double[] centres;
  private final double[] widths;

  /** What of each curve lies below 0, and between 0 and 1. */
  private final double[] below;

  private final double[] within;

  /** The height of each curve at its centre, with its share in the mean. */
  private final double[] heights;

  /**
   * @param places from 0 to 1, in any order
   * @param grain the distance of values that can be told apart, 0 if there is none
   */
  ParzenEstimator(double[] places, double grain) {
    int curves = places.length + 1;
    centres = Arrays.copyOf(places, curves);
    centres[curves - 1] = PRIOR_CENTRE;
    Arrays.sort(centres);
    int prior = Arrays.binarySearch(centres, PRIOR_CENTRE);
    double narrowest = Math.max(1.0 / Math.min(FINEST_PARTS, curves + 1), grain / 2);
    widths = new double[curves];
    below = new double[curves];
    within = new double[curves];
    heights = new double[curves];
    for (int i = 0; i < curves; i++) {
      widths[i] = i == prior ? PRIOR_WIDTH : Math.clamp(gap(i), narrowest, PRIOR_WIDTH);
      below[i] = NORMAL.cumulativeProbability(-centres[i] / widths[i]);
      within[i] = NORMAL.cumulativeProbability((1 - centres[i]) / widths[i]) - below[i];
      heights[i] = 1 / (Math.sqrt(2 * Math.PI) * widths[i] * within[i] * curves);
    }
  }

  private double gap(int i) {
    double left = i == 0 ? 0 : centres[i] - centres[i - 1];
    double right = i == centres.length - 1 ? 0 : centres[i + 1] - centres[i];
    return Math.max(left, right);
  }

  /** A place from 0 to 1. */
  double draw(Random random) {
    int curve = random.nextInt(centres.length);
    double share = below[curve] + random.nextDouble() * within[curve];
    double place = centres[curve] + widths[curve] * NORMAL.inverseCumulativeProbability(share);
    return Math.clamp(place, 0.0, 1.0);
  }

  /** The density at a place, above 0. */
  double density(double place) {
    double sum = 0;
    for (int i = 0; i < centres.length; i++) {
      double distance = (place - centres[i]) / widths[i];
      sum += heights[i] * FastMath.exp(-distance * distance / 2);
    }
    return sum;
  }
}
