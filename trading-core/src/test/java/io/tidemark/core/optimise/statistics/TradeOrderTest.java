package io.tidemark.core.optimise.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.tidemark.core.optimise.statistics.TradeOrder.Drawing;
import io.tidemark.core.optimise.statistics.TradeOrder.Growth;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class TradeOrderTest {

  @Test
  void shufflingMovesTheDrawdownAndNotTheEnd() {
    // of +50 and two times -20, on 100: orders + - -: 40/150; - + -: 20/100; - - +: 40/100
    TradeOrderEvidence evidence =
        new TradeOrder(Drawing.SHUFFLE, Growth.ADDED, 30_000, 1)
            .run(new double[] {50, -20, -20}, 100);

    assertThat(evidence.finalEquity()).isEqualTo(new Percentiles(110, 110, 110, 110, 110));
    assertThat(evidence.maxDrawdown().p5()).isCloseTo(0.2, within(1e-12));
    assertThat(evidence.maxDrawdown().p50()).isCloseTo(40.0 / 150, within(1e-12));
    assertThat(evidence.maxDrawdown().p95()).isCloseTo(0.4, within(1e-12));
    assertThat(evidence.ruined()).isZero();
  }

  @Test
  void bootstrapMovesTheEndAsTheBinomialDoes() {
    // 100 trades of +1 or -1, even odds: a deviation of 10
    double[] results = DoubleStream.iterate(1, last -> -last).limit(100).toArray();

    TradeOrderEvidence evidence =
        new TradeOrder(Drawing.BOOTSTRAP, Growth.ADDED, 20_000, 2).run(results, 1000);

    assertThat(evidence.finalEquity().p50()).isCloseTo(1000, within(1.0));
    assertThat(evidence.finalEquity().p95()).isCloseTo(1016.4, within(2.0));
    assertThat(evidence.finalEquity().p5()).isCloseTo(983.6, within(2.0));
  }

  @Test
  void compoundsFractionsOfEquity() {
    TradeOrderEvidence evidence =
        new TradeOrder(Drawing.SHUFFLE, Growth.COMPOUNDED, 100, 3)
            .run(new double[] {0.5, -0.2}, 100);

    assertThat(evidence.finalEquity().p50()).isCloseTo(120, within(1e-9));
    assertThat(evidence.maxDrawdown().p5()).isCloseTo(0.2, within(1e-12));
    assertThat(evidence.maxDrawdown().p95()).isCloseTo(0.2, within(1e-12));
  }

  @Test
  void endsARunThatIsRuined() {
    // +100 after the loss would save nobody: only + first lives
    TradeOrderEvidence evidence =
        new TradeOrder(Drawing.SHUFFLE, Growth.ADDED, 10_000, 4).run(new double[] {100, -120}, 100);

    assertThat(evidence.ruined()).isCloseTo(0.5, within(0.02));
    assertThat(evidence.finalEquity().p5()).isZero();
    assertThat(evidence.finalEquity().p95()).isEqualTo(80);
    assertThat(evidence.maxDrawdown().p95()).isEqualTo(1);
    assertThat(evidence.maxDrawdown().p5()).isCloseTo(0.6, within(1e-12));
  }

  @Test
  void theSeedDecides() {
    double[] results = {5, -3, 8, -6, 2, 2, -4};
    TradeOrder order = new TradeOrder(Drawing.BOOTSTRAP, Growth.ADDED, 500, 7);

    assertThat(order.run(results, 50)).isEqualTo(order.run(results, 50));
    assertThat(new TradeOrder(Drawing.BOOTSTRAP, Growth.ADDED, 500, 8).run(results, 50))
        .isNotEqualTo(order.run(results, 50));
    assertThat(results).containsExactly(5, -3, 8, -6, 2, 2, -4);
  }

  @Test
  void interpolatesPercentiles() {
    // numpy.percentile([1..5], [5, 25, 50, 75, 95])
    Percentiles percentiles = Percentiles.of(new double[] {5, 3, 1, 2, 4});

    assertThat(percentiles.p5()).isCloseTo(1.2, within(1e-12));
    assertThat(percentiles.p25()).isEqualTo(2);
    assertThat(percentiles.p50()).isEqualTo(3);
    assertThat(percentiles.p75()).isEqualTo(4);
    assertThat(percentiles.p95()).isCloseTo(4.8, within(1e-12));
  }

  @Test
  void refusesWhatCannotBeRun() {
    TradeOrder order = new TradeOrder(Drawing.SHUFFLE, Growth.ADDED, 10, 1);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> order.run(new double[0], 100))
        .withMessageContaining("at least one trade");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> order.run(new double[] {1}, 0))
        .withMessageContaining("initialEquity must be above 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> order.run(new double[] {Double.NaN}, 10))
        .withMessageContaining("results must be finite");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TradeOrder(Drawing.SHUFFLE, Growth.ADDED, 0, 1))
        .withMessageContaining("runs must be from 1");
  }
}
