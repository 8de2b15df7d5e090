package io.tidemark.core.strategy.builtin;

import static io.tidemark.core.strategy.StrategyParameter.bars;
import static io.tidemark.core.strategy.StrategyParameter.flag;
import static io.tidemark.core.strategy.StrategyParameter.number;
import static io.tidemark.core.strategy.StrategyParameter.text;

import io.tidemark.core.strategy.FigureText;
import io.tidemark.core.strategy.Reading;
import io.tidemark.core.strategy.ReadingList;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.core.strategy.StrategyInput;
import io.tidemark.core.strategy.StrategyParameter;
import io.tidemark.core.strategy.StrategyParameters;
import io.tidemark.core.strategy.Verdict;
import io.tidemark.core.strategy.opinion.Aggregate;
import io.tidemark.core.strategy.opinion.Aggregator;
import io.tidemark.core.strategy.opinion.ConfluenceRules;
import io.tidemark.core.strategy.opinion.Evidence;
import io.tidemark.core.strategy.opinion.Forecast;
import io.tidemark.core.strategy.opinion.Opinion;
import io.tidemark.model.SignalSource;
import io.tidemark.model.SignalType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Three sources, aggregated as {@code strategy.aggregation_mode} says: technical (the relative
 * strength index beyond its limit, surer where MACD turns and the close is beyond Bollinger's
 * band), a model's prediction, and the order book. A source that has nothing to go by, a prediction
 * that did not come among them, wants nothing.
 *
 * <p>Technical: strength |rsi - 50| / 50, confidence 0.5 + 0.3 (distance of the index beyond its
 * limit / all there is beyond it) + 0.1 if MACD's histogram moves that way + 0.1 if the close is
 * beyond the band. Model: confidence its likelihood, strength twice what that is above one half.
 * Book: confidence the share of depth on the heavier side, strength the imbalance.
 */
final class ComplexMlStrategy extends AggregatingStrategy {

  static final List<StrategyParameter> PARAMETERS =
      List.of(
          bars("rsi_period", 14, 2, "bars of the relative strength index"),
          number("rsi_oversold", 30, 1, 50, "the index below which too much was sold"),
          number("rsi_overbought", 70, 50, 99, "the index above which too much was bought"),
          bars("macd_fast", 12, 1, "bars of MACD's fast average"),
          bars("macd_slow", 26, 2, "bars of MACD's slow average; above macd_fast"),
          bars("macd_signal", 9, 1, "bars of MACD's signal"),
          bars("bollinger_period", 20, 2, "bars of Bollinger's bands"),
          number("bollinger_deviations", 2, 0.01, 100, "standard deviations of the bands"),
          flag("ml_enabled", true, "whether a model's prediction is a source"),
          number("ml_threshold", 0.55, 0, 1, "the likelihood from which a prediction has a side"),
          text("ml_model", "", "the only model that is asked; empty for any"),
          flag("ml_size_by_agent", false, SIZE_BY_AGENT),
          text("ml_model_path", "", "the model's file, for the machine learning service"),
          text("ml_feature_pipeline_path", "", "its features' file, for the same service"),
          flag("orderbook_enabled", true, "whether the order book is a source"),
          number(
              "orderbook_imbalance_threshold",
              0.65,
              0.5,
              1,
              "the share of depth on one side from which the book has a side"),
          number("weights_technical", 1, 0, 1000, "the weight of the technical source"),
          number("weights_ml", 1, 0, 1000, "the weight of the model"),
          number("weights_orderbook", 1, 0, 1000, "the weight of the book"));

  private static final String ML = "ml";
  private static final String BOOK = "orderbook";
  private static final Opinion NO_PREDICTION =
      Opinion.hold(SignalSource.ML_MODEL, ML, "no prediction");
  private static final Opinion UNDECIDED_MODEL =
      Opinion.hold(SignalSource.ML_MODEL, ML, "the prediction has no side");
  private static final Opinion NO_BOOK =
      Opinion.hold(SignalSource.ORDER_BOOK, BOOK, "no book is known");
  private static final Opinion EVEN_BOOK =
      Opinion.hold(SignalSource.ORDER_BOOK, BOOK, "the book has no side");

  private final TechnicalView technical;
  private final List<Reading> readings;
  private final @Nullable Reading book;
  private final boolean mlEnabled;
  private final double mlThreshold;
  private final String model;
  private final boolean sizesByAgent;
  private final double bookThreshold;
  private final Aggregator aggregator;
  private @Nullable Forecast forecast;

  ComplexMlStrategy(
      StrategyDefinition definition, StrategyParameters parameters, ReadingList reads) {
    technical =
        new TechnicalView(
            parameters, new LeaningStrategy.Place(reads, definition.market().primaryTimeframe()));
    readings = technical.readings();
    book = parameters.flag("orderbook_enabled") ? reads.add("book_imbalance") : null;
    mlEnabled = parameters.flag("ml_enabled");
    mlThreshold = parameters.number("ml_threshold");
    model = parameters.text("ml_model");
    sizesByAgent = mlEnabled && parameters.flag("ml_size_by_agent");
    bookThreshold = parameters.number("orderbook_imbalance_threshold");
    Map<String, Double> weights =
        Map.of(
            TechnicalView.ORIGIN,
            parameters.number("weights_technical"),
            ML,
            parameters.number("weights_ml"),
            BOOK,
            parameters.number("weights_orderbook"));
    aggregator =
        Aggregator.of(
            definition.aggregation().mode(),
            definition.aggregation().threshold(),
            weights,
            ConfluenceRules.DEFAULT.withWeights(weights));
  }

  @Override
  public List<Reading> readings() {
    return readings;
  }

  @Override
  public List<Reading> furtherReadings() {
    return book == null ? List.of() : List.of(book);
  }

  @Override
  public Verdict onBar(StrategyInput input) {
    if (technical.onBar(input) == Verdict.UNDEFINED) {
      forecast = null;
      return verdict(null);
    }
    forecast = mlEnabled ? Forecast.of(input.predictions(), model).orElse(null) : null;
    List<Opinion> opinions = new ArrayList<>(3);
    opinions.add(technical.opinion());
    if (mlEnabled) {
      opinions.add(ofModel());
    }
    if (book != null) {
      opinions.add(ofBook(book.value()));
    }
    if (opinions.stream().allMatch(one -> one.type() == SignalType.HOLD)) {
      return verdict(Aggregate.NOTHING);
    }
    double imbalance = book == null ? Double.NaN : book.value();
    return verdict(aggregator.aggregate(opinions, new Evidence(imbalance, forecast)));
  }

  private Opinion ofModel() {
    if (forecast == null) {
      return NO_PREDICTION;
    }
    SignalType type = forecast.up() >= forecast.down() ? SignalType.BUY : SignalType.SELL;
    double likelihood = forecast.likelihoodOf(type);
    if (likelihood < mlThreshold || forecast.up() == forecast.down()) {
      return UNDECIDED_MODEL;
    }
    return new Opinion(
        SignalSource.ML_MODEL,
        ML,
        type,
        likelihood,
        LeaningStrategy.share(2 * likelihood - 1),
        "%s predicts %s with %s"
            .formatted(
                forecast.model(),
                type == SignalType.BUY ? "a rise" : "a fall",
                FigureText.share(likelihood)));
  }

  private Opinion ofBook(double imbalance) {
    if (Double.isNaN(imbalance)) {
      return NO_BOOK;
    }
    double heavier = (1 + Math.abs(imbalance)) / 2;
    if (heavier < bookThreshold || imbalance == 0) {
      return EVEN_BOOK;
    }
    boolean bids = imbalance > 0;
    return new Opinion(
        SignalSource.ORDER_BOOK,
        BOOK,
        bids ? SignalType.BUY : SignalType.SELL,
        LeaningStrategy.share(heavier),
        LeaningStrategy.share(Math.abs(imbalance)),
        "%s of the depth is %s".formatted(FigureText.share(heavier), bids ? "bids" : "asks"));
  }

  @Override
  public @Nullable UUID predictionId() {
    return forecast == null ? null : forecast.predictionId();
  }

  @Override
  public boolean sizesByAgent() {
    return sizesByAgent;
  }
}
