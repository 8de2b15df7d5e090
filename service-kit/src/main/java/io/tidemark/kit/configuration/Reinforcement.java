package io.tidemark.kit.configuration;

import com.fasterxml.jackson.annotation.JsonCreator;
import org.jspecify.annotations.Nullable;

/**
 * An agent that learns from recorded trades which signals to skip and how much to stake.
 *
 * @param enabled default false
 * @param episodes passes over the trades, from 1 to 10,000; default 50
 * @param discount what the next reward is worth now, 0 or above and below 1; default 0.9
 * @param learningRate in (0, 1]; default 0.001
 * @param hiddenUnits of its network, from 1 to 1024; default 32
 */
public record Reinforcement(
    boolean enabled, int episodes, double discount, double learningRate, int hiddenUnits) {

  /** What holds where nothing is given. */
  static final Reinforcement DEFAULT = read(null, null, null, null, null);

  public Reinforcement {
    TrainingFile.require(
        episodes >= 1 && episodes <= 10_000,
        "reinforcement.episodes must be from 1 to 10000",
        episodes);
    TrainingFile.require(
        discount >= 0 && discount < 1,
        "reinforcement.discount must be 0 or above and below 1",
        discount);
    TrainingFile.require(
        learningRate > 0 && learningRate <= 1,
        "reinforcement.learning_rate must be above 0 and at most 1",
        learningRate);
    TrainingFile.require(
        hiddenUnits >= 1 && hiddenUnits <= 1_024,
        "reinforcement.hidden_units must be from 1 to 1024",
        hiddenUnits);
  }

  @JsonCreator
  static Reinforcement read(
      @Nullable Boolean enabled,
      @Nullable Integer episodes,
      @Nullable Double discount,
      @Nullable Double learningRate,
      @Nullable Integer hiddenUnits) {
    return new Reinforcement(
        enabled != null && enabled,
        episodes == null ? 50 : episodes,
        discount == null ? 0.9 : discount,
        learningRate == null ? 0.001 : learningRate,
        hiddenUnits == null ? 32 : hiddenUnits);
  }
}
