package io.tidemark.model.event;

import io.tidemark.model.SignalType;
import io.tidemark.model.Timeframe;
import io.tidemark.model.reason.BlockReason;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What one strategy decided on one bar, and why.
 *
 * @param decisionId derived from run, instrument, timeframe, strategy, configuration and instant
 * @param strategy the strategy's id
 * @param timeframe the strategy's primary timeframe
 * @param outcome signal, hold or blocked
 * @param type what a signal asks for, or what a blocked one would have; null for a hold
 * @param confidence from 0 to 1; 0 for a hold
 * @param strength from 0 to 1; 0 for a hold
 * @param blockReason why it was blocked; null otherwise
 * @param reasons in words, the rule or gate that decided first
 * @param indicators the values the rules read, by name; not-yet-defined ones are absent
 * @param configurationHash SHA-256 of the strategy's configuration
 * @param predictionId the prediction used; null for none
 * @param modelHash SHA-256 of the files of the model that made it; null for none
 * @param featureHash SHA-256 of the features that the model was shown; null for none, or if the
 *     prediction did not tell it
 */
public record StrategyDecision(
    UUID decisionId,
    String strategy,
    Timeframe timeframe,
    Outcome outcome,
    @Nullable SignalType type,
    double confidence,
    double strength,
    @Nullable BlockReason blockReason,
    List<String> reasons,
    Map<String, Double> indicators,
    String configurationHash,
    @Nullable UUID predictionId,
    @Nullable String modelHash,
    @Nullable String featureHash) {

  public StrategyDecision {
    reasons = List.copyOf(reasons);
    indicators = SortedCopy.of(indicators);
  }

  /** One that does not tell a model. */
  public StrategyDecision(
      UUID decisionId,
      String strategy,
      Timeframe timeframe,
      Outcome outcome,
      @Nullable SignalType type,
      double confidence,
      double strength,
      @Nullable BlockReason blockReason,
      List<String> reasons,
      Map<String, Double> indicators,
      String configurationHash,
      @Nullable UUID predictionId) {
    this(
        decisionId,
        strategy,
        timeframe,
        outcome,
        type,
        confidence,
        strength,
        blockReason,
        reasons,
        indicators,
        configurationHash,
        predictionId,
        null,
        null);
  }

  /** How a decision ended. */
  public enum Outcome {
    /** To be acted on. */
    SIGNAL,
    /** Nothing to do. */
    HOLD,
    /** There would have been a signal, or might have been, but something stood against it. */
    BLOCKED
  }
}
