package io.tidemark.ml.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.recurrent.LSTM;
import ai.djl.training.ParameterStore;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Samples on their way through the layers of a learnt network, some bars after the other. Of each
 * recurrent layer they have an output and a cell, which begin at 0.
 */
final class LstmPass {

  private final NDManager scope;
  private final ParameterStore parameters;
  private final List<Block> recurrent = new ArrayList<>();
  private final Block sums;
  private final List<Integer> units;
  private final int samples;
  private final NDArray[] outputs;
  private final NDArray[] cells;
  private @Nullable NDArray last;

  /**
   * @param layers made to tell their states
   * @param scope of all that it makes
   * @param units of each recurrent layer
   */
  LstmPass(SequentialBlock layers, NDManager scope, List<Integer> units, int samples) {
    this.scope = scope;
    this.parameters = new ParameterStore(scope, false);
    List<Block> children = layers.getChildren().values();
    children.stream().filter(LSTM.class::isInstance).forEach(recurrent::add);
    this.sums = children.getLast();
    this.units = units;
    this.samples = samples;
    this.outputs = new NDArray[units.size()];
    this.cells = new NDArray[units.size()];
    for (int i = 0; i < outputs.length; i++) {
      outputs[i] = scope.zeros(new Shape(1, samples, units.get(i)));
      cells[i] = scope.zeros(new Shape(1, samples, units.get(i)));
    }
  }

  /** Takes up states that {@link #copyStates} gave. */
  void goOnFrom(float[][] states, int from) {
    int at = 0;
    for (int i = 0; i < outputs.length; i++) {
      outputs[i] = gathered(states, from, at, units.get(i));
      at += units.get(i);
      cells[i] = gathered(states, from, at, units.get(i));
      at += units.get(i);
    }
  }

  private NDArray gathered(float[][] states, int from, int at, int length) {
    float[] values = new float[samples * length];
    for (int sample = 0; sample < samples; sample++) {
      System.arraycopy(states[from + sample], at, values, sample * length, length);
    }
    return scope.create(values, new Shape(1, samples, length));
  }

  /**
   * Goes on over more bars.
   *
   * @param bars samples x bars x features
   */
  void take(NDArray bars) {
    NDArray values = bars;
    for (int i = 0; i < outputs.length; i++) {
      NDList told =
          recurrent.get(i).forward(parameters, new NDList(values, outputs[i], cells[i]), false);
      values = told.get(0);
      outputs[i] = told.get(1);
      cells[i] = told.get(2);
    }
    last = values;
  }

  /** The sums of the classes after the last bar; samples x classes. */
  NDArray sums() {
    if (last == null) {
      throw new IllegalStateException("no bar was taken yet");
    }
    NDArray latest = last.get(":, -1, :");
    return sums.forward(parameters, new NDList(latest), false).singletonOrThrow();
  }

  /** Writes of each sample the outputs and cells of its layers. */
  void copyStates(float[][] states, int from) {
    int length = 2 * units.stream().mapToInt(Integer::intValue).sum();
    for (int sample = 0; sample < samples; sample++) {
      states[from + sample] = new float[length];
    }
    int at = 0;
    for (int i = 0; i < outputs.length; i++) {
      scatter(outputs[i], states, from, at, units.get(i));
      at += units.get(i);
      scatter(cells[i], states, from, at, units.get(i));
      at += units.get(i);
    }
  }

  private void scatter(NDArray layer, float[][] states, int from, int at, int length) {
    float[] values = layer.toFloatArray();
    for (int sample = 0; sample < samples; sample++) {
      System.arraycopy(values, sample * length, states[from + sample], at, length);
    }
  }
}
