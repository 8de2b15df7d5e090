package io.tidemark.ml.reinforcement;

import java.util.Random;

/**
 * What each choice is worth: a layer of rectified units, and a sum of them for each choice. Learns
 * by Adam (D. P. Kingma and J. Ba, 2015).
 */
final class QNetwork {

  private static final double FIRST_DECAY = 0.9;
  private static final double SECOND_DECAY = 0.999;
  private static final double TINY = 1e-8;

  private final int inputs;
  private final int hidden;
  private final int outputs;
  private final double[] weights;
  private final double[] gradient;
  private final double[] first;
  private final double[] second;
  private int steps;

  private QNetwork(int inputs, int hidden, int outputs, double[] weights) {
    this.inputs = inputs;
    this.hidden = hidden;
    this.outputs = outputs;
    this.weights = weights;
    this.gradient = new double[weights.length];
    this.first = new double[weights.length];
    this.second = new double[weights.length];
  }

  /** With weights drawn by the way of He et al., 2015. */
  static QNetwork random(int inputs, int hidden, int outputs, Random random) {
    QNetwork network = of(inputs, hidden, outputs, new double[size(inputs, hidden, outputs)]);
    for (int unit = 0; unit < hidden; unit++) {
      for (int i = 0; i < inputs; i++) {
        network.weights[network.in(unit, i)] = random.nextGaussian() * Math.sqrt(2.0 / inputs);
      }
    }
    for (int output = 0; output < outputs; output++) {
      for (int unit = 0; unit < hidden; unit++) {
        network.weights[network.out(output, unit)] =
            random.nextGaussian() * Math.sqrt(1.0 / hidden);
      }
    }
    return network;
  }

  /**
   * @throws IllegalArgumentException if there are not as many weights as there must be
   */
  static QNetwork of(int inputs, int hidden, int outputs, double[] weights) {
    int size = size(inputs, hidden, outputs);
    if (weights.length != size) {
      throw new IllegalArgumentException(
          "a network of %d, %d and %d units must have %d weights, there are %d"
              .formatted(inputs, hidden, outputs, size, weights.length));
    }
    return new QNetwork(inputs, hidden, outputs, weights.clone());
  }

  private static int size(int inputs, int hidden, int outputs) {
    return hidden * (inputs + 1) + outputs * (hidden + 1);
  }

  /** Place of the weight from an input to a unit; the last input is always 1. */
  private int in(int unit, int input) {
    return unit * (inputs + 1) + input;
  }

  private int out(int output, int unit) {
    return hidden * (inputs + 1) + output * (hidden + 1) + unit;
  }

  double[] weights() {
    return weights.clone();
  }

  private double[] activations(double[] state) {
    double[] active = new double[hidden];
    for (int unit = 0; unit < hidden; unit++) {
      double sum = weights[in(unit, inputs)];
      for (int i = 0; i < inputs; i++) {
        sum += weights[in(unit, i)] * state[i];
      }
      active[unit] = Math.max(0, sum);
    }
    return active;
  }

  private double worth(double[] active, int output) {
    double sum = weights[out(output, hidden)];
    for (int unit = 0; unit < hidden; unit++) {
      sum += weights[out(output, unit)] * active[unit];
    }
    return sum;
  }

  /** Of each choice in a state. */
  double[] worths(double[] state) {
    double[] active = activations(state);
    double[] worths = new double[outputs];
    for (int output = 0; output < outputs; output++) {
      worths[output] = worth(active, output);
    }
    return worths;
  }

  /** Notes how a choice's worth should move; an error beyond 1 counts as 1 (P. J. Huber, 1964). */
  void note(double[] state, int choice, double target) {
    double[] active = activations(state);
    double error = Math.clamp(worth(active, choice) - target, -1.0, 1.0);
    gradient[out(choice, hidden)] += error;
    for (int unit = 0; unit < hidden; unit++) {
      gradient[out(choice, unit)] += error * active[unit];
      if (active[unit] > 0) {
        double passed = error * weights[out(choice, unit)];
        gradient[in(unit, inputs)] += passed;
        for (int i = 0; i < inputs; i++) {
          gradient[in(unit, i)] += passed * state[i];
        }
      }
    }
  }

  /** Moves by the mean of what was noted. */
  void step(double rate, int noted) {
    steps++;
    double firstShare = 1 - StrictMath.pow(FIRST_DECAY, steps);
    double secondShare = 1 - StrictMath.pow(SECOND_DECAY, steps);
    for (int i = 0; i < weights.length; i++) {
      double slope = gradient[i] / noted;
      first[i] = FIRST_DECAY * first[i] + (1 - FIRST_DECAY) * slope;
      second[i] = SECOND_DECAY * second[i] + (1 - SECOND_DECAY) * slope * slope;
      weights[i] -= rate * (first[i] / firstShare) / (Math.sqrt(second[i] / secondShare) + TINY);
      gradient[i] = 0;
    }
  }
}
