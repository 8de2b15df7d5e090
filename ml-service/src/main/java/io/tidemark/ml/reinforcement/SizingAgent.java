package io.tidemark.ml.reinforcement;

import io.tidemark.kit.codec.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Chooses how much of its size a long position is given, by what is known at its entry and nothing
 * else, so that it chooses of a bar live what it chose of it in training. Never changes.
 */
public final class SizingAgent {

  private final int features;
  private final int hiddenUnits;
  private final QNetwork network;

  SizingAgent(int features, int hiddenUnits, QNetwork network) {
    this.features = features;
    this.hiddenUnits = hiddenUnits;
    this.network = network;
  }

  private record Content(int features, int hiddenUnits, double[] weights) {}

  /** How many features it is shown. */
  public int features() {
    return features;
  }

  /**
   * The choice that is worth most; of equals the smaller share.
   *
   * @param known what is known at the entry, standardised as it was in training
   * @throws IllegalArgumentException if it has another number of features than the agent learnt
   *     from
   */
  public SizeChoice choose(double[] known) {
    if (known.length != features) {
      throw new IllegalArgumentException(
          "there must be %d features, there are %d".formatted(features, known.length));
    }
    return SizeChoice.values()[largest(network.worths(known))];
  }

  /** The first of the largest. */
  static int largest(double[] values) {
    int largest = 0;
    for (int i = 1; i < values.length; i++) {
      largest = values[i] > values[largest] ? i : largest;
    }
    return largest;
  }

  /**
   * Writes it.
   *
   * @throws IOException if it cannot be written
   */
  public void write(Path file) throws IOException {
    Files.write(
        file,
        Json.mapper().writeValueAsBytes(new Content(features, hiddenUnits, network.weights())));
  }

  /**
   * Reads one.
   *
   * @throws IOException if it cannot be read
   * @throws IllegalArgumentException if the numbers in it do not agree
   */
  public static SizingAgent read(Path file) throws IOException {
    Content content = Json.mapper().readValue(Files.readAllBytes(file), Content.class);
    return new SizingAgent(
        content.features(),
        content.hiddenUnits(),
        QNetwork.of(
            content.features(),
            content.hiddenUnits(),
            SizeChoice.values().length,
            content.weights()));
  }
}
