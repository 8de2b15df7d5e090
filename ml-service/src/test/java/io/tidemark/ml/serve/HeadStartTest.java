package io.tidemark.ml.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.feature.Feature;
import io.tidemark.core.feature.FeatureSet;
import io.tidemark.core.feature.Standardiser;
import io.tidemark.core.indicator.Peers;
import io.tidemark.ml.model.AheadModel;
import io.tidemark.ml.model.ModelSettings;
import io.tidemark.ml.model.Samples;
import io.tidemark.ml.registry.PredictionRow.Role;
import io.tidemark.model.Ids;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.BarsClosed;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class HeadStartTest {

  private static final InstrumentId BTC = InstrumentId.of("kraken", "BTC/USD");
  private static final InstrumentId ETH = InstrumentId.of("kraken", "ETH/USD");
  private static final Instant NOW = Instant.parse("2026-03-02T00:00:00Z");
  private static final int BARS = 8;
  private static final FeatureSet CLOSE =
      FeatureSet.of(Timeframe.M1, List.of(new Feature("close", "close")));

  private final SumOfThree model = new SumOfThree();
  private final PredictionStage stage =
      new PredictionStage(served(), new FeatureStreams(CLOSE, _ -> Peers.NONE));
  private final List<BarsClosed> btc = BarMessages.of(BTC, 1, BARS);
  private final List<BarsClosed> eth = BarMessages.of(ETH, 2, BARS);

  private ServedModel served() {
    return new ServedModel(
        Ids.of("model", "sum"),
        "sum",
        Ids.sha256("sum"),
        Role.CHAMPION,
        CLOSE,
        new Standardiser(
            CLOSE.hash(), CLOSE.names(), List.of(0.0), List.of(1.0), List.of(0.0), List.of()),
        model,
        UnaryOperator.identity());
  }

  private List<Double> step(BarsClosed... bars) {
    return stage
        .step(Arrays.stream(bars).map(BarMessages::input).toList(), NOW)
        .predictions()
        .stream()
        .map(row -> row.prediction().outputs().get("down"))
        .toList();
  }

  /** What the model tells of three bars. */
  private static double sum(List<BarsClosed> bars, int first, int second, int last) {
    return (float) close(bars, first) + (float) close(bars, second) + close(bars, last);
  }

  private static double sum(List<BarsClosed> bars, int last) {
    return sum(bars, last - 2, last - 1, last);
  }

  private static double close(List<BarsClosed> bars, int index) {
    return bars.get(index).bars().getFirst().close().toDouble();
  }

  @Test
  void goesThroughEarlierBarsBeforeTheNextComes() {
    for (int i = 0; i < BARS; i++) {
      int before = model.goneThrough;
      List<Double> told = step(btc.get(i), eth.get(i));
      if (i >= 2) {
        assertThat(told).containsExactly(sum(btc, i), sum(eth, i));
      }
      assertThat(model.goneThrough - before).isEqualTo(i == 2 ? 2 : 0);
      while (stage.prepare()) {
        assertThat(i).isGreaterThanOrEqualTo(2);
      }
    }
    assertThat(stage.prepare()).isFalse();
  }

  @Test
  void comesToTheSameWhereNothingOrSomeOfItWasDoneBefore() {
    for (int i = 0; i < 4; i++) {
      step(btc.get(i), eth.get(i));
    }
    stage.prepare();
    step(btc.get(4));

    assertThat(step(btc.get(5), eth.get(5))).containsExactly(sum(btc, 5), sum(eth, 2, 3, 5));
    assertThat(step(btc.get(6), eth.get(6)).getFirst()).isEqualTo(sum(btc, 6));
  }

  @Test
  void forgetsWhatWasMadeOfAnInstrumentThatIsGone() {
    for (int i = 0; i < 4; i++) {
      step(btc.get(i));
    }
    stage.prepare();
    stage.forget(Set.of(BTC));

    assertThat(step(btc.get(4))).isEmpty();
    assertThat(step(btc.get(5))).isEmpty();
    assertThat(step(btc.get(6))).containsExactly(sum(btc, 6));
  }

  /** Tells the sum of three closes; two of them may be summed before. */
  private static final class SumOfThree implements AheadModel {

    /** Samples whose first two bars were summed. */
    private int goneThrough;

    @Override
    public ModelSettings settings() {
      return new ModelSettings.Lstm(List.of(1), 0, 1, 1, 0.1, 3, 0, 0);
    }

    @Override
    public int features() {
      return 1;
    }

    @Override
    public float[][] prepare(Samples samples, int ago) {
      goneThrough += samples.count();
      float[][] sums = new float[samples.count()][1];
      double[] value = new double[1];
      for (int i = 0; i < sums.length; i++) {
        for (int before = ago; before < ago + 2; before++) {
          samples.copy(i, before, value);
          sums[i][0] += (float) value[0];
        }
      }
      return sums;
    }

    @Override
    public double[][] predict(Samples samples) {
      return predict(samples, prepare(samples, 1));
    }

    @Override
    public double[][] predict(Samples samples, float[][] prepared) {
      double[][] told = new double[samples.count()][Samples.CLASSES];
      double[] value = new double[1];
      for (int i = 0; i < told.length; i++) {
        samples.copy(i, 0, value);
        told[i][0] = prepared[i][0] + value[0];
      }
      return told;
    }

    @Override
    public void write(Path folder) {
      throw new UnsupportedOperationException("it is never kept");
    }

    @Override
    public void close() {}
  }
}
