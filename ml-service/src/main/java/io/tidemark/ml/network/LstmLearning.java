package io.tidemark.ml.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.initializer.XavierInitializer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Adam;
import ai.djl.training.tracker.Tracker;
import io.tidemark.ml.model.LogLoss;
import io.tidemark.ml.model.ModelSettings;
import io.tidemark.ml.model.Samples;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;

/** A network while it learns: Adam (D. P. Kingma and J. Ba, 2015) on the weighted log loss. */
public final class LstmLearning implements AutoCloseable {

  /** A gradient beyond it is cut, as a single strange bar would throw the weights about. */
  private static final float STEEPEST = 1;

  private final ModelSettings.Lstm settings;
  private final Samples train;
  private final Random random;
  private final int[] order;
  private final ai.djl.Model network;
  private final Trainer trainer;

  /** With weights drawn by the seed. */
  public LstmLearning(ModelSettings.Lstm settings, Samples train) {
    this.settings = settings;
    this.train = train;
    this.random = new Random(settings.seed());
    this.order = new int[train.count()];
    Arrays.setAll(order, i -> i);
    Torch.engine().setRandomSeed(Long.hashCode(settings.seed()));
    network = ai.djl.Model.newInstance("lstm", Torch.engine().defaultDevice(), Torch.NAME);
    network.setBlock(LstmBlock.of(settings));
    Adam adam =
        Adam.builder()
            .optLearningRateTracker(Tracker.fixed((float) settings.learningRate()))
            .optClipGrad(STEEPEST)
            .build();
    trainer =
        network.newTrainer(
            new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
                .optInitializer(new XavierInitializer(), Parameter.Type.WEIGHT)
                .optOptimizer(adam));
    trainer.initialize(
        new Shape(settings.batchSize(), settings.sequenceLength(), train.features()));
  }

  /** Goes through all samples once, in an order drawn anew. */
  void pass() throws InterruptedException {
    for (int i = order.length - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int kept = order[i];
      order[i] = order[other];
      order[other] = kept;
    }
    for (int from = 0; from < order.length; from += settings.batchSize()) {
      if (Thread.interrupted()) {
        throw new InterruptedException("LSTM stopped at sample " + from);
      }
      step(from);
    }
  }

  /**
   * Learns from a batch.
   *
   * @param from place of its first sample in the order of the pass
   */
  public void step(int from) {
    int to = Math.min(from + settings.batchSize(), order.length);
    try (NDManager scope = trainer.getManager().newSubManager()) {
      NDArray inputs = Sequences.inputs(scope, train, order, from, to, settings.sequenceLength());
      NDArray targets = Sequences.targets(scope, train, order, from, to);
      try (GradientCollector gradients = trainer.newGradientCollector()) {
        NDArray sums = trainer.forward(new NDList(inputs)).singletonOrThrow();
        gradients.backward(sums.logSoftmax(-1).mul(targets).sum().neg());
      }
      trainer.step();
    }
  }

  /** Mean logarithmic loss on other samples, each by its weight. */
  double loss(Samples validation) throws IOException {
    try (LstmModel model = new LstmModel(settings, train.features(), parameters())) {
      return LogLoss.of(model.predict(validation), validation);
    }
  }

  /** The weights as they are now. */
  byte[] parameters() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream stream = new DataOutputStream(bytes)) {
      network.getBlock().saveParameters(stream);
    }
    return bytes.toByteArray();
  }

  @Override
  public void close() {
    trainer.close();
    network.close();
  }
}
