package io.tidemark.core.indicator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Exponential averages of one length, each over the one before it. */
final class EmaChain {

  private final Ema[] levels;

  EmaChain(int period, int depth) {
    levels = new Ema[depth];
    for (int i = 0; i < depth; i++) {
      levels[i] = new Ema(period);
    }
  }

  /** How many values it takes until the last of them is defined. */
  int warmUp() {
    return levels.length * (levels[0].warmUp() - 1) + 1;
  }

  void update(double input) {
    double value = input;
    for (int i = 0; i < levels.length && !Double.isNaN(value); i++) {
      levels[i].update(value);
      value = levels[i].value();
    }
  }

  /** The average of a level, 0 being the one over the series itself; NaN until defined. */
  double level(int index) {
    return levels[index].value();
  }

  void save(DataOutput out) throws IOException {
    for (Ema level : levels) {
      level.save(out);
    }
  }

  void restore(DataInput in) throws IOException {
    for (Ema level : levels) {
      level.restore(in);
    }
  }
}
