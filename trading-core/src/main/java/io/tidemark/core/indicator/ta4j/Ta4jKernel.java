package io.tidemark.core.indicator.ta4j;

import io.tidemark.core.indicator.Kernel;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.ta4j.core.BarSeries;
import org.ta4j.core.BaseBar;
import org.ta4j.core.BaseBarSeriesBuilder;
import org.ta4j.core.Indicator;
import org.ta4j.core.num.DoubleNumFactory;
import org.ta4j.core.num.Num;
import org.ta4j.core.num.NumFactory;

/**
 * An indicator of ta4j over a stretch of the last bars. When the stretch has grown to twice what is
 * kept, it starts again with the kept half; so its state is its bars, and saving them is exact.
 * What sums up from the first bar on, such as ta4j's on-balance volume, sums up from the stretch's
 * first. A truth is 1 or 0. Unlike other kernels this one allocates.
 */
final class Ta4jKernel implements Kernel {

  private static final int FIELDS = 7;
  private static final int LEAST_KEPT = 512;

  /** So many times the longest look back, what lies further back hardly moves a value. */
  private static final int LOOK_BACKS = 8;

  private static final NumFactory NUMBERS = DoubleNumFactory.getInstance();

  private final Construction construction;
  private final double[] arguments;
  private final int warmUp;
  private final int kept;
  private final double[] history;
  private int size;
  private BarSeries bars;
  private Indicator<?> indicator;
  private double value = Double.NaN;

  /**
   * @throws IllegalArgumentException if ta4j refuses the arguments
   */
  Ta4jKernel(Construction construction, double[] arguments) {
    this.construction = construction;
    this.arguments = arguments.clone();
    bars = emptySeries();
    addBar(new double[] {1, 1, 1, 1, 1, 0, 1}, 0);
    indicator = construction.over(new ArgumentReader(bars, arguments));
    warmUp = Math.max(1, indicator.getCountOfUnstableBars() + 1);
    kept = Math.max(LEAST_KEPT, LOOK_BACKS * Math.max(warmUp, longest(construction, arguments)));
    history = new double[2 * kept * FIELDS];
  }

  private static int longest(Construction construction, double[] arguments) {
    int longest = 1;
    for (int i = 0; i < arguments.length; i++) {
      if (construction.arguments().get(i).kind() == Argument.Kind.WHOLE) {
        longest = Math.max(longest, (int) arguments[i]);
      }
    }
    return longest;
  }

  private static BarSeries emptySeries() {
    return new BaseBarSeriesBuilder().withName("bars").withNumFactory(NUMBERS).build();
  }

  @Override
  public int warmUp() {
    return warmUp;
  }

  /** Takes close, open, high, low, volume, and open and close time in seconds. */
  @Override
  public void update(double[] inputs) {
    if (size == 2 * kept) {
      System.arraycopy(history, kept * FIELDS, history, 0, kept * FIELDS);
      size = kept;
      replay();
    }
    System.arraycopy(inputs, 0, history, size * FIELDS, FIELDS);
    size++;
    step(size - 1);
  }

  private void replay() {
    value = Double.NaN;
    for (int i = 0; i < size; i++) {
      step(i);
    }
  }

  /**
   * The indicator is made over the first bar, since some read one when they are made, and asked at
   * every bar, since some go on only from the bar before.
   */
  private void step(int place) {
    if (place == 0) {
      bars = emptySeries();
    }
    addBar(history, place * FIELDS);
    if (place == 0) {
      indicator = construction.over(new ArgumentReader(bars, arguments));
    }
    Object latest = indicator.getValue(bars.getEndIndex());
    value = place + 1 < warmUp ? Double.NaN : number(latest);
  }

  private void addBar(double[] values, int at) {
    Instant open = Instant.ofEpochSecond((long) values[at + 5]);
    Instant close = Instant.ofEpochSecond((long) values[at + 6]);
    bars.addBar(
        new BaseBar(
            Duration.between(open, close),
            open,
            close,
            NUMBERS.numOf(values[at + 1]),
            NUMBERS.numOf(values[at + 2]),
            NUMBERS.numOf(values[at + 3]),
            NUMBERS.numOf(values[at]),
            NUMBERS.numOf(values[at + 4]),
            NUMBERS.numOf(values[at] * values[at + 4]),
            0));
  }

  private static double number(Object result) {
    return switch (result) {
      case Num number -> number.doubleValue();
      case Boolean truth -> truth ? 1 : 0;
      case Number number -> number.doubleValue();
      default -> throw new IllegalStateException("ta4j gave no number but " + result);
    };
  }

  @Override
  public double value(int output) {
    return value;
  }

  @Override
  public void save(DataOutput out) throws IOException {
    out.writeInt(size);
    for (int i = 0; i < size * FIELDS; i++) {
      out.writeDouble(history[i]);
    }
  }

  @Override
  public void restore(DataInput in) throws IOException {
    size = in.readInt();
    for (int i = 0; i < size * FIELDS; i++) {
      history[i] = in.readDouble();
    }
    replay();
  }
}
