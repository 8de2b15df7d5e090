package io.tidemark.ml.network;

import ai.djl.MalformedModelException;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import io.tidemark.ml.model.AheadModel;
import io.tidemark.ml.model.ModelFolder;
import io.tidemark.ml.model.ModelSettings;
import io.tidemark.ml.model.SampleChecks;
import io.tidemark.ml.model.Samples;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** A recurrent network over a sequence of bars. */
public final class LstmModel implements AheadModel {

  private static final String FILE = "network.parameters";

  /** Samples that go through the network at once. */
  private static final int AT_ONCE = 512;

  private final ModelSettings.Lstm settings;
  private final int features;
  private final byte[] parameters;
  private final NDManager manager;
  private final SequentialBlock layers;

  /** With parameters as {@link Block#saveParameters} writes them. */
  LstmModel(ModelSettings.Lstm settings, int features, byte[] parameters) throws IOException {
    this.settings = settings;
    this.features = features;
    this.parameters = parameters;
    this.manager = NDManager.newBaseManager(Torch.engine().defaultDevice(), Torch.NAME);
    this.layers = LstmBlock.of(settings, true);
    try {
      layers.loadParameters(manager, new DataInputStream(new ByteArrayInputStream(parameters)));
      layers.freezeParameters(true);
    } catch (MalformedModelException e) {
      manager.close();
      throw new IOException(e);
    }
  }

  /**
   * Reads one.
   *
   * @throws IOException if a file cannot be read or holds no parameters of such a network
   */
  public static LstmModel read(ModelFolder folder, ModelSettings.Lstm settings) throws IOException {
    Path file = folder.path().resolve(FILE);
    return new LstmModel(settings, folder.features(), Files.readAllBytes(file));
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
    return predict(samples, prepare(samples, 1));
  }

  @Override
  public float[][] prepare(Samples samples, int ago) {
    SampleChecks.requirePrediction(samples, features, settings);
    float[][] states = new float[samples.count()][];
    int bars = settings.sequenceLength() - 1;
    for (int from = 0; from < states.length; from += AT_ONCE) {
      int to = Math.min(from + AT_ONCE, states.length);
      try (NDManager scope = manager.newSubManager()) {
        LstmPass pass = new LstmPass(layers, scope, settings.layers(), to - from);
        if (bars > 0) {
          pass.take(Sequences.inputs(scope, samples, order(to), from, to, bars, ago));
        }
        pass.copyStates(states, from);
      }
    }
    return states;
  }

  @Override
  public double[][] predict(Samples samples, float[][] prepared) {
    SampleChecks.requirePrediction(samples, features, settings);
    double[][] probabilities = new double[samples.count()][];
    for (int from = 0; from < probabilities.length; from += AT_ONCE) {
      int to = Math.min(from + AT_ONCE, probabilities.length);
      try (NDManager scope = manager.newSubManager()) {
        LstmPass pass = new LstmPass(layers, scope, settings.layers(), to - from);
        pass.goOnFrom(prepared, from);
        pass.take(Sequences.inputs(scope, samples, order(to), from, to, 1, 0));
        float[] values = pass.sums().softmax(-1).toFloatArray();
        for (int i = from; i < to; i++) {
          int start = (i - from) * Samples.CLASSES;
          probabilities[i] = new double[Samples.CLASSES];
          Arrays.setAll(probabilities[i], label -> values[start + label]);
        }
      }
    }
    return probabilities;
  }

  private static int[] order(int count) {
    int[] order = new int[count];
    Arrays.setAll(order, i -> i);
    return order;
  }

  @Override
  public void write(Path folder) throws IOException {
    Files.write(folder.resolve(FILE), parameters);
  }

  @Override
  public void close() {
    manager.close();
  }
}
