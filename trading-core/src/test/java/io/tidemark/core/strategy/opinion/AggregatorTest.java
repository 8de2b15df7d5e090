package io.tidemark.core.strategy.opinion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tidemark.core.strategy.StrategyDefinition.AggregationMode;
import io.tidemark.model.Ids;
import io.tidemark.model.SignalSource;
import io.tidemark.model.SignalType;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AggregatorTest {

  private static Opinion buy(String origin, double confidence) {
    return of(origin, SignalType.BUY, confidence);
  }

  private static Opinion sell(String origin, double confidence) {
    return of(origin, SignalType.SELL, confidence);
  }

  private static Opinion of(String origin, SignalType type, double confidence) {
    return new Opinion(SignalSource.TECHNICAL, origin, type, confidence, 0.5, "because");
  }

  private static Aggregate aggregate(AggregationMode mode, Opinion... opinions) {
    return Aggregator.of(mode, 0.6, Map.of("heavy", 3.0), ConfluenceRules.DEFAULT)
        .aggregate(List.of(opinions), Evidence.NONE);
  }

  private static Aggregate confluence(Evidence evidence, Opinion... opinions) {
    return new ConfluenceAggregator(ConfluenceRules.DEFAULT).aggregate(List.of(opinions), evidence);
  }

  private static final Opinion HOLD = Opinion.hold(SignalSource.ML_MODEL, "ml", "no prediction");

  @Test
  void weighsTheExampleOfTheSpecification() {
    Aggregate aggregate =
        aggregate(
            AggregationMode.WEIGHTED, buy("technical", 0.75), buy("ml", 0.82), buy("book", 0.68));

    assertThat(aggregate.type()).isEqualTo(SignalType.BUY);
    assertThat(aggregate.confidence()).isCloseTo(0.75, within(0.005));
    assertThat(aggregate.reason())
        .isEqualTo("weighted: BUY by book 0.68 and ml 0.82 and technical 0.75, confidence 0.7544");
  }

  @Test
  void countsWhatOpposesAgainstTheWeightier() {
    assertThat(aggregate(AggregationMode.WEIGHTED, buy("a", 0.8), sell("b", 0.79)).confidence())
        .isLessThan(0.02);
    assertThat(aggregate(AggregationMode.WEIGHTED, buy("a", 0.8), sell("b", 0.8)).type())
        .isEqualTo(SignalType.HOLD);
    assertThat(aggregate(AggregationMode.WEIGHTED, buy("a", 0.8), sell("heavy", 0.6)).type())
        .isEqualTo(SignalType.SELL);
  }

  @Test
  void votesByMajority() {
    assertThat(aggregate(AggregationMode.VOTING, buy("a", 0.1), buy("b", 0.3), sell("c", 1)))
        .returns(SignalType.BUY, Aggregate::type)
        .satisfies(one -> assertThat(one.confidence()).isCloseTo(0.2, within(1e-12)));
    assertThat(aggregate(AggregationMode.VOTING, buy("a", 1), sell("b", 1)).type())
        .isEqualTo(SignalType.HOLD);
    assertThat(aggregate(AggregationMode.VOTING, buy("a", 1), HOLD).type())
        .isEqualTo(SignalType.HOLD);
  }

  @Test
  void isUnanimousOnlyWhereAllAgree() {
    assertThat(aggregate(AggregationMode.UNANIMOUS, buy("a", 0.6), buy("b", 0.8)).type())
        .isEqualTo(SignalType.BUY);
    assertThat(aggregate(AggregationMode.UNANIMOUS, buy("a", 0.6), HOLD).type())
        .isEqualTo(SignalType.HOLD);
    assertThat(aggregate(AggregationMode.UNANIMOUS).type()).isEqualTo(SignalType.HOLD);
  }

  @Test
  void asksForTheThreshold() {
    assertThat(aggregate(AggregationMode.THRESHOLD, buy("a", 0.6), sell("b", 0.5)))
        .returns(SignalType.BUY, Aggregate::type)
        .returns(null, Aggregate::shortfall);
    assertThat(aggregate(AggregationMode.THRESHOLD, buy("a", 0.55), sell("b", 0.5)).shortfall())
        .isEqualTo("mean confidence 0.55 is below the threshold 0.6");
  }

  @Test
  void closesTheGreatestFractionThatAnyAsksFor() {
    Aggregate aggregate =
        aggregate(AggregationMode.VOTING, partial("a", "0.25"), partial("b", "0.5"));

    assertThat(aggregate.type()).isEqualTo(SignalType.PARTIAL_CLOSE);
    assertThat(aggregate.closeFraction()).isEqualByComparingTo("0.5");
  }

  private static Opinion partial(String origin, String fraction) {
    return new Opinion(
        SignalSource.TECHNICAL,
        origin,
        SignalType.PARTIAL_CLOSE,
        0.5,
        0.5,
        "because",
        Map.of(),
        new BigDecimal(fraction));
  }

  @Test
  void letsTwoActWhereOneAloneMustBeSurer() {
    assertThat(confluence(Evidence.NONE, buy("trend", 0.5), buy("momentum", 0.52)).shortfall())
        .isNull();
    assertThat(confluence(Evidence.NONE, buy("trend", 0.5)).shortfall())
        .startsWith("1 of at least 2 agree, and confidence 0.")
        .endsWith("is below 0.55, which one needs alone");
    assertThat(confluence(Evidence.NONE, buy("trend", 0.65)).shortfall()).isNull();
    assertThat(confluence(Evidence.NONE, buy("trend", 0.3), buy("momentum", 0.3)).shortfall())
        .endsWith("is below 0.5, which any signal needs");
  }

  @Test
  void letsKeltnerStandAloneEarlier() {
    Evidence even = forecast(0.54, 0.46);

    assertThat(confluence(even, buy("keltner", 0.53)).shortfall()).isNull();
    assertThat(confluence(even, buy("trend", 0.53)).shortfall()).isNotNull();
  }

  private static Evidence forecast(double up, double down) {
    return new Evidence(Double.NaN, new Forecast(Ids.of("prediction", 1), "lstm", up, down));
  }

  @Test
  void blendsAModelInBySeventyThirtyAloneAndByHalvesTogether() {
    assertThat(confluence(forecast(1, 0), buy("a", 0.6)).confidence())
        .isCloseTo(0.7 * 0.6 + 0.3, within(1e-12));
    assertThat(confluence(forecast(1, 0), buy("a", 0.6), buy("b", 0.8)).confidence())
        .isCloseTo(0.5 * 0.7 + 0.5, within(1e-12));
    assertThat(confluence(forecast(1, 0), sell("a", 0.6)).confidence())
        .isCloseTo(0.7 * 0.6, within(1e-12));
    assertThat(confluence(Evidence.NONE, sell("a", 0.6)).confidence())
        .isCloseTo(0.7 * 0.6 + 0.3 * (0.3 + 0.15 + 0.2 / 3), within(1e-12));
  }

  @Test
  void isSureFireWhereEnoughAgreeWithTheBook() {
    Opinion[] three = {buy("a", 0.75), buy("b", 0.75), buy("c", 0.75)};

    assertThat(confluence(new Evidence(0.2, null), three).metadata())
        .containsEntry("sure_fire", 1.0)
        .containsEntry("confidence_before_blend", 0.75 + 0.05)
        .containsEntry("book_imbalance", 0.2);
    assertThat(confluence(new Evidence(-0.2, null), three).metadata())
        .containsEntry("sure_fire", 0.0)
        .containsEntry("confidence_before_blend", 0.75 - 0.05);
    assertThat(confluence(Evidence.NONE, three).metadata()).containsEntry("sure_fire", 0.0);
    assertThat(confluence(new Evidence(0.2, null), buy("a", 1), buy("b", 1)).metadata())
        .containsEntry("sure_fire", 0.0);
  }

  @Test
  void takesNoSideInATie() {
    assertThat(confluence(Evidence.NONE, buy("a", 1), sell("b", 0.4)).type())
        .isEqualTo(SignalType.HOLD);
    assertThat(confluence(Evidence.NONE, buy("a", 0.5), buy("b", 0.5), sell("c", 1)).metadata())
        .containsEntry("agreeing", 2.0)
        .containsEntry("opposing", 1.0);
  }

  @Test
  void refusesOpinionsOutOfRange() {
    assertThatThrownBy(() -> buy("a", 1.01)).hasMessage("confidence must be from 0 to 1, was 1.01");
    assertThatThrownBy(() -> buy("a", Double.NaN)).hasMessageContaining("was NaN");
    assertThatThrownBy(() -> partial("a", "1.5")).hasMessageContaining("at most 1, was 1.5");
  }

  @Test
  void tellsRegimes() {
    assertThat(Regime.of(25, 25, 70, 70)).isEqualTo(Regime.TREND_HIGH);
    assertThat(Regime.of(25, 25, 69, 70)).isEqualTo(Regime.TREND_LOW);
    assertThat(Regime.of(24, 25, 70, 70)).isEqualTo(Regime.CHOP_HIGH);
    assertThat(Regime.of(24, 25, 0, 70)).isEqualTo(Regime.CHOP_LOW);
  }
}
