package io.tidemark.ml.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.tidemark.core.feature.Feature;
import io.tidemark.core.feature.FeatureRow;
import io.tidemark.core.feature.FeatureSet;
import io.tidemark.core.indicator.Peers;
import io.tidemark.ml.registry.PredictionRow;
import io.tidemark.ml.registry.PredictionRow.Role;
import io.tidemark.ml.reinforcement.SizingAgent;
import io.tidemark.ml.serve.PassedOver.Why;
import io.tidemark.ml.serve.PredictionStage.Input;
import io.tidemark.ml.serve.PredictionStage.Outcome;
import io.tidemark.model.Bar;
import io.tidemark.model.Ids;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.event.Prediction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PredictionStageTest {

  private static final InstrumentId BTC = InstrumentId.of("kraken", "BTC/USD");
  private static final InstrumentId ETH = InstrumentId.of("kraken", "ETH/USD");
  private static final InstrumentId SOL = InstrumentId.of("kraken", "SOL/USD");
  private static final Instant NOW = Instant.parse("2026-03-02T00:00:00Z");

  /** Known from the first bar on. */
  private static final FeatureSet CLOSE =
      FeatureSet.of(Timeframe.M1, List.of(new Feature("close", "close")));

  /** Known from the third bar on. */
  private static final FeatureSet CHANGE =
      FeatureSet.of(Timeframe.M1, List.of(new Feature("change", "close - close[2]")));

  private final ServedModel one = EchoModel.served("one", CLOSE, 1, 0);
  private final ServedModel two = EchoModel.served("two", CLOSE, 1, 0);
  private final ServedModel three = EchoModel.served("three", CLOSE, 1, 0);

  private static FeatureStreams streams(FeatureSet set) {
    return new FeatureStreams(set, _ -> Peers.NONE);
  }

  private static PredictionStage stage(ServedModel served) {
    return new PredictionStage(served, streams(served.features()));
  }

  private static Outcome step(PredictionStage stage, BarsClosed... bars) {
    return stage.step(Arrays.stream(bars).map(BarMessages::input).toList(), NOW);
  }

  /** What foretold, by the names of the models. */
  private static List<String> models(Outcome outcome) {
    return predictions(outcome).stream().map(Prediction::model).toList();
  }

  private static List<Prediction> predictions(Outcome outcome) {
    return outcome.predictions().stream().map(PredictionRow::prediction).toList();
  }

  private static double close(BarsClosed bars) {
    return bars.bars().getFirst().close().toDouble();
  }

  @Test
  void tellsWhatTheModelExpectsAfterABar() {
    List<BarsClosed> bars = BarMessages.of(BTC, 1, 4);
    ServedModel served = EchoModel.served("btc_lstm", CHANGE, 1, 0);
    PredictionStage stage = stage(served);
    bars.subList(0, 3).forEach(message -> step(stage, message));

    Outcome outcome = step(stage, bars.getLast());

    Bar bar = bars.getLast().bars().getFirst();
    double change = close(bars.getLast()) - close(bars.get(1));
    assertThat(outcome.passedOver()).isEmpty();
    assertThat(outcome.predictions())
        .containsExactly(
            new PredictionRow(
                new Prediction(
                    Ids.of("prediction", "btc_lstm", served.hash(), BTC, "1m", bar.openTime()),
                    "btc_lstm",
                    served.hash(),
                    CHANGE.hash(),
                    BTC,
                    Timeframe.M1,
                    bar.openTime(),
                    Map.of(
                        "down", change,
                        "neutral", change,
                        "up", StrictMath.log(close(bars.getLast()) / close(bars.get(2)))),
                    bar.closeTime(),
                    NOW),
                served.id(),
                CHANGE.hash(),
                Role.CHAMPION,
                null,
                RowHash.of(
                    new FeatureRow(
                        bar.openTime(),
                        bar.closeTime(),
                        close(bars.getLast()),
                        new double[] {change}))));
  }

  @Test
  void showsTheModelTheBarsBeforeToo() {
    List<BarsClosed> bars = BarMessages.of(BTC, 1, 200);
    PredictionStage stage = stage(EchoModel.served("deep", CLOSE, 3, 0));

    for (int i = 0; i < bars.size(); i++) {
      Outcome outcome = step(stage, bars.get(i));
      if (i < 2) {
        assertThat(outcome.passedOver()).containsExactly(new PassedOver(BTC, Why.WARMING_UP));
      } else {
        assertThat(predictions(outcome).getFirst().outputs())
            .containsEntry("down", close(bars.get(i)))
            .containsEntry("neutral", close(bars.get(i - 2)))
            .containsEntry(
                "up",
                i == 2 ? 0.0 : StrictMath.log(close(bars.get(i - 2)) / close(bars.get(i - 3))));
      }
    }
  }

  @Test
  void knowsNoChangeOverAMissingBar() {
    PredictionStage stage = stage(one);
    List<BarsClosed> bars = BarMessages.of(BTC, 1, 4);
    step(stage, bars.get(0));

    assertThat(predictions(step(stage, bars.get(2))).getFirst().outputs()).containsEntry("up", 0.0);
    assertThat(predictions(step(stage, bars.get(3))).getFirst().outputs())
        .containsEntry("up", StrictMath.log(close(bars.get(3)) / close(bars.get(2))));
  }

  @Test
  void takesOutWhatTheWeightsOfTheTrainingPutIn() {
    ServedModel weighed =
        new ServedModel(
            one.id(),
            one.name(),
            one.hash(),
            one.role(),
            one.features(),
            one.standardiser(),
            one.model(),
            probabilities -> new double[] {0.5, 0.25, probabilities[0]});
    BarsClosed bars = BarMessages.of(BTC, 1, 1).getFirst();

    assertThat(predictions(step(stage(weighed), bars)).getFirst().outputs())
        .isEqualTo(Map.of("down", 0.5, "neutral", 0.25, "up", close(bars)));
  }

  /**
   * Skips up to a change of 0.125, halves up to 0.25, and takes the rest as it is: of a change x
   * above 0, skipping is worth 0.5, half of it 4x and all of it 8x - 1.
   */
  private static final String AGENT =
      "{\"features\": 1, \"hiddenUnits\": 1, \"weights\": [4, 0, 0, 0.5, 1, 0, 2, -1]}";

  @Test
  void tellsTheShareThatTheAgentGivesWhatIsKnownOfTheBar(@TempDir Path folder) throws IOException {
    ServedModel model = EchoModel.served("change", CHANGE, 1, 0);
    ServedModel sizing =
        new ServedModel(
            model.id(),
            model.name(),
            model.hash(),
            model.role(),
            model.features(),
            model.standardiser(),
            model.model(),
            model.balance(),
            SizingAgent.read(Files.writeString(folder.resolve("sizing.json"), AGENT)));
    PredictionStage stage = stage(sizing);
    Set<Double> shares = new TreeSet<>();

    for (BarsClosed bars : BarMessages.of(BTC, 1, 200)) {
      for (Prediction told : predictions(step(stage, bars))) {
        double change = told.outputs().getOrDefault("down", Double.NaN);
        assertThat(told.sizeShare()).isEqualTo(change <= 0.125 ? 0 : change <= 0.25 ? 0.5 : 1.0);
        shares.add(told.sizeShare());
      }
    }

    assertThat(shares).containsExactly(0.0, 0.5, 1.0);
  }

  @Test
  void waitsUntilTheFeaturesCanBeKnown() {
    PredictionStage stage = stage(EchoModel.served("change", CHANGE, 1, 0));
    List<BarsClosed> bars = BarMessages.of(BTC, 1, 3);

    assertThat(step(stage, bars.get(0)).passedOver())
        .containsExactly(new PassedOver(BTC, Why.WARMING_UP));
    assertThat(step(stage, bars.get(1)).passedOver())
        .containsExactly(new PassedOver(BTC, Why.WARMING_UP));
    assertThat(step(stage, bars.get(2)).predictions()).hasSize(1);
  }

  @Test
  void asksTheModelOnceAnInstant() {
    PredictionStage stage = stage(one);
    List<BarsClosed> btc = BarMessages.of(BTC, 1, 2);
    List<BarsClosed> eth = BarMessages.of(ETH, 2, 2);
    List<BarsClosed> sol = BarMessages.of(SOL, 3, 2);

    Outcome outcome = step(stage, eth.get(0), sol.get(0), btc.get(0));
    step(stage, btc.get(1), eth.get(1));

    assertThat(EchoModel.of(one).batches()).containsExactly(3, 2);
    assertThat(predictions(outcome))
        .extracting(Prediction::instrument, each -> each.outputs().get("down"))
        .containsExactly(
            tuple(ETH, close(eth.get(0))),
            tuple(SOL, close(sol.get(0))),
            tuple(BTC, close(btc.get(0))));
  }

  @Test
  void refusesBarsOfSeveralInstants() {
    List<BarsClosed> bars = BarMessages.of(BTC, 1, 2);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> step(stage(one), bars.get(0), bars.get(1)))
        .withMessageContaining("bars must close at one instant");
  }

  @Test
  void foretellsOfNoBarTwice() {
    PredictionStage stage = stage(one);
    List<BarsClosed> bars = BarMessages.of(BTC, 1, 2);
    step(stage, bars.get(0));
    step(stage, bars.get(1));

    Outcome again = step(stage, bars.get(1));
    Outcome before = step(stage, bars.get(0));

    assertThat(again.predictions()).isEmpty();
    assertThat(again.passedOver()).containsExactly(new PassedOver(BTC, Why.TAKEN_BEFORE));
    assertThat(before.passedOver()).containsExactly(new PassedOver(BTC, Why.TAKEN_BEFORE));
  }

  @Test
  void passesCorrectionsOver() {
    List<BarsClosed> bars = BarMessages.of(BTC, 1, 50);
    PredictionStage undisturbed = stage(EchoModel.served("change", CHANGE, 2, 0));
    PredictionStage stage = stage(EchoModel.served("change", CHANGE, 2, 0));

    for (int i = 0; i < bars.size(); i++) {
      assertThat(step(stage, bars.get(i))).isEqualTo(step(undisturbed, bars.get(i)));
      BarsClosed amended = BarMessages.amended(bars.get(i), i % 2 == 0);
      Outcome outcome = step(stage, amended);
      assertThat(outcome.predictions()).isEmpty();
      assertThat(outcome.passedOver()).containsExactly(new PassedOver(BTC, Why.CORRECTION));
    }
  }

  @Test
  void passesBarsOfOtherTimeframesOver() {
    FeatureSet fives = FeatureSet.of(Timeframe.M5, List.of(new Feature("close", "close")));
    PredictionStage stage = stage(EchoModel.served("fives", fives, 1, 0));
    List<BarsClosed> bars =
        BarMessages.of(BTC, BarMessages.minutes(1, 5), Set.of(Timeframe.M1, Timeframe.M5));

    for (BarsClosed message : bars.subList(0, 4)) {
      assertThat(step(stage, message).passedOver())
          .containsExactly(new PassedOver(BTC, Why.OTHER_TIMEFRAME));
    }
    assertThat(step(stage, bars.get(4)).predictions())
        .extracting(row -> row.prediction().barOpenTime())
        .containsExactly(BarMessages.START);
  }

  @Test
  void swapsAtTheNextInstant() {
    PredictionStage stage = stage(one);
    List<BarsClosed> btc = BarMessages.of(BTC, 1, 3);
    List<BarsClosed> eth = BarMessages.of(ETH, 2, 3);
    step(stage, btc.get(0), eth.get(0));

    assertThat(models(step(stage, btc.get(1)))).containsExactly("one");
    stage.swap(two);
    assertThat(stage.next()).isEqualTo(two);
    assertThat(models(step(stage, eth.get(1)))).as("the same instant").containsExactly("one");
    stage.swap(three);
    assertThat(models(step(stage, BarMessages.of(SOL, 3, 2).getLast())))
        .as("still the same instant")
        .containsExactly("one");
    assertThat(models(step(stage, eth.get(2), btc.get(2)))).containsExactly("three", "three");
  }

  @Test
  void leavesBarsThatComeLateToTheModelOfTheirInstant() {
    PredictionStage stage = stage(one);
    List<BarsClosed> btc = BarMessages.of(BTC, 1, 3);
    List<BarsClosed> eth = BarMessages.of(ETH, 2, 3);
    step(stage, btc.get(0));
    stage.swap(two);

    assertThat(models(step(stage, btc.get(1)))).containsExactly("two");
    assertThat(models(step(stage, eth.get(0)))).containsExactly("one");
    assertThat(models(step(stage, eth.get(1)))).containsExactly("two");
    assertThat(EchoModel.of(one).isClosed()).isFalse();
  }

  @Test
  void saysSoIfTheModelOfAnInstantIsGone() {
    PredictionStage stage = stage(one);
    List<BarsClosed> btc = BarMessages.of(BTC, 1, 3);
    List<BarsClosed> eth = BarMessages.of(ETH, 2, 3);
    step(stage, btc.get(0));
    stage.swap(two);
    step(stage, btc.get(1));
    stage.swap(three);
    step(stage, btc.get(2));

    Outcome late = step(stage, eth.get(0));

    assertThat(late.predictions()).isEmpty();
    assertThat(late.passedOver()).containsExactly(new PassedOver(ETH, Why.TOO_LATE));
    assertThat(models(step(stage, eth.get(1)))).containsExactly("two");
    assertThat(models(step(stage, eth.get(2)))).containsExactly("three");
  }

  @Test
  void foretellsOfEachInstantWithOneModelHoweverBarsAndSwapsMeet() {
    Random random = new Random(11);
    List<InstrumentId> instruments = List.of(BTC, ETH, SOL);
    for (int run = 0; run < 50; run++) {
      PredictionStage stage = stage(EchoModel.served("first", CLOSE, 1, 0));
      Map<Instant, Set<String>> byInstant = new HashMap<>();
      Map<InstrumentId, List<BarsClosed>> left = new HashMap<>();
      for (InstrumentId instrument : instruments) {
        left.put(instrument, new ArrayList<>(BarMessages.of(instrument, run, 40)));
      }
      for (int step = 0; step < 120; step++) {
        if (random.nextInt(5) == 0) {
          stage.swap(EchoModel.served("swap_" + step, CLOSE, 1, 0));
        }
        List<BarsClosed> bars = left.get(instruments.get(random.nextInt(3)));
        if (bars != null && !bars.isEmpty()) {
          for (Prediction told : predictions(step(stage, bars.removeFirst()))) {
            byInstant.computeIfAbsent(told.eventTime(), _ -> new HashSet<>()).add(told.modelHash());
          }
        }
      }
      assertThat(byInstant.values()).isNotEmpty().allMatch(hashes -> hashes.size() == 1);
      assertThat(new HashSet<>(byInstant.values())).hasSizeGreaterThan(1);
    }
  }

  @Test
  void closesModelsThatAreNoLongerNeeded() {
    PredictionStage stage = stage(one);
    List<BarsClosed> btc = BarMessages.of(BTC, 1, 3);
    ServedModel never = EchoModel.served("never", CLOSE, 1, 0);
    step(stage, btc.get(0));
    stage.swap(never);
    stage.swap(two);
    assertThat(EchoModel.of(never).isClosed()).isTrue();
    step(stage, btc.get(1));
    stage.swap(three);
    assertThat(EchoModel.of(one).isClosed()).isFalse();

    step(stage, btc.get(2));

    assertThat(EchoModel.of(one).isClosed()).isTrue();
    assertThat(EchoModel.of(two).isClosed()).isFalse();
    stage.close();
    assertThat(EchoModel.of(two).isClosed()).isTrue();
    assertThat(EchoModel.of(three).isClosed()).isTrue();
  }

  @Test
  void showsTheNextModelWhatItWouldHaveSeenHadItServedFromTheStart() {
    List<BarsClosed> bars = BarMessages.of(BTC, 1, 60);
    PredictionStage stage = stage(EchoModel.served("shallow", CLOSE, 1, 0));
    PredictionStage from = stage(EchoModel.served("deep", CLOSE, 20, 7));
    for (BarsClosed message : bars.subList(0, 40)) {
      step(stage, message);
      step(from, message);
    }

    stage.swap(EchoModel.served("deep", CLOSE, 20, 7));

    for (BarsClosed message : bars.subList(40, 60)) {
      assertThat(step(stage, message)).isEqualTo(step(from, message));
    }
  }

  @Test
  void swapsToAModelOfOtherFeaturesOnStreamsThatTookTheSameBars() {
    List<BarsClosed> bars = BarMessages.of(BTC, 1, 6);
    List<BarsClosed> eth = BarMessages.of(ETH, 2, 6);
    ServedModel other = EchoModel.served("other", CHANGE, 1, 0);
    PredictionStage stage = stage(one);
    FeatureStreams warmed = streams(CHANGE);
    for (int i = 0; i < 4; i++) {
      step(stage, bars.get(i));
      Input input = BarMessages.input(bars.get(i));
      warmed.take(input.bars(), input.context());
    }

    assertThatIllegalArgumentException()
        .isThrownBy(() -> stage.swap(other))
        .withMessageContaining("other must be shown");
    assertThat(stage.next()).isEqualTo(one);
    stage.swap(other, warmed);
    assertThat(models(step(stage, eth.get(3)))).as("before the swap").containsExactly("one");

    assertThat(predictions(step(stage, bars.get(4))))
        .extracting(Prediction::model, Prediction::featureHash, told -> told.outputs().get("down"))
        .containsExactly(tuple("other", CHANGE.hash(), close(bars.get(4)) - close(bars.get(2))));
    assertThat(step(stage, eth.get(4)).passedOver())
        .as("its second bar")
        .containsExactly(new PassedOver(ETH, Why.WARMING_UP));
    assertThat(models(step(stage, eth.get(5)))).containsExactly("other");
  }

  @Test
  void goesBackToTheFeaturesInUseBeforeOthersHaveServed() {
    List<BarsClosed> bars = BarMessages.of(BTC, 1, 2);
    ServedModel other = EchoModel.served("other", CHANGE, 1, 0);
    PredictionStage stage = stage(one);
    step(stage, bars.get(0));
    assertThat(stage.gives(CHANGE)).isFalse();
    stage.swap(other, streams(CHANGE));
    assertThat(stage.gives(CHANGE)).isTrue();
    assertThat(stage.gives(CLOSE)).isTrue();

    stage.swap(two);

    assertThat(EchoModel.of(other).isClosed()).isTrue();
    assertThat(models(step(stage, bars.get(1)))).containsExactly("two");
  }

  @Test
  void goesOnExactlyFromSnapshots() {
    List<BarsClosed> btc = BarMessages.of(BTC, 1, 150);
    List<BarsClosed> eth = BarMessages.of(ETH, 2, 150);
    FeatureSet set =
        FeatureSet.of(
            Timeframe.M1,
            List.of(new Feature("trend", "close / ema(20) - 1"), new Feature("rsi", "rsi(14)")));
    PredictionStage whole = stage(EchoModel.served("deep", set, 30, 0.5));
    for (int i = 0; i < 75; i++) {
      step(whole, btc.get(i), eth.get(i));
    }
    byte[] ofBtc = whole.streams().snapshot(BTC);
    byte[] ofEth = whole.streams().snapshot(ETH);
    FeatureStreams restored = streams(set);
    restored.restore(ETH, ofEth);
    restored.restore(BTC, ofBtc);
    PredictionStage after = new PredictionStage(EchoModel.served("deep", set, 30, 0.5), restored);

    assertThat(step(after, btc.get(74), eth.get(74)).predictions())
        .as("what was told before is not told again")
        .isEmpty();
    for (int i = 75; i < 150; i++) {
      Outcome outcome = step(after, btc.get(i), eth.get(i));
      assertThat(outcome.predictions()).hasSize(2);
      assertThat(outcome).isEqualTo(step(whole, btc.get(i), eth.get(i)));
    }
    assertThat(after.streams().snapshot(BTC)).isEqualTo(whole.streams().snapshot(BTC));
  }

  @Test
  void goesOnWarmingUpFromSnapshots() {
    List<BarsClosed> bars = BarMessages.of(BTC, 1, 3);
    FeatureStreams streams = streams(CHANGE);
    Input first = BarMessages.input(bars.get(0));
    streams.take(first.bars(), first.context());
    FeatureStreams restored = streams(CHANGE);
    restored.restore(BTC, streams.snapshot(BTC));
    PredictionStage stage = new PredictionStage(EchoModel.served("change", CHANGE, 1, 0), restored);

    assertThat(step(stage, bars.get(1)).passedOver())
        .containsExactly(new PassedOver(BTC, Why.WARMING_UP));
    assertThat(step(stage, bars.get(2)).predictions()).hasSize(1);
  }

  @Test
  void refusesSnapshotsThatAreNotItsOwn() {
    FeatureStreams streams = streams(CLOSE);
    Input input = BarMessages.input(BarMessages.of(BTC, 1, 1).getFirst());
    streams.take(input.bars(), input.context());
    byte[] snapshot = streams.snapshot(BTC);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> streams(CHANGE).restore(BTC, snapshot))
        .withMessageContaining(CHANGE.hash());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> streams(CLOSE).restore(BTC, Arrays.copyOf(snapshot, snapshot.length - 1)))
        .withMessageContaining("damaged");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> streams(CLOSE).restore(BTC, Arrays.copyOf(snapshot, snapshot.length + 1)))
        .withMessageContaining("damaged");
    FeatureStreams other = streams(CHANGE);
    assertThatIllegalArgumentException().isThrownBy(() -> other.restore(BTC, snapshot));
    assertThat(other.instruments()).isEmpty();
  }

  @Test
  void forgetsInstruments() {
    PredictionStage stage = stage(one);
    List<BarsClosed> bars = BarMessages.of(BTC, 1, 2);
    step(stage, bars.get(0));

    stage.forget(List.of(BTC));

    assertThat(stage.streams().instruments()).isEmpty();
    assertThat(stage.streams().latest(BTC)).isEmpty();
    assertThat(step(stage, bars.get(1)).predictions())
        .extracting(row -> row.prediction().outputs().get("down"))
        .containsExactly(close(bars.get(1)));
  }

  @Test
  void letsTheHeuristicStandInWithoutAModel() {
    ServedModel standIn = ServedModel.standIn(FeatureSet.standard(Timeframe.M1));
    PredictionStage stage = stage(standIn);
    List<BarsClosed> bars = BarMessages.of(BTC, 1, 60);
    bars.subList(0, 59)
        .forEach(
            message ->
                assertThat(step(stage, message).passedOver())
                    .containsExactly(new PassedOver(BTC, Why.WARMING_UP)));

    PredictionRow told = step(stage, bars.getLast()).predictions().getFirst();

    assertThat(told.role()).isEqualTo(Role.STAND_IN);
    assertThat(told.modelId()).isNull();
    assertThat(told.prediction().model()).isEqualTo("heuristic");
    boolean rose = close(bars.getLast()) > close(bars.get(54));
    Map<String, Double> outputs = told.prediction().outputs();
    assertThat(outputs.getOrDefault("up", 0.0) > outputs.getOrDefault("down", 0.0)).isEqualTo(rose);
    assertThat(outputs.values().stream().mapToDouble(Double::doubleValue).sum())
        .isCloseTo(1, within(1e-12));
  }

  @Test
  void refusesAModelWhoseStandardiserIsOfOtherFeatures() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new ServedModel(
                    null,
                    "mixed",
                    one.hash(),
                    Role.CHAMPION,
                    CHANGE,
                    one.standardiser(),
                    one.model(),
                    one.balance()))
        .withMessageContaining("must be fitted on the features " + CHANGE.hash());
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new ServedModel(
                    null,
                    "wide",
                    one.hash(),
                    Role.CHAMPION,
                    CLOSE,
                    one.standardiser(),
                    new EchoModel(2, 1),
                    one.balance()))
        .withMessage("wide must know the 1 columns of its standardiser, knows 2");
  }
}
