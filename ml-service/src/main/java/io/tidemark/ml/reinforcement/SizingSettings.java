package io.tidemark.ml.reinforcement;

/**
 * How an agent learns.
 *
 * @param hiddenUnits of its network, 1 or above
 * @param episodes passes over the trades, in the order of time, 1 or above
 * @param discount of the reward of the next trade against this one's, in [0, 1)
 * @param learningRate in (0, 1]
 * @param batchSize remembered choices that it learns from after each trade, 1 or above
 * @param memory choices that it remembers, {@code batchSize} or above
 * @param drawdownPenalty what a unit of new depth below the account's best costs it, 0 or above
 * @param seed of the weights at the start, the trials and what is remembered
 */
public record SizingSettings(
    int hiddenUnits,
    int episodes,
    double discount,
    double learningRate,
    int batchSize,
    int memory,
    double drawdownPenalty,
    long seed) {

  /** Where nothing is said. */
  public static final SizingSettings STANDARD =
      new SizingSettings(32, 20, 0.9, 0.001, 32, 10_000, 0.1, 1);

  public SizingSettings {
    require(hiddenUnits >= 1, "hiddenUnits must be 1 or above", hiddenUnits);
    require(episodes >= 1, "episodes must be 1 or above", episodes);
    require(discount >= 0 && discount < 1, "discount must be in [0, 1)", discount);
    require(learningRate > 0 && learningRate <= 1, "learningRate must be in (0, 1]", learningRate);
    require(batchSize >= 1, "batchSize must be 1 or above", batchSize);
    require(memory >= batchSize, "memory must be batchSize or above", memory);
    require(
        drawdownPenalty >= 0 && Double.isFinite(drawdownPenalty),
        "drawdownPenalty must be 0 or above and finite",
        drawdownPenalty);
  }

  private static void require(boolean holds, String rule, Object seen) {
    if (!holds) {
      throw new IllegalArgumentException(rule + ", was " + seen);
    }
  }
}
