package io.tidemark.core.performance;

import static io.tidemark.core.performance.Rows.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.tidemark.model.reason.ExitReason;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TradeFiguresTest {

  @Test
  void addsUpCostsAndTheResultBeforeThem() {
    TradeFigures figures =
        TradeFigures.of(List.of(row(0, 10, "6"), row(20, 60, "-2"), row(70, 80, "2")));

    // each row paid 0.5 in fees and 0.1 for lending
    assertThat(figures.results().totalPnl()).isEqualByComparingTo("6");
    assertThat(figures.totalFees()).isEqualByComparingTo("1.5");
    assertThat(figures.totalBorrowCost()).isEqualByComparingTo("0.3");
    assertThat(figures.grossPnl()).isEqualByComparingTo("7.8");
  }

  @Test
  void measuresTradesByHand() {
    TradeFigures figures =
        TradeFigures.of(List.of(row(0, 10, "6"), row(20, 60, "-2"), row(70, 80, "2")));

    // mean 2, squared deviations 16, 16, 0: deviation 4
    assertThat(figures.sqn()).isCloseTo(Math.sqrt(3) * 2 / 4, within(1e-12));
    assertThat(figures.payoffRatio()).isEqualByComparingTo("2");
    // 200 were entered each time
    assertThat(figures.averageReturn()).isCloseTo(0.01, within(1e-15));
    assertThat(figures.averageDuration()).isEqualTo(Duration.ofMinutes(20));
    assertThat(figures.averageBars()).isEqualTo(20);
    assertThat(figures.averageMaxAdverse()).isNull();
  }

  @Test
  void countsStreaksInTheOrderOfClosing() {
    TradeFigures figures =
        TradeFigures.of(List.of(row(0, 90, "-1"), row(10, 20, "1"), row(30, 40, "1")));

    assertThat(figures.results().longestWinStreak()).isEqualTo(2);
    assertThat(figures.results().longestLossStreak()).isEqualTo(1);
  }

  @Test
  void countsThePartsOfAPositionAsTradesOfOnePosition() {
    TradeFigures figures = TradeFigures.of(List.of(row(0, 10, "1"), row(0, 20, "1")));

    assertThat(figures.results().totalTrades()).isEqualTo(2);
    assertThat(figures.positions()).isEqualTo(1);
  }

  @Test
  void averagesExcursionsWhereTheyAreKnown() {
    TradeFigures figures =
        TradeFigures.of(
            List.of(
                excursion(row(0, 1, "1"), "0.04", "0.01"),
                excursion(row(1, 2, "1"), "0.02", "0.03"),
                row(2, 3, "1")));

    assertThat(figures.averageMaxFavourable()).isCloseTo(0.03, within(1e-15));
    assertThat(figures.averageMaxAdverse()).isCloseTo(0.02, within(1e-15));
  }

  @Test
  void leavesOutWhatIsNotDefined() {
    TradeFigures none = TradeFigures.of(List.of());
    assertThat(none.sqn()).isNull();
    assertThat(none.averageReturn()).isNull();
    assertThat(none.payoffRatio()).isNull();
    assertThat(none.averageDuration()).isZero();

    TradeFigures alike = TradeFigures.of(List.of(row(0, 1, "1"), row(1, 2, "1")));
    assertThat(alike.sqn()).isNull();
    assertThat(alike.payoffRatio()).isNull();
  }

  @Test
  void breaksRowsDown() {
    TradeBreakdown parts =
        TradeBreakdown.of(
            List.of(
                row(0, 1, "3", "trend", "BTC/USD", ExitReason.TAKE_PROFIT),
                row(1, 2, "-1", "trend", "ETH/USD", ExitReason.STOP_LOSS),
                row(2, 3, "-1", "mean", "ETH/USD", ExitReason.STOP_LOSS)));

    assertThat(parts.byExitReason()).containsOnlyKeys("STOP_LOSS", "TAKE_PROFIT");
    assertThat(parts.byStrategy()).containsOnlyKeys("mean", "trend");
    assertThat(parts.bySymbol().keySet()).containsExactly("kraken|BTC/USD", "kraken|ETH/USD");
    assertThat(parts.byStrategy().values())
        .extracting(part -> part.results().totalPnl().toPlainString())
        .containsExactly("-1", "2");
    assertThat(parts.byExitReason().values())
        .extracting(part -> part.results().totalTrades())
        .containsExactly(2, 1);
  }

  @Test
  void measuresHowMuchWasTraded() {
    EquityCurve curve =
        EquityCurve.ofBarCloses(
            Rows.START,
            800,
            new long[] {Rows.START.plus(Duration.ofDays(2)).toEpochMilli()},
            new double[] {900});
    List<TradeRow> rows = List.of(row(0, 1440, "1"), row(720, 2160, "1"));

    TradingActivity activity = TradingActivity.of(curve, rows);

    // 36 of 48 hours; two rows of 2 x 100 in and 2 x 110 out, 1 of fees
    assertThat(activity.exposure()).isEqualTo(0.75);
    assertThat(activity.tradedNotional()).isEqualByComparingTo("840");
    assertThat(activity.turnover()).isCloseTo(1.05, within(1e-12));
    assertThat(activity.turnoverPerYear()).isCloseTo(1.05 * 365 / 2, within(1e-12));
    assertThat(activity.tradesPerDay()).isEqualTo(1);
    assertThat(activity.feeRate()).isCloseTo(1.0 / 840, within(1e-15));
  }

  @Test
  void refusesARowThatIsLeftBeforeItIsEntered() {
    Instant entered = Rows.START.plusSeconds(600);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> row(10, 9, "1"))
        .withMessageContaining("exitTime must not be before entryTime " + entered);
  }

  private static TradeRow excursion(TradeRow row, String favourable, String adverse) {
    return new TradeRow(
        row.position(),
        row.strategy(),
        row.instrument(),
        row.side(),
        row.entryTime(),
        row.entryPrice(),
        row.exitTime(),
        row.exitPrice(),
        row.quantity(),
        row.fee(),
        row.borrowCost(),
        row.pnl(),
        row.exitReason(),
        row.bars(),
        new BigDecimal(favourable),
        new BigDecimal(adverse),
        row.causes());
  }
}
