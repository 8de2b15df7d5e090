package io.tidemark.core.indicator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A pattern of bars as TA-Lib recognises it: 100 where it is there and bullish or has no direction,
 * -100 where it is bearish, 0 where it is not there.
 */
public final class CandlePattern implements Kernel {

  private static final double FOUND = 100;

  private final Shape shape;
  private final CandleRanges bodies = new CandleRanges(10);
  private final CandleRanges ranges = new CandleRanges(10);
  private final CandleRanges nearRanges = new CandleRanges(5);
  private int seen;
  private double previousOpen;
  private double previousLow;
  private double previousClose;
  private double value = Double.NaN;

  private CandlePattern(Shape shape) {
    this.shape = shape;
  }

  /** A bar whose body encloses the body of the one before it, which has the other colour. */
  public static CandlePattern engulfing() {
    return new CandlePattern(Shape.ENGULFING);
  }

  /** A bar whose body is at most a tenth of the average range of the ten bars before it. */
  public static CandlePattern doji() {
    return new CandlePattern(Shape.DOJI);
  }

  /**
   * A bar with a body shorter than the average of the ten before it, a lower shadow longer than its
   * body, an upper shadow below a tenth of their average range, and a body near or below the low of
   * the bar before: within a fifth of the average range of the five bars before that one.
   */
  public static CandlePattern hammer() {
    return new CandlePattern(Shape.HAMMER);
  }

  @Override
  public int warmUp() {
    return shape.warmUp;
  }

  /** Takes open, high, low and close. */
  @Override
  public void update(double[] inputs) {
    update(inputs[0], inputs[1], inputs[2], inputs[3]);
  }

  /** Takes the next bar; all values finite. */
  public void update(double open, double high, double low, double close) {
    double near = nearRanges.before();
    bodies.add(CandleRanges.body(open, close));
    ranges.add(high - low);
    nearRanges.add(high - low);
    seen = Math.min(seen + 1, shape.warmUp);
    if (seen == shape.warmUp) {
      value =
          switch (shape) {
            case ENGULFING -> engulfs(open, close);
            case DOJI -> found(CandleRanges.body(open, close) <= 0.1 * ranges.before());
            case HAMMER -> found(isHammer(open, high, low, close, near));
          };
    }
    previousOpen = open;
    previousLow = low;
    previousClose = close;
  }

  private double engulfs(double open, double close) {
    boolean rises = close >= open;
    boolean rose = previousClose >= previousOpen;
    if (rises && !rose && close > previousOpen && open < previousClose) {
      return FOUND;
    }
    return !rises && rose && open > previousClose && close < previousOpen ? -FOUND : 0;
  }

  private boolean isHammer(double open, double high, double low, double close, double near) {
    double body = CandleRanges.body(open, close);
    return body < bodies.before()
        && CandleRanges.lowerShadow(open, low, close) > body
        && CandleRanges.upperShadow(open, high, close) < 0.1 * ranges.before()
        && Math.min(open, close) <= previousLow + 0.2 * near;
  }

  private static double found(boolean there) {
    return there ? FOUND : 0;
  }

  @Override
  public double value(int output) {
    return value;
  }

  @Override
  public void save(DataOutput out) throws IOException {
    bodies.save(out);
    ranges.save(out);
    nearRanges.save(out);
    out.writeInt(seen);
    out.writeDouble(previousOpen);
    out.writeDouble(previousLow);
    out.writeDouble(previousClose);
    out.writeDouble(value);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    bodies.restore(in);
    ranges.restore(in);
    nearRanges.restore(in);
    seen = in.readInt();
    previousOpen = in.readDouble();
    previousLow = in.readDouble();
    previousClose = in.readDouble();
    value = in.readDouble();
  }

  private enum Shape {
    ENGULFING(3),
    DOJI(11),
    HAMMER(12);

    private final int warmUp;

    Shape(int warmUp) {
      this.warmUp = warmUp;
    }
  }
}
