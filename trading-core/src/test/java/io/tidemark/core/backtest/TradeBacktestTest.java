package io.tidemark.core.backtest;

import static io.tidemark.core.backtest.BacktestFixture.BTC;
import static io.tidemark.core.backtest.BacktestFixture.ETH;
import static io.tidemark.core.backtest.BacktestFixture.at;
import static io.tidemark.core.backtest.BacktestFixture.minute;
import static io.tidemark.core.backtest.TradeFixture.book;
import static io.tidemark.core.backtest.TradeFixture.plan;
import static io.tidemark.core.backtest.TradeFixture.run;
import static io.tidemark.core.backtest.TradeFixture.ticker;
import static io.tidemark.core.backtest.TradeFixture.time;
import static io.tidemark.core.backtest.TradeFixture.trade;
import static io.tidemark.core.backtest.TradeFixture.trades;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tidemark.core.backtest.BacktestFixture.Strategy;
import io.tidemark.core.performance.TradeRow;
import io.tidemark.core.risk.RiskLimits;
import io.tidemark.core.strategy.StrategyRegistry;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.event.MarketEvent;
import io.tidemark.model.event.MarketTrade;
import io.tidemark.model.reason.DenialReason;
import io.tidemark.model.reason.ExitReason;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Runs over a few trades whose outcome is calculated by hand; 1 s of latency and of grace. */
class TradeBacktestTest {

  private static TradeRow only(BacktestResult result) {
    assertThat(result.trades()).hasSize(1);
    return result.trades().getFirst();
  }

  @Test
  void entersAtTheFirstTradeFromTheDecisionAndTheLatencyOn() {
    BacktestResult result =
        run(
            plan(new Strategy("s").buysWhen(at(0)).fee("0.001").slippage("10")),
            trades(
                "0:10 100 x 5",
                "1:00 101 x 50",
                "1:00.999 102 x 50",
                "1:01 103 x 50",
                "1:30 105 x 1"));

    TradeRow row = only(result);
    // Decided at the close of 1:00 at 100: 1000 / 100 units, acting from 1:01 on.
    assertThat(row.quantity()).isEqualTo(Quantity.of("10"));
    assertThat(row.entryTime()).isEqualTo(time("1:01"));
    // 103 x 1.001; 105 without slippage at the end.
    assertThat(row.entryPrice()).isEqualTo(Price.of("103.103"));
    assertThat(row.exitTime()).isEqualTo(time("1:30"));
    assertThat(row.exitPrice()).isEqualTo(Price.of("105"));
    assertThat(row.exitReason()).isEqualTo(ExitReason.END_OF_DATA);
    assertThat(row.bars()).isZero();
    // 1.03103 + 1.05; 1050 - 1031.03 - fees.
    assertThat(row.fee()).isEqualByComparingTo("2.08103");
    assertThat(row.pnl()).isEqualByComparingTo("16.88897");
    assertThat(result.finalCash()).isEqualByComparingTo("10016.88897");
    // That of 0:00 alone was closed; that of 1:00 was not over.
    assertThat(result.bars()).isEqualTo(1);
  }

  @Test
  void takesTheLatencyOfTheStrategy() {
    BacktestResult result =
        run(
            plan(new Strategy("s").buysWhen(at(0)).latency(250)),
            trades("0:10 100 x 5", "1:00.2 101 x 50", "1:00.25 102 x 50", "1:01 103 x 50"));

    assertThat(only(result).entryTime()).isEqualTo(time("1:00.25"));
  }

  @Test
  void stopsByATradeBeyondTheStopAtTheFirstTradeAfterTheLatency() {
    BacktestResult result =
        run(
            plan(new Strategy("s").buysWhen(at(0)).exits("stop_loss_pct 2")),
            trades(
                "0:10 100 x 5",
                "1:01 100 x 50",
                "2:10 98.1 x 1",
                "2:20 97.9 x 50",
                "2:20.5 99 x 50",
                "2:22 97.5 x 50",
                "2:30 100 x 1"));

    TradeRow row = only(result);
    // The stop of 98 is passed at 2:20; its order acts from 2:21 on.
    assertThat(row.exitReason()).isEqualTo(ExitReason.STOP_LOSS);
    assertThat(row.exitTime()).isEqualTo(time("2:22"));
    assertThat(row.exitPrice()).isEqualTo(Price.of("97.5"));
    assertThat(row.pnl()).isEqualByComparingTo("-25");
    assertThat(row.bars()).isEqualTo(1);
  }

  @Test
  void sellsThroughAGapAtWhatIsPaidAfterIt() {
    BacktestResult result =
        run(
            plan(new Strategy("s").buysWhen(at(0)).exits("stop_loss_pct 2")),
            trades("0:10 100 x 5", "1:01 100 x 50", "50:00 80 x 5", "75:00 70 x 50"));

    assertThat(only(result).exitPrice()).isEqualTo(Price.of("70"));
    assertThat(only(result).exitReason()).isEqualTo(ExitReason.STOP_LOSS);
  }

  @Test
  void takesTheProfitThatIsTouched() {
    BacktestResult result =
        run(
            plan(new Strategy("s").buysWhen(at(0)).exits("take_profit_pct 4")),
            trades(
                "0:10 100 x 5",
                "1:01 100 x 50",
                "1:30 103.99 x 50",
                "1:40 104 x 1",
                "1:42 103.5 x 50"));

    assertThat(only(result).exitReason()).isEqualTo(ExitReason.TAKE_PROFIT);
    assertThat(only(result).exitTime()).isEqualTo(time("1:42"));
    assertThat(only(result).exitPrice()).isEqualTo(Price.of("103.5"));
  }

  /** A limit of the close of 100, for three bars. */
  @Test
  void fillsALimitWhenSellersReachItOrTradesPassIt() {
    Strategy strategy = new Strategy("s").buysWhen(at(0)).limits("0", 3, 0);

    TradeRow reached =
        only(
            run(
                plan(strategy),
                trades(
                    "0:10 100 x 5",
                    "1:10 100 x 50 buy",
                    "1:20 100 x 4 sell",
                    "1:30 100 x 9 sell",
                    "1:40 101 x 1 buy")));
    TradeRow passed =
        only(
            run(
                plan(strategy),
                trades("0:10 100 x 5", "1:10 100 x 50 buy", "1:50 99.5 x 50 buy", "2:00 101 x 1")));

    // 4 and then 6 of 9; what buyers take at 100 was offered there, not bid.
    assertThat(reached.entryTime()).isEqualTo(time("1:20"));
    assertThat(reached.quantity()).isEqualTo(Quantity.of("10"));
    assertThat(reached.entryPrice()).isEqualTo(Price.of("100"));
    assertThat(passed.entryTime()).isEqualTo(time("1:50"));
    assertThat(passed.entryPrice()).isEqualTo(Price.of("100"));
  }

  @Test
  void takesBackALimitWhoseTimeIsOver() {
    BacktestResult result =
        run(
            plan(new Strategy("s").buysWhen(at(0)).limits("0", 2, 0)),
            trades("0:10 100 x 5", "1:10 101 x 5", "3:00.9 101 x 1", "3:01 99 x 50"));

    // Over at 3:00, and out of the book a second later, before what trades then.
    assertThat(result.trades()).isEmpty();
    assertThat(result.finalCash()).isEqualByComparingTo("10000");
  }

  @Test
  void getsItsPartOfEachTradeAlone() {
    BacktestResult result =
        run(
            plan(new Strategy("s").buysWhen(at(0)).participation("10")),
            trades(
                "0:10 100 x 5",
                "1:01 102 x 40",
                "1:02 103 x 40",
                "1:03 104 x 40",
                "1:09 105 x 40"));

    TradeRow row = only(result);
    // 4 at 102, 4 at 103, 2 at 104: 1028 / 10.
    assertThat(row.entryPrice()).isEqualTo(Price.of("102.8"));
    assertThat(row.entryTime()).isEqualTo(time("1:01"));
    assertThat(row.pnl()).isEqualByComparingTo("22");
  }

  @Test
  void closesWhatIsOpenWithTheLastTradeAndForgetsWhatIsNotFilled() {
    BacktestResult result =
        run(
            plan(new Strategy("s").buysWhen(at(0)).fee("0.001")),
            trades("0:10 100 x 5", "1:01 100 x 6", "1:02 110 x 0.5"));

    TradeRow row = only(result);
    // 6 at 100 and 0.5 at 110 of the 10 that were wanted.
    assertThat(row.quantity()).isEqualTo(Quantity.of("6.5"));
    assertThat(row.exitReason()).isEqualTo(ExitReason.END_OF_DATA);
    // 6.5 x 110 - 655 - 0.655 - 0.715
    assertThat(row.pnl()).isEqualByComparingTo("58.63");
    assertThat(result.finalCash()).isEqualByComparingTo("10058.63");
    assertThat(result.equity().finalEquity()).isEqualTo(10_058.63);
  }

  @Test
  void opensNothingThatNoTradeFollows() {
    BacktestResult result =
        run(plan(new Strategy("s").buysWhen(at(0))), trades("0:10 100 x 5", "1:00.9 101 x 5"));

    assertThat(result.trades()).isEmpty();
    assertThat(result.bars()).isZero();
  }

  @Test
  void walksTheBookWhereOneWasTold() {
    List<MarketEvent> market = new ArrayList<>(trades("0:10 100 x 5"));
    market.add(book("1:00.5", "99.9 x 5", "100.1 x 4, 100.4 x 50"));
    market.addAll(trades("1:03 100.2 x 50", "1:10 100.5 x 1"));

    TradeRow row = only(run(plan(new Strategy("s").buysWhen(at(0))), market));

    // 4 at 100.1 and 6 at 100.4: 1002.8 / 10; the trade of 1:03 is not ours.
    assertThat(row.entryTime()).isEqualTo(time("1:01"));
    assertThat(row.entryPrice()).isEqualTo(Price.of("100.28"));
  }

  @Test
  void findsTheBookThatWasToldLongBefore() {
    List<MarketEvent> market = new ArrayList<>();
    market.add(book("0:00", "99.9 x 5", "100.1 x 40"));
    for (int second = 1; second < 6_000; second++) {
      market.add(trade(BTC, "%d:%d 100 x 1".formatted(second / 60, second % 60)));
    }

    TradeRow row = only(run(plan(new Strategy("s").buysWhen(at(90))), market));

    assertThat(row.entryTime()).isEqualTo(time("91:01"));
    assertThat(row.entryPrice()).isEqualTo(Price.of("100.1"));
  }

  @Test
  void tellsBarsTheSpreadThatTickersTold() {
    List<MarketEvent> market = new ArrayList<>(trades("0:10 100 x 5"));
    market.add(ticker("0:50", "99", "101"));
    market.addAll(trades("1:02 100 x 5"));
    List<BarsClosed> told = new ArrayList<>();

    TradeBacktest.run(
        plan(new Strategy("s").buysWhen("spread < 0.03")),
        StrategyRegistry.standard(),
        market.iterator(),
        _ -> true,
        told::add);

    // 2 / 100
    assertThat(told).hasSize(1);
    assertThat(told.getFirst().bars().getFirst().spread()).isEqualByComparingTo("0.02");
    assertThat(told.getFirst().observedAt()).isEqualTo(time("1:01"));
  }

  @Test
  void decidesNothingOnABarThatMayLackTrades() {
    TradePlan whole = plan(new Strategy("s").buysWhen("close > 0"));
    TradePlan unknown =
        new TradePlan(
            whole.run(),
            whole.instruments(),
            whole.timeframe(),
            null,
            whole.strategies(),
            whole.rules(),
            whole.initialCash(),
            whole.limits(),
            whole.shortsAllowed(),
            whole.paper());
    List<MarketTrade> market =
        trades("0:10 100 x 5", "1:05 101 x 50", "2:05 102 x 50", "3:05 103 x 50");

    BacktestResult result = run(unknown, market);

    assertThat(only(run(whole, market)).entryTime()).isEqualTo(time("1:05"));
    assertThat(only(result).entryTime()).isEqualTo(time("2:05"));
    assertThat(result.incompleteBars()).isEqualTo(1);
  }

  /** Bought at 1:01; the stop is passed at 1:58 or a second later, and sold two seconds after. */
  @Test
  void decidesAtACloseByTheFillsUntilThen() {
    TradePlan plan =
        plan(new Strategy("s").buysWhen(at(0) + " or " + at(1)).exits("stop_loss_pct 2"));

    BacktestResult before =
        run(
            plan,
            trades(
                "0:10 100 x 5", "1:01 100 x 50", "1:57 97 x 1", "1:59.9 97 x 50", "2:05 96 x 50"));
    BacktestResult after =
        run(
            plan,
            trades(
                "0:10 100 x 5", "1:01 100 x 50", "1:58 97 x 1", "2:00.1 97 x 50", "2:05 96 x 50"));

    assertThat(before.trades())
        .extracting(TradeRow::entryTime)
        .containsExactly(time("1:01"), time("2:05"));
    assertThat(before.denials()).isEmpty();
    assertThat(only(after).exitTime()).isEqualTo(time("2:00.1"));
    assertThat(after.denials()).containsOnlyKeys(DenialReason.POSITION_ALREADY_OPEN);
  }

  @Test
  void sharesCashAndLimitsInOrderOfInstrument() {
    Strategy strategy = new Strategy("s").on(BTC, ETH).buysWhen(at(0));
    List<MarketTrade> market =
        List.of(
            trade(ETH, "0:10 10 x 5"),
            trade(BTC, "0:20 100 x 5"),
            trade(ETH, "1:01 11 x 500"),
            trade(BTC, "1:01.5 101 x 50"));

    BacktestResult one =
        run(plan(new RiskLimits(1, BigDecimal.valueOf(100)), List.of(BTC, ETH), strategy), market);
    BacktestResult both = run(plan(BacktestPlan.NO_LIMITS, List.of(BTC, ETH), strategy), market);

    assertThat(only(one).instrument()).isEqualTo(BTC);
    assertThat(one.denials()).containsEntry(DenialReason.MAX_OPEN_POSITIONS, 1);
    assertThat(both.trades()).extracting(TradeRow::instrument).containsExactly(ETH, BTC);
    // Each is closed where it traded last.
    assertThat(both.trades()).extracting(TradeRow::pnl).allMatch(pnl -> pnl.signum() == 0);
    assertThat(both.bars()).isEqualTo(2);
  }

  @Test
  void notesEquityWhereBarsClose() {
    BacktestResult result =
        run(
            plan(new Strategy("s").buysWhen(at(0))),
            trades("0:10 100 x 5", "1:01 100 x 50", "1:59 103 x 1", "5:30 104 x 1"));

    assertThat(result.equity().size()).isEqualTo(4);
    assertThat(result.equity().millisAt(0)).isEqualTo(minute(0).toEpochMilli());
    assertThat(result.equity().equityAt(1)).isEqualTo(10_000);
    assertThat(result.equity().millisAt(2)).isEqualTo(minute(2).toEpochMilli());
    assertThat(result.equity().equityAt(2)).isEqualTo(10_030);
    assertThat(result.equity().millisAt(3)).isEqualTo(time("5:30").toEpochMilli());
    assertThat(result.equity().equityAt(3)).isEqualTo(10_040);
  }

  @Test
  void runsOverNothing() {
    BacktestResult result = run(plan(new Strategy("s").buysWhen(at(0))), List.of());

    assertThat(result.trades()).isEmpty();
    assertThat(result.finalCash()).isEqualByComparingTo("10000");
  }

  @Test
  void refusesAMarketThatIsNotInOrder() {
    TradePlan plan = plan(new Strategy("s").buysWhen(at(0)));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> run(plan, trades("0:10 100 x 5", "0:09 100 x 5")))
        .withMessageContaining("in order of time: 2024-01-01T00:00:09Z of kraken");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> run(plan, trades("0:10 100 x 5", "0:10 100 x 5")))
        .withMessageContaining("trade 0:10 100 x 5 of kraken")
        .withMessageContaining("DUPLICATE");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> run(plan, trades("0:10 100 x 0")))
        .withMessageContaining("ZERO_QUANTITY");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> run(plan, List.of(trade(ETH, "0:10 100 x 5"))))
        .withMessageContaining("must be of [kraken");
  }

  @Test
  void refusesALatencyBelowTheGrace() {
    PaperTerms usual = PaperTerms.of(List.of(new Strategy("s").buysWhen(at(0)).done()));

    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new PaperTerms(usual.fills(), usual.latency(), usual.grace().plusNanos(1)))
        .withMessageContaining("latency must be at or above the grace");
  }

  @Test
  void endsWhereItIsToldTo() {
    List<MarketTrade> market = new ArrayList<>();
    for (int second = 0; second < 40_000; second++) {
      market.add(trade(BTC, "%d:%d 100 x 1".formatted(second / 60, second % 60)));
    }

    BacktestResult result =
        TradeBacktest.run(
            plan(new Strategy("s").buysWhen("close < 0")),
            StrategyRegistry.standard(),
            market.iterator(),
            done -> done < 1 << 15,
            _ -> {});

    // 32,768 seconds are 546 minutes and 8 seconds.
    assertThat(result.bars()).isEqualTo(546);
  }
}
