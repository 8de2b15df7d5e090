package io.tidemark.ml.training;

import io.tidemark.core.feature.FeatureTable;
import io.tidemark.core.feature.Rows;
import io.tidemark.core.feature.Standardiser;
import io.tidemark.core.history.BarColumns;
import io.tidemark.core.history.Span;
import io.tidemark.core.learn.ClosedTrade;
import io.tidemark.core.performance.TradeRow;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.kit.configuration.Reinforcement;
import io.tidemark.kit.configuration.TrainingFile;
import io.tidemark.ml.model.TrainingProgress;
import io.tidemark.ml.reinforcement.RecordedTrade;
import io.tidemark.ml.reinforcement.SizeChoice;
import io.tidemark.ml.reinforcement.SizingAgent;
import io.tidemark.ml.reinforcement.SizingScore;
import io.tidemark.ml.reinforcement.SizingSettings;
import io.tidemark.ml.reinforcement.SizingTrainer;
import io.tidemark.model.Money;
import io.tidemark.model.PositionSide;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Trains the agent that goes with a model on trades that ended before the hold-out, and judges it
 * by those of the hold-out. It is shown what the model is shown of the bar that a trade was decided
 * on, and not what the model makes of it: of bars that a model was fitted on, that proves nothing.
 *
 * <p>Trades to learn from are made without the model for the same reason; those to judge by with
 * it, as they would be live.
 */
final class AgentTraining {

  /** Of fewer trades nothing is learnt but what happened to them. */
  static final int LEAST_LEARNT = 100;

  /** Fewer do not tell what an agent is worth from luck. */
  static final int LEAST_JUDGED = 30;

  private final TrainingFile file;
  private final TradeSource source;
  private final LabelledRows rows;
  private final FeatureTable table;
  private final Standardiser standardiser;

  /**
   * @param rows whose hold-out judges
   * @param standardiser fitted for the model
   */
  AgentTraining(
      TrainingFile file, TradeSource source, LabelledRows rows, Standardiser standardiser) {
    this.file = file;
    this.source = source;
    this.rows = rows;
    this.table = rows.table();
    this.standardiser = standardiser;
  }

  /**
   * An agent, or why there is none.
   *
   * @param agent null unless it is to go with the model
   */
  record Result(@Nullable SizingAgent agent, SizingRecord told) {}

  /** A trade with all its parts, on the row that it was decided on. */
  private record Whole(int row, Instant exitTime, Money netPnl) {}

  /** Those of both sides of the begin of the hold-out. */
  private record Parts(List<Whole> before, List<Whole> holdOut) {}

  /**
   * Trains and judges.
   *
   * @param predictor the model
   * @param modelHash of its files
   * @param bars of which those of the table are made
   * @throws IllegalArgumentException if the strategy cannot be run on the bars
   * @throws InterruptedException if the thread is interrupted
   */
  Result train(Predictor predictor, String modelHash, BarColumns bars) throws InterruptedException {
    Parts parts =
        switch (source) {
          case TradeSource.Recorded(List<ClosedTrade> bought) -> partsOf(bought, bought);
          case TradeSource.Backtested(StrategyDefinition strategy) ->
              backtested(strategy, predictor, modelHash, bars);
        };
    if (parts.before.size() < LEAST_LEARNT || parts.holdOut.size() < LEAST_JUDGED) {
      return none(
          parts,
          "no agent: there are %d trades to learn from and %d of the hold-out, needed are %d and %d"
              .formatted(parts.before.size(), parts.holdOut.size(), LEAST_LEARNT, LEAST_JUDGED));
    }
    double unit =
        parts.before.stream()
            .mapToDouble(trade -> Math.abs(trade.netPnl.amount().doubleValue()))
            .average()
            .orElseThrow();
    if (unit == 0) {
      return none(parts, "no agent: no trade to learn from won or lost anything");
    }
    SizingAgent agent =
        new SizingTrainer(settings())
            .train(
                parts.before.stream().map(trade -> recorded(trade, unit)).toList(),
                TrainingProgress.UNHEARD);
    return judged(agent, parts);
  }

  private Parts backtested(
      StrategyDefinition strategy, Predictor predictor, String modelHash, BarColumns bars) {
    StrategyRuns.requireFitting(strategy, table.set().timeframe());
    int first = rows.holdOut().get(0);
    int last = rows.holdOut().get(rows.holdOut().size() - 1);
    Instant begin = table.openTime(first);
    List<TradeRow> before =
        StrategyRuns.over(strategy, bars, new Span(table.openTime(table.firstWarm()), begin))
            .alone()
            .trades();
    List<TradeRow> holdOut =
        StrategyRuns.over(strategy, bars, new Span(begin, table.closeTime(last)))
            .with(
                predictor,
                file.training().modelName(),
                modelHash,
                table,
                Rows.between(first, last + 1))
            .trades();
    return partsOf(bought(before), bought(holdOut));
  }

  private static List<ClosedTrade> bought(List<TradeRow> trades) {
    return trades.stream()
        .filter(trade -> trade.side() == PositionSide.LONG)
        .map(
            trade ->
                new ClosedTrade(
                    trade.entryTime(),
                    trade.exitTime(),
                    new Money(trade.pnl(), trade.instrument().symbol().quote())))
        .toList();
  }

  private Parts partsOf(List<ClosedTrade> before, List<ClosedTrade> holdOut) {
    int first = rows.holdOut().get(0);
    int last = rows.holdOut().get(rows.holdOut().size() - 1);
    Instant begin = table.openTime(first);
    Instant end = table.closeTime(table.rows() - 1);
    return new Parts(
        whole(
            before,
            trade ->
                trade.row >= table.firstWarm()
                    && trade.row < first
                    && !trade.exitTime.isAfter(begin)),
        whole(
            holdOut,
            trade -> trade.row >= first && trade.row <= last && !trade.exitTime.isAfter(end)));
  }

  /** Trades put together of their parts, in the order in which they ended. */
  private List<Whole> whole(List<ClosedTrade> trades, Predicate<Whole> wanted) {
    DecisionRows decisions = new DecisionRows(table);
    Map<Instant, Whole> byEntry = new TreeMap<>();
    for (ClosedTrade part : trades) {
      OptionalInt row = decisions.of(part.entryTime());
      if (row.isPresent()) {
        byEntry.merge(
            part.entryTime(),
            new Whole(row.getAsInt(), part.exitTime(), part.netPnl()),
            AgentTraining::together);
      }
    }
    return byEntry.values().stream()
        .filter(wanted)
        .sorted(Comparator.comparing(Whole::exitTime).thenComparing(Whole::row))
        .toList();
  }

  private static Whole together(Whole one, Whole other) {
    return new Whole(
        one.row,
        one.exitTime.isAfter(other.exitTime) ? one.exitTime : other.exitTime,
        one.netPnl.plus(other.netPnl));
  }

  private SizingSettings settings() {
    Reinforcement asked = file.reinforcement();
    SizingSettings standard = SizingSettings.STANDARD;
    return new SizingSettings(
        asked.hiddenUnits(),
        asked.episodes(),
        asked.discount(),
        asked.learningRate(),
        standard.batchSize(),
        standard.memory(),
        standard.drawdownPenalty(),
        file.training().seed());
  }

  private RecordedTrade recorded(Whole trade, double unit) {
    return new RecordedTrade(known(trade), trade.netPnl.amount().doubleValue() / unit);
  }

  private double[] known(Whole trade) {
    double[] known = new double[standardiser.columns()];
    standardiser.apply(table, trade.row, known, 0);
    return known;
  }

  private Result judged(SizingAgent agent, Parts parts) {
    List<SizeChoice> choices = new ArrayList<>();
    List<BigDecimal> results = new ArrayList<>();
    for (Whole trade : parts.holdOut) {
      choices.add(agent.choose(known(trade)));
      results.add(trade.netPnl.amount());
    }
    SizingScore score = SizingScore.of(choices, results, file.training().seed());
    boolean kept = score.isBetter();
    return new Result(kept ? agent : null, told(parts, score, kept, score.words(currency(parts))));
  }

  private Result none(Parts parts, String why) {
    return new Result(null, told(parts, null, false, why));
  }

  private SizingRecord told(Parts parts, @Nullable SizingScore score, boolean kept, String found) {
    String trades =
        switch (source) {
          case TradeSource.Recorded _ -> "those that were given";
          case TradeSource.Backtested(StrategyDefinition strategy) -> "those of " + strategy.name();
        };
    return new SizingRecord(trades, currency(parts), parts.before.size(), score, kept, found);
  }

  private static String currency(Parts parts) {
    return Stream.concat(parts.before.stream(), parts.holdOut.stream())
        .findFirst()
        .map(trade -> trade.netPnl.currency())
        .orElse("");
  }
}
