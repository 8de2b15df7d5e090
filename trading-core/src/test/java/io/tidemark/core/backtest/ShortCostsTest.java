package io.tidemark.core.backtest;

import static io.tidemark.core.backtest.BacktestFixture.at;
import static io.tidemark.core.backtest.BacktestFixture.bars;
import static io.tidemark.core.backtest.BacktestFixture.minute;
import static io.tidemark.core.backtest.BacktestFixture.plan;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.backtest.BacktestFixture.Strategy;
import io.tidemark.core.performance.TradeRow;
import io.tidemark.model.Price;
import io.tidemark.model.reason.ExitReason;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What shorts cost and when they are liquidated, calculated by hand. 10 are sold for 1,000 at the
 * open of the first minute; a daily rate of 0.48 is a third of a dollar a minute of 1,000.
 */
class ShortCostsTest {

  private static final String QUIET = "100 100 100 100";

  private static Strategy selling(String exits) {
    return new Strategy("s").sellsWhen(at(0)).exits(exits);
  }

  private static TradeRow only(BacktestResult result) {
    assertThat(result.trades()).hasSize(1);
    return result.trades().getFirst();
  }

  /** From the open of minute 1 to that of minute 4: 1000 x 0.48 x 3 / 1440. */
  @Test
  void chargesBorrowingWhenTheShortIsBoughtBack() {
    BacktestResult result =
        BarBacktest.run(
            plan(
                bars(QUIET, QUIET, QUIET, QUIET, "90 90 90 90", "90 90 90 90"),
                selling("none").closesWhen("close < 1", at(3)).borrows("0.48", "0")));

    TradeRow row = only(result);
    assertThat(row.exitTime()).isEqualTo(minute(4));
    assertThat(row.borrowCost()).isEqualByComparingTo("1");
    assertThat(row.fee()).isZero();
    assertThat(row.pnl()).isEqualByComparingTo("99");
    assertThat(row.grossPnl()).isEqualByComparingTo("100");
    assertThat(result.finalCash()).isEqualByComparingTo("10099");
  }

  /**
   * Half is bought back in minute 4, of 1 owed then half is charged; the other half owes a sixth of
   * a dollar a minute more until minute 10.
   */
  @Test
  void chargesAPartWithItsShareAndTheLastWithTheRest() {
    BacktestResult result =
        BarBacktest.run(
            plan(
                bars(
                    QUIET,
                    QUIET,
                    QUIET,
                    QUIET,
                    "100 100 98 99",
                    "99 99 99 99",
                    "99 99 99 99",
                    "99 99 99 99",
                    "99 99 99 99",
                    "99 99 99 99",
                    "99 99 96 97"),
                selling("take_profit_levels 2 x 0.5, 4 x 0.5").borrows("0.48", "0")));

    assertThat(result.trades())
        .extracting(row -> row.borrowCost().stripTrailingZeros())
        .containsExactly(new BigDecimal("0.5"), new BigDecimal("1.5"));
    assertThat(result.trades())
        .extracting(row -> row.pnl().stripTrailingZeros())
        .containsExactly(new BigDecimal("9.5"), new BigDecimal("18.5"));
    assertThat(result.finalCash()).isEqualByComparingTo("10028");
  }

  /** 1000 x 0.1 x 1 / 1440 is 0.069444..., of which 18 places are kept. */
  @Test
  void roundsWhatIsOwedToEighteenPlaces() {
    TradeRow row =
        only(
            BarBacktest.run(
                plan(
                    bars(QUIET, QUIET, QUIET, QUIET),
                    selling("none").closesWhen("close < 1", at(1)).borrows("0.1", "0"))));

    assertThat(row.borrowCost()).isEqualByComparingTo("0.069444444444444444");
    assertThat(row.pnl()).isEqualByComparingTo("-0.069444444444444444");
  }

  @Test
  void chargesWhatIsOpenAtTheEndUntilTheLastBarOpens() {
    BacktestResult result =
        BarBacktest.run(
            plan(bars(QUIET, QUIET, QUIET, QUIET, QUIET), selling("none").borrows("0.48", "0")));

    TradeRow row = only(result);
    assertThat(row.exitReason()).isEqualTo(ExitReason.END_OF_DATA);
    assertThat(row.borrowCost()).isEqualByComparingTo("1");
    assertThat(result.finalCash()).isEqualByComparingTo("9999");
  }

  /** A tenth of 10,000 is sold for three minutes, which leaves 9,999; then a tenth of that. */
  @Test
  void sizesWhatComesNextByCashAfterBorrowing() {
    BacktestResult result =
        BarBacktest.run(
            plan(
                bars(QUIET, QUIET, QUIET, QUIET, QUIET, QUIET, QUIET, QUIET),
                new Strategy("s")
                    .sellsWhen(at(0) + " or " + at(5))
                    .closesWhen("close < 1", at(3))
                    .percent("10")
                    .borrows("0.48", "0")));

    assertThat(result.trades())
        .extracting(row -> row.quantity().value().stripTrailingZeros())
        .containsExactly(new BigDecimal("1E+1"), new BigDecimal("9.999"));
  }

  @Test
  void chargesALongNothing() {
    TradeRow row =
        only(
            BarBacktest.run(
                plan(
                    bars(QUIET, QUIET, QUIET, QUIET),
                    new Strategy("s").buysWhen(at(0)).borrows("0.48", "0.25"))));

    assertThat(row.borrowCost()).isZero();
  }

  /**
   * With a margin rate of 0.25 the short is liquidated once a close is 100 x 2 / 1.25 = 160 or
   * above, with 0 at 200, where the loss is the 1,000 of its margin; at the next open, whatever it
   * is.
   */
  @ParameterizedTest
  @CsvSource({
    "0.25, 120 160 120 160, 155 155 150 150, 155, -550",
    "0.25, 120 175 120 170, 170 175 170 170, 170, -700",
    "0,    120 200 120 200, 190 190 190 190, 190, -900",
    "0,    120 200 120 200, 210 220 210 210, 210, -1100",
  })
  void liquidatesAtTheOpenAfterItsCollateralIsUsedUp(
      String margin, String bar, String next, String price, String result) {
    TradeRow row =
        only(
            BarBacktest.run(
                plan(bars(QUIET, QUIET, bar, next, QUIET), selling("none").borrows("0", margin))));

    assertThat(row.exitReason()).isEqualTo(ExitReason.LIQUIDATION);
    assertThat(row.exitTime()).isEqualTo(minute(3));
    assertThat(row.exitPrice()).isEqualTo(Price.of(price));
    assertThat(row.pnl()).isEqualByComparingTo(result);
  }

  @Test
  void keepsAShortThatIsDearOnlyWithinABar() {
    TradeRow row =
        only(
            BarBacktest.run(
                plan(
                    bars(QUIET, QUIET, "120 250 120 159.99", QUIET),
                    selling("none").borrows("0", "0.25"))));

    assertThat(row.exitReason()).isEqualTo(ExitReason.END_OF_DATA);
  }

  @Test
  void stopsBeforeItLiquidates() {
    List<TradeRow> rows =
        BarBacktest.run(
                plan(
                    bars(QUIET, QUIET, "120 250 120 250", QUIET),
                    selling("stop_loss_pct 50").borrows("0", "0.25")))
            .trades();

    assertThat(rows).extracting(TradeRow::exitReason).containsExactly(ExitReason.STOP_LOSS);
    assertThat(rows.getFirst().exitPrice()).isEqualTo(Price.of("150"));
  }

  /** On trades the one that reaches 160 decides, and a latency later 170 is what there is. */
  @Test
  void liquidatesAtTheMarketWhereTradesTellIt() {
    TradePlan plan = TradeFixture.plan(selling("none").borrows("0", "0.25").latency(1000));

    TradeRow row =
        only(
            TradeFixture.run(
                plan,
                TradeFixture.trades(
                    "0:10 100 x 1",
                    "1:05 100 x 20",
                    "1:10 100 x 20",
                    "2:10 160 x 1",
                    "2:20 170 x 50",
                    "4:10 100 x 1")));

    assertThat(row.exitReason()).isEqualTo(ExitReason.LIQUIDATION);
    assertThat(row.exitPrice()).isEqualTo(Price.of("170"));
    assertThat(row.pnl()).isEqualByComparingTo("-700");
  }
}
