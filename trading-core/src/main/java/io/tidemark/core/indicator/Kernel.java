package io.tidemark.core.indicator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One streaming calculation. It is fed finite values only, once a bar, and allocates nothing then.
 * Two kernels fed the same values hold the same state, bit for bit; so does one that was saved and
 * restored between.
 */
public interface Kernel {

  /** How many updates it takes until every output is defined; 1 or above. */
  int warmUp();

  /** How far back in time its inputs must reach beside {@link #warmUp} bars; zero for most. */
  default Duration span() {
    return Duration.ZERO;
  }

  /** The instant its inputs must reach back to whatever the bars are; null for most. */
  default @Nullable Instant historyFrom() {
    return null;
  }

  /** How many values it gives. */
  default int outputs() {
    return 1;
  }

  /**
   * Takes one bar.
   *
   * @param inputs one value for each input, all finite; not kept
   */
  void update(double[] inputs);

  /** The first value; NaN until {@link #warmUp} updates have come. */
  default double value() {
    return value(0);
  }

  /**
   * One of its values.
   *
   * @param output from 0 to {@link #outputs} - 1
   */
  double value(int output);

  /** Writes its state. */
  void save(DataOutput out) throws IOException;

  /** Takes over a state written by a kernel made with the same arguments. */
  void restore(DataInput in) throws IOException;
}
