package io.tidemark.core.strategy.opinion;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.strategy.StrategyDefinition.AggregationMode;
import io.tidemark.model.Ids;
import io.tidemark.model.SignalSource;
import io.tidemark.model.SignalType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

class AggregationProperties {

  private static final Map<String, Double> WEIGHTS = Map.of("o0", 2.0, "o1", 0.3);
  private static final ConfluenceRules RULES = ConfluenceRules.DEFAULT.withWeights(WEIGHTS);

  private static Aggregate aggregate(
      AggregationMode mode, List<Opinion> opinions, Evidence evidence) {
    return Aggregator.of(mode, 0.5, WEIGHTS, RULES).aggregate(opinions, evidence);
  }

  @Provide
  Arbitrary<List<Opinion>> opinions() {
    Arbitrary<SignalType> types =
        Arbitraries.of(SignalType.BUY, SignalType.SELL, SignalType.CLOSE, SignalType.HOLD);
    Arbitrary<Double> shares =
        Arbitraries.oneOf(Arbitraries.doubles().between(0, 1), Arbitraries.of(0.0, 0.25, 0.5, 1.0));
    return Combinators.combine(types, shares, shares)
        .as((type, confidence, strength) -> new Object[] {type, confidence, strength})
        .list()
        .ofMaxSize(7)
        .map(AggregationProperties::numbered);
  }

  private static List<Opinion> numbered(List<Object[]> drawn) {
    List<Opinion> opinions = new ArrayList<>();
    for (Object[] one : drawn) {
      opinions.add(
          new Opinion(
              SignalSource.TECHNICAL,
              "o" + opinions.size(),
              (SignalType) one[0],
              (Double) one[1],
              (Double) one[2],
              "because"));
    }
    return opinions;
  }

  @Provide
  Arbitrary<Evidence> evidence() {
    Arbitrary<Double> books =
        Arbitraries.oneOf(Arbitraries.doubles().between(-1, 1), Arbitraries.just(Double.NaN));
    Arbitrary<@Nullable Double> likelihoods = Arbitraries.doubles().between(0, 1).injectNull(0.3);
    return Combinators.combine(books, likelihoods)
        .as((book, up) -> new Evidence(book, up == null ? null : forecast(up, 1 - up)));
  }

  private static Forecast forecast(double up, double down) {
    return new Forecast(Ids.of("prediction", "p"), "m", up, down);
  }

  @Property(seed = "20131125")
  void orderMeansNothing(
      @ForAll AggregationMode mode,
      @ForAll("opinions") List<Opinion> opinions,
      @ForAll("evidence") Evidence evidence,
      @ForAll Random random) {
    List<Opinion> shuffled = new ArrayList<>(opinions);
    Collections.shuffle(shuffled, random);

    assertThat(aggregate(mode, shuffled, evidence)).isEqualTo(aggregate(mode, opinions, evidence));
  }

  private static SignalType swapped(SignalType type) {
    return switch (type) {
      case BUY -> SignalType.SELL;
      case SELL -> SignalType.BUY;
      case CLOSE, PARTIAL_CLOSE, HOLD -> type;
    };
  }

  private static Evidence swapped(Evidence evidence) {
    Forecast forecast = evidence.forecast();
    return new Evidence(
        -evidence.bookImbalance(),
        forecast == null ? null : forecast(forecast.down(), forecast.up()));
  }

  @Property(seed = "20131125")
  void directionsMirrorEachOther(
      @ForAll AggregationMode mode,
      @ForAll("opinions") List<Opinion> opinions,
      @ForAll("evidence") Evidence evidence) {
    List<Opinion> mirrored =
        opinions.stream()
            .map(
                one ->
                    new Opinion(
                        one.source(),
                        one.origin(),
                        swapped(one.type()),
                        one.confidence(),
                        one.strength(),
                        one.reason()))
            .toList();

    Aggregate straight = aggregate(mode, opinions, evidence);
    Aggregate mirror = aggregate(mode, mirrored, swapped(evidence));

    assertThat(mirror.type()).isEqualTo(swapped(straight.type()));
    assertThat(mirror.confidence()).isEqualTo(straight.confidence());
    assertThat(mirror.strength()).isEqualTo(straight.strength());
    assertThat(mirror.shortfall()).isEqualTo(straight.shortfall());
  }

  @Property(seed = "20131125")
  void figuresAreSharesAndThoseWhoAgreeWantWhatComesOut(
      @ForAll AggregationMode mode,
      @ForAll("opinions") List<Opinion> opinions,
      @ForAll("evidence") Evidence evidence) {
    Aggregate aggregate = aggregate(mode, opinions, evidence);

    assertThat(aggregate.confidence()).isBetween(0.0, 1.0);
    assertThat(aggregate.strength()).isBetween(0.0, 1.0);
    assertThat(aggregate.agreeing()).allMatch(one -> one.type() == aggregate.type());
    assertThat(aggregate.agreeing().isEmpty()).isEqualTo(aggregate.type() == SignalType.HOLD);
  }

  @Property(seed = "20131125")
  void whatIsUnanimousWinsByVotesAndWeightToo(@ForAll("opinions") List<Opinion> opinions) {
    Aggregate unanimous = aggregate(AggregationMode.UNANIMOUS, opinions, Evidence.NONE);
    if (unanimous.type() == SignalType.HOLD) {
      return;
    }

    Aggregate voting = aggregate(AggregationMode.VOTING, opinions, Evidence.NONE);
    assertThat(voting.type()).isEqualTo(unanimous.type());
    assertThat(voting.confidence()).isEqualTo(unanimous.confidence());
    if (unanimous.confidence() > 1e-100) {
      assertThat(aggregate(AggregationMode.WEIGHTED, opinions, Evidence.NONE).type())
          .isEqualTo(unanimous.type());
    }
  }

  @Property(seed = "20131125")
  void aSurerBookNeverMakesItsOwnSideLessSure(
      @ForAll("opinions") List<Opinion> opinions, @ForAll("evidence") Evidence evidence) {
    Aggregate without =
        aggregate(
            AggregationMode.CONFLUENCE, opinions, new Evidence(Double.NaN, evidence.forecast()));
    double side = without.type() == SignalType.SELL ? -1 : 1;
    Aggregate with =
        aggregate(AggregationMode.CONFLUENCE, opinions, new Evidence(side, evidence.forecast()));

    assertThat(with.confidence()).isGreaterThanOrEqualTo(without.confidence());
  }
}
