package io.tidemark.core.indicator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Moving average convergence and divergence: the fast minus the slow exponential average (output
 * 0), its own exponential average, the signal (1), and their difference, the histogram (2). As in
 * TA-Lib both averages start at the same bar, the fast one from the last {@code fast} of the first
 * {@code slow} values, and nothing is defined before the signal is.
 */
public final class Macd implements BlockKernel {

  private final int headStart;
  private final Ema fast;
  private final Ema slow;
  private final Ema signal;
  private int seen;

  /**
   * @param fast 1 or above
   * @param slow above {@code fast}
   * @param signal 1 or above
   */
  public Macd(int fast, int slow, int signal) {
    Periods.require("slow", slow, Periods.require("fast", fast, 1) + 1);
    Periods.require("signal", signal, 1);
    this.headStart = slow - fast;
    this.fast = new Ema(fast);
    this.slow = new Ema(slow);
    this.signal = new Ema(signal);
  }

  @Override
  public int warmUp() {
    return slow.warmUp() + signal.warmUp() - 1;
  }

  @Override
  public int outputs() {
    return 3;
  }

  @Override
  public void update(double[] inputs) {
    update(inputs[0]);
  }

  /** Takes the next value; finite. */
  public void update(double input) {
    slow.update(input);
    if (seen < headStart) {
      seen++;
      return;
    }
    fast.update(input);
    double line = line();
    if (!Double.isNaN(line)) {
      signal.update(line);
    }
  }

  @Override
  public void updateDefined(double[] from, int start, int first, int end, BlockOutputs to) {
    int bar = first;
    for (; bar < end && !signal.isDefined(); bar++) {
      update(from[start + bar]);
      to.note(bar, this);
    }
    if (bar == end) {
      return;
    }
    double fastNow = fast.value();
    double slowNow = slow.value();
    double average = signal.value();
    for (; bar < end; bar++) {
      double input = from[start + bar];
      slowNow = slow.after(slowNow, input);
      fastNow = fast.after(fastNow, input);
      double line = fastNow - slowNow;
      average = signal.after(average, line);
      to.note(0, bar, line);
      to.note(1, bar, average);
      to.note(2, bar, line - average);
    }
    fast.goOnFrom(fastNow);
    slow.goOnFrom(slowNow);
    signal.goOnFrom(average);
  }

  private double line() {
    return fast.value() - slow.value();
  }

  @Override
  public double value(int output) {
    double average = signal.value();
    if (Double.isNaN(average)) {
      return Double.NaN;
    }
    return switch (output) {
      case 0 -> line();
      case 1 -> average;
      case 2 -> line() - average;
      default -> throw new IllegalArgumentException("output must be 0 to 2, was " + output);
    };
  }

  @Override
  public void save(DataOutput out) throws IOException {
    fast.save(out);
    slow.save(out);
    signal.save(out);
    out.writeInt(seen);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    fast.restore(in);
    slow.restore(in);
    signal.restore(in);
    seen = in.readInt();
  }
}
