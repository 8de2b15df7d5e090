package io.tidemark.ml.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.feature.FeatureTable;
import io.tidemark.core.feature.Standardiser;
import io.tidemark.core.history.BarColumns;
import io.tidemark.core.learn.ClosedTrade;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.kit.configuration.StrategyLoader;
import io.tidemark.ml.evaluation.ModelEvaluation;
import io.tidemark.ml.reinforcement.SizingScore;
import io.tidemark.model.Bar;
import io.tidemark.model.Money;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Agents on minutes whose latest change tells which purchases win. */
@Timeout(120)
class AgentTrainingTest {

  private static final List<Bar> BARS = SyntheticMinutes.trending(3_000);
  private static final BarColumns COLUMNS = SyntheticMinutes.columns(BARS);

  @TempDir private Path folder;

  private ModelBundle trained(String text, TradeSource trades) throws Exception {
    return Trainings.trained(
        Trainings.request(folder, text),
        COLUMNS,
        new ModelsFolder(folder.resolve("models"), "minutes"),
        trades);
  }

  private static SizingRecord told(ModelBundle bundle) {
    return Objects.requireNonNull(bundle.training().sizing());
  }

  @Test
  void goesWithTheModelIfItTellsLosersFromWinners() throws Exception {
    TradeSource purchases = new TradeSource.Recorded(Trainings.purchases(BARS));

    ModelBundle bundle = trained(Trainings.SIZING_TREES, purchases);

    SizingScore score = Objects.requireNonNull(told(bundle).score());
    assertThat(told(bundle).kept()).isTrue();
    assertThat(told(bundle).trades()).isEqualTo("those that were given");
    assertThat(told(bundle).found()).startsWith("the agent is kept: ");
    // The hold-out are the last 450 minutes, of which every fifth has a purchase.
    assertThat(score.trades()).isBetween(85, 90);
    assertThat(told(bundle).learnt()).isBetween(480, 501);
    assertThat(score.with()).isPositive().isGreaterThan(score.without().multiply(BigDecimal.TWO));
    assertThat(score.depthWith()).isLessThan(score.depthWithout());
    assertThat(score.skipped()).isPositive();
    assertThat(bundle.files().all()).anyMatch(file -> file.path().equals("sizing.json"));

    ModelBundle without = trained(Trainings.TREES, purchases);
    assertThat(without.hash()).isNotEqualTo(bundle.hash());
    assertThat(without.sizing()).isNull();
    assertThat(without.training().sizing()).isNull();
  }

  @Test
  void tellsTheSameSharesOnceItWasOpenedAgain() throws Exception {
    ModelBundle made =
        trained(Trainings.SIZING_TREES, new TradeSource.Recorded(Trainings.purchases(BARS)));
    FeatureTable table = FeatureTable.of(made.training().features().set(), COLUMNS);

    try (Predictor first = Predictor.of(made);
        Predictor second = Predictor.of(ModelBundle.open(made.path()))) {
      List<Double> shares =
          IntStream.range(100, 400).mapToObj(row -> first.sizeShare(table, row)).toList();
      assertThat(IntStream.range(100, 400).mapToObj(row -> second.sizeShare(table, row)))
          .isEqualTo(shares);
      assertThat(shares).contains(0.0, 1.0).doesNotContainNull();
    }
    ModelBundle again =
        Trainings.trained(
            Trainings.request(folder, Trainings.SIZING_TREES),
            COLUMNS,
            new ModelsFolder(folder.resolve("again"), "minutes"),
            new TradeSource.Recorded(Trainings.purchases(BARS)));
    assertThat(again.hash()).isEqualTo(made.hash());
  }

  @Test
  void isNotKeptWhereTradesAreRandom() throws Exception {
    TrainingRequest request = Trainings.request(folder, Trainings.SIZING_TREES);
    ModelBundle model = trained(Trainings.TREES, new TradeSource.Recorded(List.of()));
    LabelledRows rows = LabelledRows.of(request.file(), Trainings.input(request, COLUMNS));
    Standardiser standardiser = model.standardiser();
    int kept = 0;

    try (Predictor predictor = Predictor.of(model)) {
      for (int seed = 0; seed < 20; seed++) {
        AgentTraining.Result result =
            new AgentTraining(
                    request.file(), new TradeSource.Recorded(random(seed)), rows, standardiser)
                .train(predictor, "", COLUMNS);
        assertThat(result.told().score()).isNotNull();
        assertThat(result.agent() != null).isEqualTo(result.told().kept());
        kept += result.told().kept() ? 1 : 0;
      }
    }

    // One of twenty is what luck may pass.
    assertThat(kept).isLessThanOrEqualTo(2);
  }

  /** The same purchases with results that nothing tells, a little below 0 as after fees. */
  private static List<ClosedTrade> random(long seed) {
    Random random = new Random(seed);
    return Trainings.purchases(BARS).stream()
        .map(
            one ->
                new ClosedTrade(
                    one.entryTime(),
                    one.exitTime(),
                    new Money(
                        BigDecimal.valueOf(random.nextInt(-1_100, 1_000), 2),
                        one.netPnl().currency())))
        .toList();
  }

  @Test
  void needsEnoughTrades() throws Exception {
    List<ClosedTrade> last = Trainings.purchases(BARS);

    ModelBundle bundle =
        trained(
            Trainings.SIZING_TREES,
            new TradeSource.Recorded(last.subList(last.size() - 120, last.size())));

    assertThat(bundle.sizing()).isNull();
    assertThat(told(bundle).kept()).isFalse();
    assertThat(told(bundle).score()).isNull();
    assertThat(told(bundle).found())
        .matches(
            "no agent: there are \\d+ trades to learn from and \\d+ of the hold-out, needed are 100"
                + " and 30");
  }

  @Test
  void learnsFromTheTradesOfAStrategyAndSizesThem() throws Exception {
    StrategyDefinition always =
        strategy(
            """
            strategy: {id: always, name: Always buys, class: rules}
            market: {exchange: kraken, symbol: BTC/USD, primary_timeframe: 1m}
            entry: {long: ["close > 0"]}
            exits: {max_hold_time_minutes: 3}
            execution: {fee_rate: 0.0001}
            """);

    ModelBundle bundle = trained(Trainings.SIZING_TREES, new TradeSource.Backtested(always));

    assertThat(told(bundle).trades()).isEqualTo("those of Always buys");
    assertThat(told(bundle).currency()).isEqualTo("USD");
    assertThat(told(bundle).found()).startsWith("the agent is kept: ");
    StrategyDefinition follower = strategy(FOLLOWER);
    StrategyDefinition sized =
        strategy(FOLLOWER.replace("{enabled: true,", "{enabled: true, size_by_agent: true,"));
    int taken = trades(bundle, sized);
    assertThat(taken).isPositive().isLessThan(trades(bundle, follower));
  }

  private static final String FOLLOWER =
      """
      strategy: {id: follower, name: Follows the model, class: ComplexMLStrategy}
      market: {exchange: kraken, symbol: BTC/USD, primary_timeframe: 1m}
      ml: {enabled: true, threshold: 0.4}
      orderbook: {enabled: false}
      exits: {max_hold_time_minutes: 2}
      """;

  private StrategyDefinition strategy(String text) throws Exception {
    return StrategyLoader.load(Files.writeString(folder.resolve("strategy.yaml"), text));
  }

  /** How often a strategy buys over the hold-out with a model. */
  private int trades(ModelBundle bundle, StrategyDefinition strategy) throws Exception {
    TrainingRequest request = Trainings.request(folder, Trainings.SIZING_TREES);
    TrainingInput input = Trainings.input(request, COLUMNS);
    return ModelEvaluation.of(
            request.file(), input, LabelledRows.of(request.file(), input), bundle, strategy)
        .worth()
        .with()
        .trades();
  }
}
