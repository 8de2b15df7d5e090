package io.tidemark.ml.baseline;

import io.tidemark.ml.model.Model;
import io.tidemark.ml.model.ModelSettings;
import io.tidemark.ml.model.SampleChecks;
import io.tidemark.ml.model.Samples;
import java.nio.file.Path;

/**
 * Goes with the recent trend: the mean change of the last bars by what chance alone would make of
 * it. It has learnt nothing, so its probabilities say which way it leans, not how often that is
 * right.
 */
public final class HeuristicModel implements Model {

  /** Odds of UP to NEUTRAL, as a logarithm, of a trend one standard error strong. */
  private static final double LEAN = 0.5;

  private final ModelSettings.Heuristic settings;
  private final int features;

  /** For bars of so many features, none of which it looks at. */
  public HeuristicModel(ModelSettings.Heuristic settings, int features) {
    this.settings = settings;
    this.features = features;
  }

  @Override
  public ModelSettings settings() {
    return settings;
  }

  @Override
  public int features() {
    return features;
  }

  @Override
  public double[][] predict(Samples samples) {
    SampleChecks.requirePrediction(samples, features, settings);
    double[][] probabilities = new double[samples.count()][];
    for (int i = 0; i < probabilities.length; i++) {
      double lean = LEAN * strength(samples, i);
      probabilities[i] = Softmax.of(-lean, 0, lean);
    }
    return probabilities;
  }

  /** In standard errors; 0 where nothing has moved. */
  private double strength(Samples samples, int sample) {
    double sum = 0;
    for (int ago = 0; ago < settings.trend(); ago++) {
      sum += samples.change(sample, ago);
    }
    double squares = 0;
    for (int ago = 0; ago < settings.noise(); ago++) {
      squares += samples.change(sample, ago) * samples.change(sample, ago);
    }
    double deviation = Math.sqrt(squares / settings.noise());
    return deviation > 0 ? sum / (deviation * Math.sqrt(settings.trend())) : 0;
  }

  @Override
  public void write(Path folder) {
    // The settings are all there is.
  }

  @Override
  public void close() {
    // Nothing outside of the heap.
  }
}
