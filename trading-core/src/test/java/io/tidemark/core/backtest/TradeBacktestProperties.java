package io.tidemark.core.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.backtest.PaperRun.Delivery;
import io.tidemark.core.performance.TradeRow;
import io.tidemark.model.reason.ExitReason;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds of any strategy on any trades. */
class TradeBacktestProperties {

  static LongStream seeds() {
    return LongStream.range(0, 120);
  }

  private static BacktestResult backtest(RandomTrades made) {
    return TradeFixture.run(made.plan(), made.market());
  }

  /**
   * The proof that a backtest of a recorded paper period gives the trades of the paper run: what
   * the services' composition comes to does not depend on how late its messages are.
   */
  @ParameterizedTest
  @MethodSource("seeds")
  void tradesAsTheSuiteDoesOnPaperHoweverItsMessagesAreDelivered(long seed) {
    RandomTrades made = RandomTrades.deep(seed);
    BacktestResult expected = backtest(made);

    for (long chance = 0; chance < 3; chance++) {
      assertSame(
          PaperRun.run(made.plan(), made.market(), Delivery.BY_CHANCE, 10 * seed + chance),
          expected);
    }
  }

  /** Where orders fill bit by bit, what a stop is held against is what of them is known by then. */
  @ParameterizedTest
  @MethodSource("seeds")
  void tradesAsTheSuiteDoesOnPaperWhereOrdersFillBitByBit(long seed) {
    RandomTrades made = RandomTrades.thin(seed);

    assertSame(PaperRun.run(made.plan(), made.market(), Delivery.AT_ONCE, seed), backtest(made));
  }

  private static void assertSame(BacktestResult paper, BacktestResult expected) {
    assertThat(told(paper)).isEqualTo(told(expected));
    assertThat(paper.tradesSha256()).isEqualTo(expected.tradesSha256());
    assertThat(paper.finalCash()).isEqualByComparingTo(expected.finalCash());
    assertThat(paper.denials()).isEqualTo(expected.denials());
  }

  /** All but how far ahead and behind a position was, which is followed until its exit is known. */
  private static List<String> told(BacktestResult result) {
    return result.trades().stream()
        .map(
            row ->
                String.join(
                    " ",
                    row.position().toString(),
                    row.instrument().key(),
                    row.side().name(),
                    row.entryTime().toString(),
                    row.entryPrice().toString(),
                    row.exitTime().toString(),
                    row.exitPrice().toString(),
                    row.quantity().toString(),
                    row.fee().toPlainString(),
                    row.pnl().toPlainString(),
                    row.exitReason().name(),
                    row.causes().toString()))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void accountsForAllCash(long seed) {
    BacktestResult result = backtest(RandomTrades.thin(seed));

    BigDecimal made =
        result.trades().stream().map(TradeRow::pnl).reduce(BigDecimal.ZERO, BigDecimal::add);
    assertThat(result.finalCash()).isEqualByComparingTo(BacktestPlan.DEFAULT_CASH.add(made));
    assertThat(result.equity().finalEquity()).isEqualTo(result.finalCash().doubleValue());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void givesTheSameAgain(long seed) {
    BacktestResult first = backtest(RandomTrades.thin(seed));
    BacktestResult second = backtest(RandomTrades.thin(seed));

    assertThat(second.trades()).isEqualTo(first.trades());
    assertThat(second.denials()).isEqualTo(first.denials());
    assertThat(second.equity().size()).isEqualTo(first.equity().size());
    for (int i = 0; i < first.equity().size(); i++) {
      assertThat(second.equity().millisAt(i)).isEqualTo(first.equity().millisAt(i));
      assertThat(second.equity().equityAt(i)).isEqualTo(first.equity().equityAt(i));
    }
  }

  /** So that the others say something. */
  @Test
  void tradesALotInTheseMarkets() {
    List<TradeRow> rows = new ArrayList<>();
    seeds().forEach(seed -> rows.addAll(backtest(RandomTrades.thin(seed)).trades()));
    Set<ExitReason> reasons = EnumSet.noneOf(ExitReason.class);
    rows.forEach(row -> reasons.add(row.exitReason()));

    assertThat(rows).hasSizeGreaterThan(1_000);
    assertThat(reasons)
        .contains(
            ExitReason.STOP_LOSS,
            ExitReason.TAKE_PROFIT,
            ExitReason.TRAILING_STOP,
            ExitReason.BREAK_EVEN,
            ExitReason.TIME,
            ExitReason.ROI,
            ExitReason.SIGNAL,
            ExitReason.END_OF_DATA);
  }
}
