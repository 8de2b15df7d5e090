package io.tidemark.core.indicator;

/** A kernel over one series, with one value. */
public abstract class SeriesKernel implements Kernel {

  /** Takes the next value of the series; finite. */
  public abstract void update(double input);

  @Override
  public abstract double value();

  /**
   * Takes values one after the other and notes what each comes to. Where a value is not defined it
   * rests, and comes to nothing.
   *
   * @param from values, NaN where they are not defined
   * @param to gets NaN where it is not defined
   */
  void updateAll(double[] from, int start, double[] to, int at, int count) {
    for (int i = 0; i < count; i++) {
      double input = from[start + i];
      if (Double.isNaN(input)) {
        to[at + i] = Double.NaN;
      } else {
        update(input);
        to[at + i] = Node.finite(value());
      }
    }
  }

  @Override
  public final void update(double[] inputs) {
    update(inputs[0]);
  }

  @Override
  public final double value(int output) {
    return value();
  }
}
