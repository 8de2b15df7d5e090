package io.tidemark.ml.serve;

import io.tidemark.ml.model.Samples;
import java.util.List;

/** The last bar of each of some instruments, with those before it. */
final class LatestSamples implements Samples {

  private final int history;
  private final int columns;
  private final List<ScaledRows> instruments;

  /**
   * @param instruments each of as many columns and with at least as many rows as the history
   */
  LatestSamples(int history, int columns, List<ScaledRows> instruments) {
    this.history = history;
    this.columns = columns;
    this.instruments = List.copyOf(instruments);
  }

  @Override
  public int count() {
    return instruments.size();
  }

  @Override
  public int features() {
    return columns;
  }

  @Override
  public int history() {
    return history;
  }

  @Override
  public void copy(int sample, int ago, double[] to) {
    instruments.get(sample).copy(ago, to);
  }

  @Override
  public double change(int sample, int ago) {
    return instruments.get(sample).recent().change(ago);
  }

  @Override
  public int label(int sample) {
    return UNKNOWN;
  }

  @Override
  public double weight(int sample) {
    return 1;
  }
}
