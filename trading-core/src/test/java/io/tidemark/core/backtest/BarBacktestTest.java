package io.tidemark.core.backtest;

import static io.tidemark.core.backtest.BacktestFixture.at;
import static io.tidemark.core.backtest.BacktestFixture.bar;
import static io.tidemark.core.backtest.BacktestFixture.bars;
import static io.tidemark.core.backtest.BacktestFixture.minute;
import static io.tidemark.core.backtest.BacktestFixture.plan;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.backtest.BacktestFixture.Strategy;
import io.tidemark.core.history.BarColumns;
import io.tidemark.core.performance.TradeRow;
import io.tidemark.model.Bar;
import io.tidemark.model.PositionSide;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Timeframe;
import io.tidemark.model.reason.DenialReason;
import io.tidemark.model.reason.ExitReason;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs over a few bars whose trades are calculated by hand. */
class BarBacktestTest {

  private static final String QUIET = "100 100 100 100";

  @Test
  void tradesAtTheOpenAfterTheCloseThatWasDecidedOn() {
    BacktestResult result =
        BarBacktest.run(
            plan(
                bars("100 106 99 105", "106 108 105 107", "107 112 106 110", "111 113 108 109"),
                new Strategy("s")
                    .buysWhen("close == 105")
                    .closesWhen("close == 110", "close < 0")
                    .amount("1050")
                    .fee("0.001")
                    .slippage("10")));

    TradeRow row = only(result);
    // 1050 / 105 units, at 106 x 1.001; out at 111 x 0.999.
    assertThat(row.quantity()).isEqualTo(Quantity.of("10"));
    assertThat(row.entryPrice()).isEqualTo(Price.of("106.106"));
    assertThat(row.entryTime()).isEqualTo(minute(1));
    assertThat(row.exitPrice()).isEqualTo(Price.of("110.889"));
    assertThat(row.exitTime()).isEqualTo(minute(3));
    assertThat(row.exitReason()).isEqualTo(ExitReason.SIGNAL);
    assertThat(row.bars()).isEqualTo(2);
    // 1.06106 + 1.10889; 1108.89 - 1061.06 - fees.
    assertThat(row.fee()).isEqualByComparingTo("2.16995");
    assertThat(row.pnl()).isEqualByComparingTo("45.66005");
    assertThat(result.finalCash()).isEqualByComparingTo("10045.66005");
    assertThat(result.bars()).isEqualTo(4);
    assertThat(row.causes().entry()).contains("close == 105");
    assertThat(row.causes().exit()).contains("close == 110");
  }

  @Test
  void takesTheStopWhereABarHoldsStopAndTarget() {
    BacktestResult result =
        BarBacktest.run(
            plan(
                bars(QUIET, "100 105 97 104", QUIET),
                new Strategy("s").buysWhen(at(0)).exits("stop_loss_pct 2; take_profit_pct 4")));

    TradeRow row = only(result);
    assertThat(row.exitPrice()).isEqualTo(Price.of("98"));
    assertThat(row.exitReason()).isEqualTo(ExitReason.STOP_LOSS);
    assertThat(row.exitTime()).isEqualTo(row.entryTime()).isEqualTo(minute(1));
    assertThat(row.bars()).isZero();
    assertThat(row.pnl()).isEqualByComparingTo("-20");
  }

  @Test
  void closesWhatIsOpenAtTheEndAtTheLastClose() {
    BacktestResult result =
        BarBacktest.run(
            plan(
                bars(QUIET, QUIET, "100 104 99 103"),
                new Strategy("s").buysWhen(at(0)).fee("0.001")));

    TradeRow row = only(result);
    assertThat(row.exitReason()).isEqualTo(ExitReason.END_OF_DATA);
    assertThat(row.exitPrice()).isEqualTo(Price.of("103"));
    assertThat(row.exitTime()).isEqualTo(minute(2));
    // 30 - 1 - 1.03
    assertThat(row.pnl()).isEqualByComparingTo("27.97");
    assertThat(result.finalCash()).isEqualByComparingTo("10027.97");
  }

  @Test
  void opensNothingOnTheLastClose() {
    BacktestResult result =
        BarBacktest.run(plan(bars(QUIET, QUIET), new Strategy("s").buysWhen(at(1))));

    assertThat(result.trades()).isEmpty();
    assertThat(result.finalCash()).isEqualByComparingTo("10000");
  }

  @Test
  void givesEachPartThatIsClosedARowOfItsOwn() {
    BacktestResult result =
        BarBacktest.run(
            plan(
                bars(QUIET, "100 102.5 99 102", "102 105 101 104"),
                new Strategy("s")
                    .buysWhen(at(0))
                    .exits("take_profit_levels 2 x 0.3, 4 x 0.7")
                    .fee("0.001")));

    assertThat(result.trades()).hasSize(2);
    TradeRow first = result.trades().getFirst();
    TradeRow second = result.trades().getLast();
    assertThat(first.position()).isEqualTo(second.position());
    assertThat(first.quantity()).isEqualTo(Quantity.of("3"));
    assertThat(second.quantity()).isEqualTo(Quantity.of("7"));
    // 3 x 102 x 0.001 + 3 / 10 of 1; 3 x 2 - fee.
    assertThat(first.fee()).isEqualByComparingTo("0.606");
    assertThat(first.pnl()).isEqualByComparingTo("5.394");
    // 7 x 104 x 0.001 + 7 / 10 of 1; 7 x 4 - fee.
    assertThat(second.fee()).isEqualByComparingTo("1.428");
    assertThat(second.pnl()).isEqualByComparingTo("26.572");
    assertThat(result.finalCash()).isEqualByComparingTo("10031.966");
  }

  @Test
  void reversesWithTwoFillsAtOneOpen() {
    Strategy strategy =
        new Strategy("s").buysWhen(at(0)).sellsWhen(at(2)).exits("opposite_signal reverse");

    BacktestResult result =
        BarBacktest.run(
            plan(bars(QUIET, QUIET, "100 104 99 100", "103 104 98 99", QUIET), strategy));

    assertThat(result.trades()).hasSize(2);
    TradeRow bought = result.trades().getFirst();
    TradeRow sold = result.trades().getLast();
    assertThat(bought.side()).isEqualTo(PositionSide.LONG);
    assertThat(bought.exitReason()).isEqualTo(ExitReason.SIGNAL);
    assertThat(bought.exitPrice()).isEqualTo(Price.of("103"));
    assertThat(bought.exitTime()).isEqualTo(minute(3));
    assertThat(sold.side()).isEqualTo(PositionSide.SHORT);
    assertThat(sold.entryPrice()).isEqualTo(Price.of("103"));
    assertThat(sold.entryTime()).isEqualTo(minute(3));
    // Sized by the close that was decided on: 1000 / 100.
    assertThat(sold.quantity()).isEqualTo(Quantity.of("10"));
    assertThat(sold.pnl()).isEqualByComparingTo("30");
  }

  @Test
  void doesNotReverseUnlessToldTo() {
    BacktestResult result =
        BarBacktest.run(
            plan(
                bars(QUIET, QUIET, QUIET, QUIET, QUIET),
                new Strategy("s").buysWhen(at(0)).sellsWhen(at(2))));

    assertThat(only(result).exitTime()).isEqualTo(minute(3));
  }

  /** Entered at 100 at the open of bar 1. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        // Two minutes are over at the close of bar 2.
        "max_hold_time_minutes 2 | 100 101 99 100, 100 101 99 100, 100.5 101 99 100 | 3 | 100.5 | TIME",
        // 1 % is enough from minute 2 on.
        "roi 0: 9, 2: 1 | 100 103 99 102, 102 103 101 101, 101.5 103 99 100 | 3 | 101.5 | ROI",
        // 101 at a close puts the stop at 100.
        "break_even_at_pct 1 | 100 102 99 101, 101 101 99.5 100, 100 101 99 100 | 2 | 100 | BREAK_EVEN",
        // 110 x 0.98 = 107.8 from bar 2 on.
        "trailing_stop_pct 2 | 100 110 99 109, 109 109 107 108, 108 109 99 100 | 2 | 107.8 | TRAILING_STOP",
        "stop_loss_pct 2 | 100 110 99 109, 95 99 90 98, 98 99 97 98 | 2 | 95 | STOP_LOSS",
        "take_profit_pct 4 | 100 103 99 103, 106 107 105 106, 98 99 97 98 | 2 | 106 | TAKE_PROFIT",
      })
  void followsThePlan(String exits, String prices, int bar, String price, ExitReason reason) {
    String[] told = (QUIET + ", " + prices + ", " + QUIET).split(", ");

    BacktestResult result =
        BarBacktest.run(plan(bars(told), new Strategy("s").buysWhen(at(0)).exits(exits)));

    TradeRow row = only(result);
    assertThat(row.exitReason()).isEqualTo(reason);
    assertThat(row.exitPrice()).isEqualTo(Price.of(price));
    assertThat(row.exitTime()).isEqualTo(minute(bar));
  }

  @Test
  void mayEnterAnewAtTheCloseOfTheBarInWhichItWasStopped() {
    BacktestResult result =
        BarBacktest.run(
            plan(
                bars(QUIET, "100 101 97 99", "99 100 98 99", QUIET),
                new Strategy("s").buysWhen("volume > 0").exits("stop_loss_pct 2")));

    assertThat(result.trades())
        .extracting(TradeRow::entryTime)
        .containsExactly(minute(1), minute(2));
    assertThat(result.trades().getFirst().exitTime()).isEqualTo(minute(1));
  }

  @Test
  void holdsOnePositionASymbol() {
    Strategy first = new Strategy("a").buysWhen(at(0)).closesWhen(at(3), at(3));
    Strategy second = new Strategy("b").buysWhen("volume > 0");

    BacktestResult result =
        BarBacktest.run(plan(bars(QUIET, QUIET, QUIET, QUIET, QUIET, QUIET), first, second));

    assertThat(result.trades()).extracting(TradeRow::strategy).containsExactly("a", "b");
    assertThat(result.trades())
        .extracting(TradeRow::entryTime)
        .containsExactly(minute(1), minute(5));
    // At the first close both want to enter; what b wants later could mean nothing.
    assertThat(result.denials()).isEqualTo(Map.of(DenialReason.POSITION_ALREADY_OPEN, 1));
  }

  @Test
  void enteringFailsWhereTheOpenCannotBePaid() {
    BacktestResult result =
        BarBacktest.run(
            plan(
                bars(QUIET, "100.01 101 99 100", QUIET),
                new Strategy("s").buysWhen(at(0)).amount("10000")));

    assertThat(result.trades()).isEmpty();
    assertThat(result.finalCash()).isEqualByComparingTo("10000");
  }

  @Test
  void shortsMirrorLongs() {
    String[] up = {QUIET, "100 102.5 99 102", "102 103 101 102.5", "103 107 98.5 99"};
    String[] down = {QUIET, "100 101 97.5 98", "98 99 97 97.5", "97 101.5 93 101"};
    String exits = "stop_loss_pct 1.5; take_profit_levels 2 x 0.4, 6 x 0.2; break_even_at_pct 9";

    List<TradeRow> longs =
        BarBacktest.run(plan(bars(up), new Strategy("s").buysWhen(at(0)).exits(exits))).trades();
    List<TradeRow> shorts =
        BarBacktest.run(plan(bars(down), new Strategy("s").sellsWhen(at(0)).exits(exits))).trades();

    // 4 at 102 in bar 1; in bar 3 both the stop of 98.5 and the target of 106 are touched.
    assertThat(longs)
        .extracting(TradeRow::pnl)
        .map(BigDecimal::stripTrailingZeros)
        .containsExactly(new BigDecimal("8"), new BigDecimal("-9"));
    assertThat(shorts).hasSameSizeAs(longs);
    for (int i = 0; i < longs.size(); i++) {
      TradeRow one = longs.get(i);
      TradeRow other = shorts.get(i);
      assertThat(other.side()).isEqualTo(PositionSide.SHORT);
      assertThat(other.quantity()).isEqualTo(one.quantity());
      assertThat(other.pnl()).isEqualByComparingTo(one.pnl());
      assertThat(other.exitReason()).isEqualTo(one.exitReason());
      assertThat(other.exitTime()).isEqualTo(one.exitTime());
      assertThat(other.exitPrice().value().add(one.exitPrice().value()))
          .isEqualByComparingTo("200");
      assertThat(other.maxAdverse()).isEqualByComparingTo(one.maxAdverse());
      assertThat(other.maxFavourable()).isEqualByComparingTo(one.maxFavourable());
    }
  }

  /** At 00:05 the five minutes close whose last minute, at 00:04, is missing. */
  @Test
  void looksAtACloseOfTheStrategysTimeframeThatNoBarOfTheDataShares() {
    List<Bar> told =
        List.of(
            bar(0, QUIET, "10"),
            bar(1, QUIET, "10"),
            bar(2, QUIET, "10"),
            bar(3, QUIET, "10"),
            bar(4, QUIET, "10"),
            bar(5, QUIET, "10"),
            bar(8, "100 102 99.5 101.5", "10"),
            bar(10, "100.8 100.9 100.5 100.6", "10"),
            bar(11, "100.6 100.7 99.8 99.9", "10"),
            bar(12, "99.9 100 99 99", "10"));
    BacktestPlan plan =
        plan(
            BarColumns.of(Timeframe.M1, told),
            new Strategy("s").every(Timeframe.M5).buysWhen(at(0)).exits("break_even_at_pct 1"));

    TradeRow row = only(BarBacktest.run(plan));

    // Five minutes closed at 101.5, so the stop is at 100 from 00:10 on.
    assertThat(row.exitReason()).isEqualTo(ExitReason.BREAK_EVEN);
    assertThat(row.exitTime()).isEqualTo(minute(11));
    assertThat(row.exitPrice()).isEqualTo(Price.of("100"));
    assertThat(BarBacktest.runTellingAll(plan).trades()).containsExactly(row);
  }

  /** A quarter of a bar's volume of 10 is 2.5 of the 5 units that are held. */
  @Test
  void reversesOnlyOnceAllIsClosed() {
    Strategy strategy =
        new Strategy("s")
            .buysWhen(at(0))
            .sellsWhen(at(4))
            .exits("opposite_signal reverse")
            .amount("500")
            .participation("25");

    List<TradeRow> rows =
        BarBacktest.run(
                plan(
                    bars(QUIET, QUIET, QUIET, QUIET, QUIET, "90 90 90 90", "80 80 80 80", QUIET),
                    strategy))
            .trades();

    // Closed at 90 and at 80; from there on it is sold, at 80 and at 100.
    assertThat(rows)
        .extracting(TradeRow::side)
        .containsExactly(PositionSide.LONG, PositionSide.SHORT);
    assertThat(rows.getFirst().exitPrice()).isEqualTo(Price.of("85"));
    assertThat(rows.getFirst().exitTime()).isEqualTo(minute(6));
    assertThat(rows.getLast().entryTime()).isEqualTo(minute(6));
    assertThat(rows.getLast().entryPrice()).isEqualTo(Price.of("90"));
  }

  private static TradeRow only(BacktestResult result) {
    assertThat(result.trades()).hasSize(1);
    return result.trades().getFirst();
  }
}
