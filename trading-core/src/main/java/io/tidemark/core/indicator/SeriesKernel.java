package io.tidemark.core.indicator;

/** A kernel over one series, with one value. */
public abstract class SeriesKernel implements Kernel {

  /** Takes the next value of the series; finite. */
  public abstract void update(double input);

  @Override
  public abstract double value();

  @Override
  public final void update(double[] inputs) {
    update(inputs[0]);
  }

  @Override
  public final double value(int output) {
    return value();
  }
}
