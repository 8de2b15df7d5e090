package io.tidemark.core.indicator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Mean and population variance of the last values of a series. Mean and squared deviations are kept
 * running (Welford's update with one value leaving), and calculated afresh once a window and
 * whenever what leaves takes nearly all of the deviations with it. In a flat window the mean is
 * exactly the value and the variance exactly 0.
 */
final class RollingMoments {

  /** Below this share of what they were, the squares have lost digits that matter. */
  private static final double CANCELLED = 1e-4;

  private final Window window;
  private double mean;
  private double squares;

  RollingMoments(int size) {
    window = new Window(size);
  }

  int size() {
    return window.size();
  }

  boolean isDefined() {
    return window.isFull();
  }

  void update(double input) {
    boolean full = window.isFull();
    double out = window.push(input);
    if (window.isFlat()) {
      mean = input;
      squares = 0;
    } else if (window.isAtStart()) {
      refresh();
    } else if (full) {
      slide(input, out);
    }
  }

  /**
   * Takes values one after the other and notes what each comes to, to the same bits as {@link
   * #update}.
   *
   * @param from finite values
   * @param means get the means; NaN where the window is not full
   * @param deviations get {@link #deviation}; NaN where the window is not full
   */
  void updateAll(double[] from, int start, int count, double[] means, double[] deviations) {
    int done = 0;
    while (done < count) {
      if (window.isFull()) {
        done += slideAll(from, start, done, count, means, deviations);
      }
      if (done < count) {
        update(from[start + done]);
        means[done] = isDefined() ? mean : Double.NaN;
        deviations[done] = isDefined() ? deviation() : Double.NaN;
        done++;
      }
    }
  }

  /** Slides a full window up to where it is to be summed afresh; gives over how many values. */
  private int slideAll(
      double[] from, int start, int first, int end, double[] means, double[] deviations) {
    Window.Slide slide = window.slide();
    int size = window.size();
    double meanNow = mean;
    double squaresNow = squares;
    int i = first;
    for (; i < end; i++) {
      double input = from[start + i];
      if (!slide.canTake(input)) {
        break;
      }
      double change = input - slide.oldest();
      double meanAfter = meanNow + change / size;
      double squaresAfter = squaresNow + change * (input - meanAfter + slide.oldest() - meanNow);
      if (squaresAfter < CANCELLED * squaresNow) {
        break;
      }
      slide.take(input);
      meanNow = meanAfter;
      squaresNow = squaresAfter;
      means[i] = meanNow;
      deviations[i] = Math.sqrt(Math.max(squaresNow, 0) / size);
    }
    slide.end();
    mean = meanNow;
    squares = squaresNow;
    return i - first;
  }

  private void slide(double input, double out) {
    double meanBefore = mean;
    double squaresBefore = squares;
    mean += (input - out) / window.size();
    squares += (input - out) * (input - mean + out - meanBefore);
    if (squares < CANCELLED * squaresBefore) {
      refresh();
    }
  }

  private void refresh() {
    mean = window.sum() / window.size();
    squares = 0;
    for (int i = 0; i < window.size(); i++) {
      double deviation = window.fromOldest(i) - mean;
      squares += deviation * deviation;
    }
  }

  double mean() {
    return mean;
  }

  double variance() {
    return Math.max(squares, 0) / window.size();
  }

  double deviation() {
    return Math.sqrt(variance());
  }

  void save(DataOutput out) throws IOException {
    window.save(out);
    out.writeDouble(mean);
    out.writeDouble(squares);
  }

  void restore(DataInput in) throws IOException {
    window.restore(in);
    mean = in.readDouble();
    squares = in.readDouble();
  }
}
