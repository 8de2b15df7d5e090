package io.tidemark.ml.serve;

import io.tidemark.core.feature.FeatureSet;
import io.tidemark.core.feature.Standardiser;
import io.tidemark.ml.model.Model;
import io.tidemark.ml.model.ModelSettings;
import io.tidemark.ml.model.Samples;
import io.tidemark.ml.registry.PredictionRow.Role;
import io.tidemark.model.Ids;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Tells what it is shown in place of what it expects: of the first feature the last value and the
 * oldest, and the oldest change.
 */
final class EchoModel implements Model {

  private final int features;
  private final int history;
  private final List<Integer> batches = new ArrayList<>();
  private boolean closed;

  EchoModel(int features, int history) {
    this.features = features;
    this.history = history;
  }

  /** With features that are shown as they are, less an offset. */
  static ServedModel served(String name, FeatureSet set, int history, double offset) {
    Standardiser standardiser =
        new Standardiser(
            set.hash(),
            set.names(),
            Collections.nCopies(set.size(), offset),
            Collections.nCopies(set.size(), 1.0),
            Collections.nCopies(set.size(), 0.0),
            List.of());
    return new ServedModel(
        Ids.of("model", name),
        name,
        Ids.sha256(name),
        Role.CHAMPION,
        set,
        standardiser,
        new EchoModel(set.size(), history),
        UnaryOperator.identity());
  }

  static EchoModel of(ServedModel served) {
    return (EchoModel) served.model();
  }

  /** How many samples each batch had. */
  List<Integer> batches() {
    return batches;
  }

  boolean isClosed() {
    return closed;
  }

  @Override
  public ModelSettings settings() {
    return new ModelSettings.Lstm(List.of(1), 0, 1, 1, 0.1, history, 0, 0);
  }

  @Override
  public int features() {
    return features;
  }

  @Override
  public double[][] predict(Samples samples) {
    batches.add(samples.count());
    double[][] told = new double[samples.count()][];
    double[] values = new double[features];
    for (int i = 0; i < told.length; i++) {
      samples.copy(i, 0, values);
      double last = values[0];
      samples.copy(i, history - 1, values);
      told[i] = new double[] {last, values[0], samples.change(i, history - 1)};
    }
    return told;
  }

  @Override
  public void write(Path folder) {
    throw new UnsupportedOperationException("it is never kept");
  }

  @Override
  public void close() {
    closed = true;
  }
}
