package io.tidemark.core.exit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tidemark.core.strategy.ExitPlan;
import io.tidemark.model.Bar;
import io.tidemark.model.PositionSide;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

class ExitEngineProperties {

  private static final BigDecimal STOP_DISTANCE = new BigDecimal("3.7");
  private static final BigDecimal TRAIL_DISTANCE = new BigDecimal("2.3");
  private static final BigDecimal TWICE_THE_ENTRY = BigDecimal.valueOf(200);
  private static final EntryFill ENTRY = EntryFill.at(Price.of("100"), Quantity.of("10"));

  @Provide
  Arbitrary<String> plans() {
    return plans("none", "trailing_stop_pct 2", "trailing_stop 3 / 1");
  }

  /** Plans whose levels are distances from the entry or the best price, so that sides mirror. */
  @Provide
  Arbitrary<String> mirroringPlans() {
    return plans("none", "trailing_stop_atr 0 / 2", "trailing_stop_atr 2 / 1");
  }

  private static Arbitrary<String> plans(String... trailing) {
    Arbitrary<String> stop = Arbitraries.of("none", "stop_loss_pct 2", "stop_loss_atr 2");
    Arbitrary<String> targets =
        Arbitraries.of(
            "none",
            "take_profit_pct 3",
            "take_profit_levels 1 x 0.3, 2 x 0.3, 4 x 0.4",
            "take_profit_levels 0.5 x 0.2, 5 x 0.1");
    Arbitrary<String> closes =
        Arbitraries.of(
            "none",
            "break_even_at_pct 1",
            "max_hold_time_minutes 9; only_if_no_profit",
            "roi 0: 4, 5: 1, 15: 0");
    return Combinators.combine(stop, targets, Arbitraries.of(trailing), closes)
        .as((a, b, c, d) -> String.join("; ", a, b, c, d));
  }

  /** Prices in cents, from 80 to 120. */
  @Provide
  Arbitrary<List<Integer>> walks() {
    return Arbitraries.integers()
        .between(-150, 150)
        .list()
        .ofMinSize(1)
        .ofMaxSize(60)
        .map(ExitEngineProperties::walk);
  }

  private static List<Integer> walk(List<Integer> steps) {
    List<Integer> prices = new ArrayList<>();
    int at = 10_000;
    for (int step : steps) {
      at = Math.clamp(at + step, 8_000, 12_000);
      prices.add(at);
    }
    return prices;
  }

  private static ExitTerms terms(PositionSide side, ExitPlan plan) {
    boolean trailsByRange = plan.trailingStop() != null && plan.trailingStop().offsetAtr() != null;
    return new ExitTerms(
        side,
        plan,
        plan.stopLossAtr() == null ? null : STOP_DISTANCE,
        trailsByRange ? TRAIL_DISTANCE : null,
        BigDecimal.ZERO);
  }

  private static Price price(int cents) {
    return new Price(BigDecimal.valueOf(cents, 2));
  }

  private static Bar bar(int minute, List<Integer> cents) {
    int high = cents.stream().mapToInt(Integer::intValue).max().orElseThrow();
    int low = cents.stream().mapToInt(Integer::intValue).min().orElseThrow();
    return ExitCaseReader.barOf(
        "%s %s %s %s"
            .formatted(price(cents.getFirst()), price(high), price(low), price(cents.getLast())),
        minute);
  }

  /** A position that is left to the engine until nothing of it is held. */
  private static final class Run {

    private final ExitTerms terms;
    private final List<ExitDue> due = new ArrayList<>();
    private final List<@Nullable Price> stops = new ArrayList<>();
    private Quantity held = ENTRY.quantity();
    private ExitProgress progress = ExitProgress.start(ENTRY.averagePrice());

    Run(ExitTerms terms) {
      this.terms = terms;
    }

    Run trades(List<Price> prices) {
      prices.forEach(this::trade);
      return this;
    }

    void trade(Price price) {
      take(held.isPositive() ? ExitEngine.onTick(terms, ENTRY, progress, price) : null);
    }

    /** Three prices a bar. */
    Run bars(List<Integer> cents) {
      for (int i = 0; i + 3 <= cents.size(); i += 3) {
        int minute = i / 3;
        Bar bar = bar(minute, cents.subList(i, i + 3));
        take(held.isPositive() ? ExitEngine.onBar(terms, ENTRY, progress, bar) : null);
        Duration age = Duration.ofMinutes(minute + 1);
        take(
            held.isPositive()
                ? ExitEngine.onClose(terms, ENTRY, progress, age, bar.close())
                : null);
      }
      return this;
    }

    private void take(@Nullable ExitOutcome outcome) {
      if (outcome == null) {
        return;
      }
      progress = outcome.progress();
      due.addAll(outcome.due());
      outcome.due().forEach(one -> held = held.minus(one.quantity(ENTRY.quantity(), held)));
      stops.add(ExitEngine.stopPrice(terms, ENTRY, progress));
    }
  }

  private static List<Price> prices(List<Integer> cents) {
    return cents.stream().map(ExitEngineProperties::price).toList();
  }

  @Property(seed = "11", tries = 600)
  void asksForNoMoreThanWasEntered(
      @ForAll PositionSide side,
      @ForAll("plans") String plan,
      @ForAll("walks") List<Integer> walk) {
    ExitTerms terms = terms(side, PlanText.parse(plan));

    for (Run run : List.of(new Run(terms).trades(prices(walk)), new Run(terms).bars(walk))) {
      BigDecimal parts =
          run.due.stream()
              .map(one -> one.fractionOfEntry() == null ? BigDecimal.ZERO : one.fractionOfEntry())
              .reduce(BigDecimal.ZERO, BigDecimal::add);
      boolean endsWithAll = !run.due.isEmpty() && run.due.getLast().fractionOfEntry() == null;
      assertThat(parts).isLessThan(BigDecimal.ONE);
      assertThat(run.held.isZero()).isEqualTo(endsWithAll);
    }
  }

  @Property(seed = "12", tries = 600)
  void neverLoosensTheStop(
      @ForAll PositionSide side,
      @ForAll("plans") String plan,
      @ForAll("walks") List<Integer> walk) {
    ExitTerms terms = terms(side, PlanText.parse(plan));

    for (Run run : List.of(new Run(terms).trades(prices(walk)), new Run(terms).bars(walk))) {
      Price before = null;
      for (Price stop : run.stops) {
        if (before != null) {
          assertThat(stop).isNotNull();
          int rises = stop.compareTo(before);
          assertThat(side == PositionSide.LONG ? rises : -rises).isNotNegative();
        }
        before = stop;
      }
    }
  }

  @Property(seed = "13", tries = 600)
  void mirrorsLongsAndShorts(
      @ForAll("mirroringPlans") String plan, @ForAll("walks") List<Integer> walk) {
    ExitPlan exits = PlanText.parse(plan);
    List<Integer> mirrored = walk.stream().map(cents -> 20_000 - cents).toList();
    ExitTerms longs = terms(PositionSide.LONG, exits);
    ExitTerms shorts = terms(PositionSide.SHORT, exits);

    assertThat(mirror(new Run(shorts).trades(prices(mirrored)).due))
        .isEqualTo(new Run(longs).trades(prices(walk)).due);
    assertThat(mirror(new Run(shorts).bars(mirrored).due)).isEqualTo(new Run(longs).bars(walk).due);
  }

  private static List<ExitDue> mirror(List<ExitDue> due) {
    return due.stream()
        .map(
            one ->
                new ExitDue(
                    one.reason(),
                    one.fractionOfEntry(),
                    new Price(TWICE_THE_ENTRY.subtract(one.price().value()))))
        .toList();
  }

  @Property(seed = "14", tries = 600)
  void comesToTheSameIfTradesAreSplit(
      @ForAll PositionSide side,
      @ForAll("plans") String plan,
      @ForAll("walks") List<Integer> walk) {
    ExitTerms terms = terms(side, PlanText.parse(plan));
    List<Price> split = new ArrayList<>();
    prices(walk).forEach(price -> split.addAll(List.of(price, price, price)));

    assertThat(new Run(terms).trades(split).due).isEqualTo(new Run(terms).trades(prices(walk)).due);
  }

  @Property(seed = "15", tries = 600)
  void missesNothingWithinTheQuietBand(
      @ForAll PositionSide side,
      @ForAll("plans") String plan,
      @ForAll("walks") List<Integer> walk) {
    ExitTerms terms = terms(side, PlanText.parse(plan));
    Run run = new Run(terms);
    for (Price price : prices(walk)) {
      PriceBand band = ExitEngine.quietBand(terms, ENTRY, run.progress);
      if (run.held.isPositive() && band.covers(price)) {
        assertThat(ExitEngine.onTick(terms, ENTRY, run.progress, price))
            .isEqualTo(new ExitOutcome(run.progress, List.of()));
      }
      run.trade(price);
    }
  }

  @Property(seed = "16", tries = 200)
  void neverExitsWithoutAPlan(@ForAll PositionSide side, @ForAll("walks") List<Integer> walk) {
    ExitTerms terms = terms(side, ExitPlan.NONE);

    assertThat(new Run(terms).trades(prices(walk)).due).isEmpty();
    assertThat(new Run(terms).bars(walk).due).isEmpty();
  }

  @Property(seed = "17", tries = 300)
  void keepsPercentagesAfterFees(
      @ForAll PositionSide side, @ForAll("feeRates") BigDecimal fee, @ForAll("costs") int cost) {
    EntryFill entry = new EntryFill(BigDecimal.valueOf(cost), Quantity.of("7"));
    ExitPlan plan = PlanText.parse("stop_loss_pct 5; take_profit_pct 8; fee_aware");
    ExitTerms terms = new ExitTerms(side, plan, null, null, fee);
    ExitProgress start = ExitProgress.start(entry.averagePrice());

    assertThat(resultPct(side, fee, entry, ExitEngine.stopPrice(terms, entry, start)))
        .isCloseTo(-5, within(1e-9));
    assertThat(resultPct(side, fee, entry, ExitEngine.targetPrice(terms, entry, start)))
        .isCloseTo(8, within(1e-9));
  }

  @Provide
  Arbitrary<BigDecimal> feeRates() {
    return Arbitraries.bigDecimals().between(BigDecimal.ZERO, new BigDecimal("0.02")).ofScale(5);
  }

  @Provide
  Arbitrary<Integer> costs() {
    return Arbitraries.integers().between(1, 1_000_000);
  }

  private static double resultPct(
      PositionSide side, BigDecimal fee, EntryFill entry, @Nullable Price exit) {
    double in = entry.cost().doubleValue();
    double out = Objects.requireNonNull(exit).toDouble() * entry.quantity().toDouble();
    double gain = side == PositionSide.LONG ? out - in : in - out;
    return (gain - fee.doubleValue() * (in + out)) / in * 100;
  }
}
