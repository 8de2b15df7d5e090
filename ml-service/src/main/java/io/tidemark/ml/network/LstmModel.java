package io.tidemark.ml.network;

import ai.djl.MalformedModelException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import io.tidemark.ml.model.Model;
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
public final class LstmModel implements Model {

  private static final String FILE = "network.parameters";

  /** Samples that go through the network at once. */
  private static final int AT_ONCE = 512;

  private final ModelSettings.Lstm settings;
  private final int features;
  private final byte[] parameters;
  private final NDManager manager;
  private final Block block;

  /** With parameters as {@link Block#saveParameters} writes them. */
  LstmModel(ModelSettings.Lstm settings, int features, byte[] parameters) throws IOException {
    this.settings = settings;
    this.features = features;
    this.parameters = parameters;
    this.manager = NDManager.newBaseManager(Torch.engine().defaultDevice(), Torch.NAME);
    this.block = LstmBlock.of(settings);
    try {
      block.loadParameters(manager, new DataInputStream(new ByteArrayInputStream(parameters)));
      block.freezeParameters(true);
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
    SampleChecks.requirePrediction(samples, features, settings);
    double[][] probabilities = new double[samples.count()][];
    int[] order = new int[samples.count()];
    Arrays.setAll(order, i -> i);
    for (int from = 0; from < order.length; from += AT_ONCE) {
      predict(samples, order, from, Math.min(from + AT_ONCE, order.length), probabilities);
    }
    return probabilities;
  }

  private void predict(Samples samples, int[] order, int from, int to, double[][] probabilities) {
    try (NDManager scope = manager.newSubManager()) {
      ParameterStore store = new ParameterStore(scope, false);
      NDArray inputs = Sequences.inputs(scope, samples, order, from, to, settings.sequenceLength());
      NDArray sums = block.forward(store, new NDList(inputs), false).singletonOrThrow();
      float[] values = sums.softmax(-1).toFloatArray();
      for (int i = from; i < to; i++) {
        int start = (i - from) * Samples.CLASSES;
        probabilities[i] = new double[Samples.CLASSES];
        Arrays.setAll(probabilities[i], label -> values[start + label]);
      }
    }
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
