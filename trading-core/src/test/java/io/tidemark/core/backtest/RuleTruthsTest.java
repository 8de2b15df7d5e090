package io.tidemark.core.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.backtest.BacktestFixture.Strategy;
import io.tidemark.core.history.BarColumns;
import io.tidemark.core.indicator.SeriesColumns;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Closes of 10, 11, 12, 11 and 13 at the minutes from 0 on. */
class RuleTruthsTest {

  private static final BarColumns COLUMNS =
      BacktestFixture.bars(
          "10 10 10 10", "11 11 11 11", "12 12 12 12", "11 11 11 11", "13 13 13 13");

  private final RuleTruths truths = truths(1 << 20);

  private static RuleTruths truths(long mostBytes) {
    return new RuleTruths(COLUMNS, new SeriesColumns(COLUMNS.size(), mostBytes), mostBytes);
  }

  private static List<Integer> entries(RuleTruths truths, Strategy strategy) {
    return asked(truths.decisions(strategy.done()).orElseThrow(), true);
  }

  private static List<Integer> asked(Decisions decisions, boolean isFlat) {
    List<Integer> asked = new ArrayList<>();
    for (int i = decisions.next(0, isFlat); i < COLUMNS.size(); i = decisions.next(i + 1, isFlat)) {
      if (decisions.at(i, isFlat) != null) {
        asked.add(i);
      }
    }
    return asked;
  }

  private static Strategy rises() {
    return new Strategy("s").buysWhen("close > close[1]");
  }

  @Test
  void asksWhereARuleHolds() {
    assertThat(entries(truths, rises())).containsExactly(1, 2, 4);
  }

  /** At the first bar "close > 1" holds, but what it is beside is not defined yet. */
  @Test
  void asksForNothingWhereAValueIsNotDefined() {
    Strategy either = new Strategy("s").buysWhen("close > 1 or close > close[1]");

    assertThat(entries(truths, either)).containsExactly(1, 2, 3, 4);
  }

  @Test
  void asksForTheExitWhereEntryAndExitHold() {
    Decisions decisions =
        truths.decisions(rises().closesLongWhen("close > 12").done()).orElseThrow();

    assertThat(asked(decisions, true)).containsExactly(1, 2);
    assertThat(asked(decisions, false)).containsExactly(4);
  }

  @Test
  void tellsApartWhatANameMeans() {
    Strategy above = new Strategy("s").buysWhen("price > level").naming("price", "close");

    assertThat(entries(truths, above.setting("level", 11))).containsExactly(2, 4);
    assertThat(entries(truths, above.setting("level", 12))).containsExactly(4);
    assertThat(entries(truths, above.naming("price", "close[1]").setting("level", 11)))
        .containsExactly(3);
  }

  @Test
  void judgesAnewWhereThereIsNoRoom() {
    RuleTruths none = truths(0);

    assertThat(entries(none, rises())).containsExactly(1, 2, 4);
    assertThat(entries(none, rises())).containsExactly(1, 2, 4);
  }

  @Test
  void leavesRulesOnOtherTimeframesToTheScan() {
    assertThat(truths.decisions(new Strategy("s").buysWhen("close@5m > 1").done())).isEmpty();
  }

  @Test
  void leavesRulesOnWhatABarMayLackToTheScan() {
    assertThat(truths.decisions(new Strategy("s").buysWhen("vwap > 1").done())).isEmpty();
  }
}
