package io.tidemark.core.exit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.core.strategy.ExitPlan;
import io.tidemark.model.PositionSide;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.reason.ExitReason;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ExitTermsTest {

  private static ExitTerms terms(
      String plan, @Nullable String stop, @Nullable String trail, String fee) {
    return new ExitTerms(
        PositionSide.LONG,
        PlanText.parse(plan),
        stop == null ? null : new BigDecimal(stop),
        trail == null ? null : new BigDecimal(trail),
        new BigDecimal(fee));
  }

  @Test
  void needsTheDistancesThatItsPlanTellsInRanges() {
    assertThatThrownBy(() -> terms("stop_loss_atr 2", null, null, "0"))
        .hasMessage("stopDistance is missing, but the plan tells it in average true ranges");
    assertThatThrownBy(() -> terms("trailing_stop_atr 0 / 2", null, "0", "0"))
        .hasMessage("trailDistance must be above 0, was 0");
    assertThatThrownBy(() -> terms("stop_loss_pct 2", "1", null, "0"))
        .hasMessage("stopDistance is given, but the plan does not tell it in average true ranges");
  }

  @Test
  void refusesFeesOutOfRange() {
    assertThatThrownBy(() -> terms("none", null, null, "1"))
        .hasMessage("feeRate must be 0 or above and below 1, was 1");
    assertThatThrownBy(() -> terms("none", null, null, "-0.1"))
        .hasMessage("feeRate must be 0 or above and below 1, was -0.1");
  }

  @Test
  void refusesAStopThatTheFeesAloneReach() {
    ExitPlan plan = PlanText.parse("stop_loss_pct 0.52; fee_aware");

    assertThat(ExitTerms.stopsWithinFees(plan, new BigDecimal("0.0026"))).isTrue();
    assertThat(ExitTerms.stopsWithinFees(plan, new BigDecimal("0.00259"))).isFalse();
    assertThat(ExitTerms.stopsWithinFees(PlanText.parse("stop_loss_pct 0.1"), BigDecimal.ONE))
        .isFalse();
    assertThatThrownBy(() -> terms("stop_loss_pct 0.52; fee_aware", null, null, "0.0026"))
        .hasMessageStartingWith(
            "exits.stop_loss_pct must be above the fees of entry and exit with exits.fee_aware");
  }

  @Test
  void goesOnTrailingThoughALaterEntryMovesTheAverage() {
    ExitTerms terms = terms("trailing_stop 3 / 1", null, null, "0");
    EntryFill first = EntryFill.at(Price.of("100"), Quantity.of("1"));
    ExitProgress trailing =
        ExitEngine.onTick(terms, first, ExitProgress.start(Price.of("100")), Price.of("103"))
            .progress();
    EntryFill both = new EntryFill(new BigDecimal("203"), Quantity.of("2"));

    ExitOutcome outcome = ExitEngine.onTick(terms, both, trailing, Price.of("101.97"));

    assertThat(outcome.due())
        .containsExactly(new ExitDue(ExitReason.TRAILING_STOP, null, Price.of("101.97")));
  }

  @Test
  void showsItsPrices() {
    ExitTerms terms = terms("stop_loss_pct 10; take_profit_pct 25", null, null, "0");
    EntryFill thirds = new EntryFill(new BigDecimal("100"), Quantity.of("3"));
    ExitProgress start = ExitProgress.start(thirds.averagePrice());

    assertThat(ExitEngine.stopPrice(terms, thirds, start)).isEqualTo(Price.of("30"));
    assertThat(ExitEngine.targetPrice(terms, thirds, start))
        .isEqualTo(Price.of("41.6666666666666667"));
    assertThat(ExitEngine.targetPrice(terms, thirds, start.taken(1))).isNull();
  }

  @Test
  void showsNoPriceThatNothingCanReach() {
    EntryFill entry = EntryFill.at(Price.of("2"), Quantity.of("1"));
    ExitProgress start = ExitProgress.start(Price.of("2"));
    ExitTerms far = terms("stop_loss_atr 2", "3", null, "0");
    ExitTerms toZero =
        new ExitTerms(
            PositionSide.SHORT, PlanText.parse("take_profit_pct 100"), null, null, BigDecimal.ZERO);

    assertThat(ExitEngine.stopPrice(far, entry, start)).isNull();
    assertThat(ExitEngine.targetPrice(toZero, entry, start)).isNull();
  }

  @Test
  void remembersTheBestAndTheWorstPrice() {
    ExitTerms terms = terms("stop_loss_pct 5; take_profit_pct 10", null, null, "0");
    EntryFill entry = EntryFill.at(Price.of("100"), Quantity.of("1"));
    ExitProgress start = ExitProgress.start(Price.of("100"));

    ExitProgress held =
        ExitEngine.onBar(terms, entry, start, ExitCaseReader.barOf("100 107 97 105", 0)).progress();
    ExitProgress stopped =
        ExitEngine.onBar(terms, entry, held, ExitCaseReader.barOf("105 109 90 91", 1)).progress();
    ExitProgress taken =
        ExitEngine.onBar(terms, entry, held, ExitCaseReader.barOf("105 115 96 112", 1)).progress();

    assertThat(held).isEqualTo(new ExitProgress(Price.of("107"), Price.of("97"), 0, false, false));
    assertThat(stopped)
        .isEqualTo(new ExitProgress(Price.of("107"), Price.of("95"), 0, false, false));
    assertThat(taken).isEqualTo(new ExitProgress(Price.of("110"), Price.of("96"), 1, false, false));
  }
}
