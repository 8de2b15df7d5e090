package io.tidemark.ml.network;

import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.Dropout;
import ai.djl.nn.recurrent.LSTM;
import io.tidemark.ml.model.ModelSettings;
import io.tidemark.ml.model.Samples;

/**
 * The layers of a network: recurrent ones with dropout, and a sum for each class at the last bar.
 */
final class LstmBlock {

  private LstmBlock() {}

  /** Without weights. Takes samples x bars x features, gives samples x classes. */
  static Block of(ModelSettings.Lstm settings) {
    return of(settings, false);
  }

  /**
   * Without weights.
   *
   * @param toldState whether recurrent layers give the state they come to besides, so that they are
   *     to be gone through one by one
   */
  static SequentialBlock of(ModelSettings.Lstm settings, boolean toldState) {
    SequentialBlock layers = new SequentialBlock();
    for (int units : settings.layers()) {
      layers.add(
          LSTM.builder()
              .setStateSize(units)
              .setNumLayers(1)
              .optBatchFirst(true)
              .optReturnState(toldState)
              .build());
      layers.add(Dropout.builder().optRate((float) settings.dropout()).build());
    }
    return layers
        .addSingleton(output -> output.get(":, -1, :"))
        .add(Linear.builder().setUnits(Samples.CLASSES).build());
  }
}
