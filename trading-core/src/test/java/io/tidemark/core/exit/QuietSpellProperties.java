package io.tidemark.core.exit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.strategy.ExitPlan;
import io.tidemark.model.Bar;
import io.tidemark.model.PositionSide;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import org.junit.jupiter.api.Test;

/** What may be passed over: bars within a quiet spell do nothing and are not remembered. */
class QuietSpellProperties {

  private static final Instant OPENED = ExitCaseReader.barOf("1 1 1 1", 0).openTime();
  private static final BigDecimal RANGE = new BigDecimal("1.7");
  private static final int LATEST = 100_000;

  @Provide
  Arbitrary<String> plans() {
    Arbitrary<String> stop =
        Arbitraries.of("none", "stop_loss_pct 2", "stop_loss_pct 0.9", "stop_loss_atr 2");
    Arbitrary<String> targets =
        Arbitraries.of(
            "none",
            "take_profit_pct 3",
            "take_profit_levels 1 x 0.3, 2 x 0.3, 4 x 0.4",
            "take_profit_levels 0.5 x 0.2, 5 x 0.1");
    Arbitrary<String> trailing =
        Arbitraries.of(
            "none", "trailing_stop_pct 2", "trailing_stop 1 / 1", "trailing_stop_atr 1 / 1");
    Arbitrary<String> closes =
        Arbitraries.of(
            "none",
            "break_even_at_pct 1",
            "break_even_at_pct 0.4; max_hold_time_minutes 30",
            "max_hold_time_minutes 9; only_if_no_profit",
            "roi 0: 4, 5: 1, 15: 0",
            "roi 20: 0.7; max_hold_time_minutes 25; break_even_at_pct 2");
    Arbitrary<String> fees = Arbitraries.of("none", "fee_aware");
    return Combinators.combine(stop, targets, trailing, closes, fees)
        .as((a, b, c, d, e) -> String.join("; ", a, b, c, d, e));
  }

  /** An average that is a decimal, and one that is none. */
  @Provide
  Arbitrary<EntryFill> entries() {
    return Arbitraries.of(
        EntryFill.at(Price.of("100"), Quantity.of("10")),
        new EntryFill(new BigDecimal("700"), Quantity.of("7.03")));
  }

  @Property(seed = "21", tries = 1500)
  void passesOverNothing(
      @ForAll PositionSide side,
      @ForAll("plans") String plan,
      @ForAll("entries") EntryFill entry,
      @ForAll long seed) {
    ExitTerms terms = terms(side, PlanText.parse(plan));
    Random random = new Random(seed);
    ExitProgress progress = ExitProgress.start(entry.averagePrice());
    int looked = 0;
    int cents = (int) Math.round(entry.averagePrice().toDouble() * 100);
    for (int minute = 0; minute < 25; minute++) {
      QuietSpell spell = ExitEngine.quietSpell(terms, entry, progress, OPENED);
      looked += passOver(terms, entry, progress, spell, random);
      Bar bar = bar(minute, around(cents, 60, random));
      cents = (int) Math.round(bar.close().toDouble() * 100);
      progress = ExitEngine.onBar(terms, entry, progress, bar).progress();
      Duration held = Duration.between(OPENED, bar.closeTime());
      progress = ExitEngine.onClose(terms, entry, progress, held, bar.close()).progress();
    }
    Statistics.label("passed over")
        .collect(looked > 0)
        .coverage(coverage -> coverage.check(true).percentage(share -> share > 50));
  }

  /** Looks at bars that may be passed over; the number of them. */
  private static int passOver(
      ExitTerms terms, EntryFill entry, ExitProgress progress, QuietSpell spell, Random random) {
    ExitOutcome nothing = new ExitOutcome(progress, List.of());
    int looked = 0;
    for (int i = 0; i < 4; i++) {
      int minute = random.nextInt(spell.until() == null ? LATEST : minutesBefore(spell.until()));
      List<Price> prices = within(spell.band(), random);
      if (prices.isEmpty()) {
        return looked;
      }
      Bar bar = bar(minute, prices);
      Duration held = Duration.between(OPENED, bar.closeTime());
      assertThat(spell.until() == null || bar.closeTime().isBefore(spell.until())).isTrue();
      assertThat(ExitEngine.onBar(terms, entry, progress, bar)).as("%s", bar).isEqualTo(nothing);
      assertThat(ExitEngine.onClose(terms, entry, progress, held, bar.close()))
          .as("the close of %s", bar)
          .isEqualTo(nothing);
      looked++;
    }
    return looked;
  }

  /** A hold time of 9 minutes leaves the bars 0 to 7 to close before it is over. */
  private static int minutesBefore(Instant until) {
    return Math.toIntExact(Duration.between(OPENED, until).toMinutes()) - 1;
  }

  /** Four prices within a band, often next to its bounds; none if it is empty. */
  private static List<Price> within(PriceBand band, Random random) {
    BigDecimal low = band.low().value();
    BigDecimal width = band.high().value().subtract(low);
    if (width.signum() <= 0) {
      return List.of();
    }
    List<Price> prices = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      BigDecimal part =
          switch (random.nextInt(4)) {
            case 0 -> new BigDecimal("0.000001");
            case 1 -> new BigDecimal("0.999999");
            default -> BigDecimal.valueOf(1 + random.nextInt(999), 3);
          };
      prices.add(new Price(low.add(width.multiply(part))));
    }
    return prices;
  }

  private static List<Price> around(int cents, int most, Random random) {
    List<Price> prices = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      prices.add(new Price(BigDecimal.valueOf(cents + random.nextInt(-most, most + 1), 2)));
    }
    return prices;
  }

  private static Bar bar(int minute, List<Price> prices) {
    Price high = prices.stream().max(Price::compareTo).orElseThrow();
    Price low = prices.stream().min(Price::compareTo).orElseThrow();
    return ExitCaseReader.barOf(
        "%s %s %s %s".formatted(prices.getFirst(), high, low, prices.getLast()), minute);
  }

  private static ExitTerms terms(PositionSide side, ExitPlan plan) {
    boolean trailsByRange = plan.trailingStop() != null && plan.trailingStop().offsetAtr() != null;
    return new ExitTerms(
        side,
        plan,
        plan.stopLossAtr() == null ? null : RANGE.multiply(BigDecimal.TWO),
        trailsByRange ? RANGE : null,
        new BigDecimal("0.002"));
  }

  @Test
  void endsAtTheFirstLevelOfAnyKind() {
    ExitTerms terms =
        terms(
            PositionSide.LONG,
            PlanText.parse(
                "stop_loss_pct 2; take_profit_pct 4; break_even_at_pct 1; roi 0: 3, 60: 2;"
                    + " max_hold_time_minutes 90"));
    EntryFill entry = EntryFill.at(Price.of("100"), Quantity.of("10"));
    ExitProgress seen = new ExitProgress(Price.of("103.5"), Price.of("97"), 0, false, false);

    // Stop 98 (above the worst, 97), break-even 101, returns 103 and 102, target 104.
    assertThat(ExitEngine.quietSpell(terms, entry, seen, OPENED))
        .isEqualTo(
            new QuietSpell(
                new PriceBand(Price.of("98"), Price.of("101")), OPENED.plusSeconds(90 * 60)));
    // At break-even the stop is at 100, and the return of 2 % comes first.
    ExitProgress even = new ExitProgress(Price.of("103.5"), Price.of("97"), 0, true, false);
    assertThat(ExitEngine.quietSpell(terms, entry, even, OPENED).band())
        .isEqualTo(new PriceBand(Price.of("100"), Price.of("102")));
  }

  @Test
  void mirrorsShorts() {
    ExitTerms terms =
        terms(PositionSide.SHORT, PlanText.parse("stop_loss_pct 2; break_even_at_pct 1"));
    EntryFill entry = EntryFill.at(Price.of("100"), Quantity.of("10"));
    ExitProgress seen = new ExitProgress(Price.of("97"), Price.of("103"), 0, false, false);

    assertThat(ExitEngine.quietSpell(terms, entry, seen, OPENED))
        .isEqualTo(new QuietSpell(new PriceBand(Price.of("99"), Price.of("102")), null));
  }
}
