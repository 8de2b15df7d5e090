package io.tidemark.ml.training;

import io.tidemark.core.feature.Feature;
import io.tidemark.core.feature.FeatureSet;
import io.tidemark.kit.configuration.TrainingTarget;
import io.tidemark.ml.model.ModelKind;
import io.tidemark.model.Symbol;
import io.tidemark.model.Timeframe;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a model came to be: {@code training.json} of its bundle. It holds no time of day, so that the
 * same training gives the same bytes.
 *
 * @param format of the file
 * @param modelName as the training file names it
 * @param asked the kind that it asks for
 * @param kind that was trained
 * @param instead why it is another one; null if it is not
 * @param features what the model is shown of a bar
 * @param target what it foretells, as a text that differs where labels can differ
 * @param data the bars
 * @param fit on which of them it was fitted
 * @param balance of the labels fitted on
 * @param holdOut how it did on the latest of them, which it was not fitted on
 * @param sizing what became of the agent that sizes; null if none was asked for
 * @param configurationSha256 of the training file
 * @param codeSha256 of the code that made the features and trained
 */
public record TrainingRecord(
    int format,
    String modelName,
    ModelKind asked,
    ModelKind kind,
    @Nullable String instead,
    Features features,
    String target,
    Data data,
    Fit fit,
    ClassBalance balance,
    HoldOutScore holdOut,
    @Nullable SizingRecord sizing,
    String configurationSha256,
    String codeSha256) {

  /** That this code writes and knows. */
  static final int FORMAT = 1;

  /**
   * A set of features.
   *
   * @param hash that it had when the model was trained
   */
  public record Features(Timeframe timeframe, String hash, List<Feature> all) {

    public Features {
      all = List.copyOf(all);
    }

    static Features of(FeatureSet set) {
      return new Features(set.timeframe(), set.hash(), set.features());
    }

    /** The set itself; its hash is another if the language has changed since. */
    public FeatureSet set() {
      return FeatureSet.of(timeframe, all);
    }
  }

  /**
   * Bars.
   *
   * @param timeframe of the bars that were read
   * @param from when the first opened
   * @param to when the last closed
   * @param barsSha256 as of {@link BarHash}
   * @param inputSha256 of what they were read from
   */
  public record Data(
      String exchange,
      Symbol symbol,
      Timeframe timeframe,
      Instant from,
      Instant to,
      int bars,
      String barsSha256,
      String inputSha256) {}

  /**
   * Bars that the model has seen.
   *
   * @param trainRows how many it learnt from
   * @param validationRows how many said when to stop
   * @param from when the first opened
   * @param to when the last closed that a label of them looked at
   */
  public record Fit(int trainRows, int validationRows, Instant from, Instant to) {}

  /** A target as a text. */
  public static String text(TrainingTarget target) {
    String type = target.type().name().toLowerCase(Locale.ROOT);
    return switch (target.type()) {
      case PRICE_DIRECTION ->
          "%s of %d bars by %s %%"
              .formatted(type, target.lookaheadPeriods(), plain(target.thresholdPct()));
      case TRIPLE_BARRIER ->
          "%s within %d bars, %s %% up and %s %% down"
              .formatted(
                  type,
                  target.lookaheadPeriods(),
                  plain(target.takeProfitPct()),
                  plain(target.stopLossPct()));
      case META_LABEL -> type;
    };
  }

  private static String plain(@Nullable BigDecimal value) {
    return value == null ? "" : value.stripTrailingZeros().toPlainString();
  }
}
