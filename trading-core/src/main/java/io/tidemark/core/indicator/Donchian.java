package io.tidemark.core.indicator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Donchian's channel: the highest high (output 1) and the lowest low (2) of the last bars, the
 * latest included, and the middle between them (0).
 */
public final class Donchian implements Kernel {

  private final Extreme highest;
  private final Extreme lowest;

  /**
   * @param period 1 or above
   */
  public Donchian(int period) {
    highest = Extreme.highest(period);
    lowest = Extreme.lowest(period);
  }

  @Override
  public int warmUp() {
    return highest.warmUp();
  }

  @Override
  public int outputs() {
    return 3;
  }

  /** Takes high and low. */
  @Override
  public void update(double[] inputs) {
    highest.update(inputs[0]);
    lowest.update(inputs[1]);
  }

  @Override
  public double value(int output) {
    return switch (output) {
      case 0 -> (highest.value() + lowest.value()) / 2;
      case 1 -> highest.value();
      case 2 -> lowest.value();
      default -> throw new IllegalArgumentException("output must be 0 to 2, was " + output);
    };
  }

  @Override
  public void save(DataOutput out) throws IOException {
    highest.save(out);
    lowest.save(out);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    highest.restore(in);
    lowest.restore(in);
  }
}
