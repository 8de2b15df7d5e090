package io.tidemark.core.indicator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The period of the dominant cycle of a series, 6 to 50 bars, by Ehlers' homodyne discriminator: a
 * Hilbert transform gives the parts in phase and in quadrature, and the angle by which they turn
 * from bar to bar gives the period. As in TA-Lib the series is smoothed by a linearly weighted
 * average of four, and the transform starts at rest with the 38th value.
 */
final class DominantCycle {

  static final int LONGEST = 50;
  private static final int SHORTEST = 6;

  private static final int REST = 37;
  private static final int SMOOTHED = 4;

  private final Wma smoother = new Wma(SMOOTHED);
  private final Transform detrender = new Transform();
  private final Transform quadrature = new Transform();
  private final Transform advancedInPhase = new Transform();
  private final Transform advancedQuadrature = new Transform();

  /** The last detrended values; the part in phase is the one three bars ago. */
  private final double[] detrended = new double[4];

  private int seen;
  private double inPhase;
  private double outOfPhase;
  private double real;
  private double imaginary;
  private double period;
  private double smoothPeriod;

  /** Takes the next value; finite. */
  void update(double input) {
    smoother.update(input);
    if (seen < REST) {
      seen++;
      return;
    }
    seen = REST + 1;
    measure(smoother.value());
  }

  /** Whether the latest value was measured, and not only awaited. */
  boolean isMeasured() {
    return seen > REST;
  }

  /** The smoothed period, in bars. */
  double period() {
    return smoothPeriod;
  }

  private void measure(double smooth) {
    double gain = 0.075 * period + 0.54;
    double detrend = detrender.next(smooth, gain);
    double q1 = quadrature.next(detrend, gain);
    System.arraycopy(detrended, 0, detrended, 1, detrended.length - 1);
    detrended[0] = detrend;
    double i1 = detrended[3];
    double jI = advancedInPhase.next(i1, gain);
    double jQ = advancedQuadrature.next(q1, gain);
    turn(0.2 * (i1 - jQ) + 0.8 * inPhase, 0.2 * (q1 + jI) + 0.8 * outOfPhase);
  }

  private void turn(double i2, double q2) {
    real = 0.2 * (i2 * inPhase + q2 * outOfPhase) + 0.8 * real;
    imaginary = 0.2 * (i2 * outOfPhase - q2 * inPhase) + 0.8 * imaginary;
    inPhase = i2;
    outOfPhase = q2;
    double before = period;
    double found = before;
    if (imaginary != 0 && real != 0) {
      found = 360 / Math.toDegrees(StrictMath.atan(imaginary / real));
    }
    found = Math.max(Math.min(found, 1.5 * before), 0.67 * before);
    found = Math.clamp(found, (double) SHORTEST, (double) LONGEST);
    period = 0.2 * found + 0.8 * before;
    smoothPeriod = 0.33 * period + 0.67 * smoothPeriod;
  }

  void save(DataOutput out) throws IOException {
    smoother.save(out);
    detrender.save(out);
    quadrature.save(out);
    advancedInPhase.save(out);
    advancedQuadrature.save(out);
    Numbers.save(detrended, out);
    out.writeInt(seen);
    out.writeDouble(inPhase);
    out.writeDouble(outOfPhase);
    out.writeDouble(real);
    out.writeDouble(imaginary);
    out.writeDouble(period);
    out.writeDouble(smoothPeriod);
  }

  void restore(DataInput in) throws IOException {
    smoother.restore(in);
    detrender.restore(in);
    quadrature.restore(in);
    advancedInPhase.restore(in);
    advancedQuadrature.restore(in);
    Numbers.restore(detrended, in);
    seen = in.readInt();
    inPhase = in.readDouble();
    outOfPhase = in.readDouble();
    real = in.readDouble();
    imaginary = in.readDouble();
    period = in.readDouble();
    smoothPeriod = in.readDouble();
  }

  /** Ehlers' seven-tap Hilbert transform. */
  private static final class Transform {
    private static final double OUTER = 0.0962;
    private static final double INNER = 0.5769;

    private final double[] last = new double[7];

    double next(double input, double gain) {
      System.arraycopy(last, 0, last, 1, last.length - 1);
      last[0] = input;
      return (OUTER * last[0] + INNER * last[2] - INNER * last[4] - OUTER * last[6]) * gain;
    }

    void save(DataOutput out) throws IOException {
      Numbers.save(last, out);
    }

    void restore(DataInput in) throws IOException {
      Numbers.restore(last, in);
    }
  }
}
