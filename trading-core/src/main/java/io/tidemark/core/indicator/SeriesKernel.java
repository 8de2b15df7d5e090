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
  final void updateAll(double[] from, int start, double[] to, int at, int count) {
    int done = 0;
    while (done < count) {
      int end = endOfDefined(from, start + done, start + count) - start;
      updateDefined(from, start + done, to, at + done, end - done);
      done = end;
      for (; done < count && Double.isNaN(from[start + done]); done++) {
        to[at + done] = Double.NaN;
      }
    }
  }

  /** Where the first value is that is not defined; the end if all are. */
  static int endOfDefined(double[] values, int from, int end) {
    int at = from;
    while (at < end && !Double.isNaN(values[at])) {
      at++;
    }
    return at;
  }

  /**
   * Takes finite values one after the other and notes what each comes to. A kernel that keeps its
   * state out of its fields meanwhile is quicker, and must come to the same bits.
   *
   * @param to gets NaN where it is not defined
   */
  void updateDefined(double[] from, int start, double[] to, int at, int count) {
    for (int i = 0; i < count; i++) {
      update(from[start + i]);
      to[at + i] = Node.finite(value());
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
