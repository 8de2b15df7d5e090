package io.tidemark.core.backtest;

import static io.tidemark.core.backtest.BacktestFixture.BTC;
import static io.tidemark.core.backtest.BacktestFixture.ETH;
import static io.tidemark.core.backtest.BacktestFixture.at;
import static io.tidemark.core.backtest.BacktestFixture.bar;
import static io.tidemark.core.backtest.BacktestFixture.bars;
import static io.tidemark.core.backtest.BacktestFixture.plan;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.backtest.BacktestFixture.Strategy;
import io.tidemark.core.history.BarColumns;
import io.tidemark.core.performance.TradeRow;
import io.tidemark.model.Bar;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.PositionSide;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Timeframe;
import io.tidemark.model.reason.DenialReason;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Runs over a few bars of two instruments, calculated by hand. */
class SeveralSymbolsTest {

  private static final String QUIET = "100 100 100 100";
  private static final String FLAT = "50 50 50 50";

  @Test
  void holdsPositionsInSeveralSymbolsAtOnceOutOfOneCash() {
    SortedMap<InstrumentId, BarColumns> data = new TreeMap<>();
    data.put(BTC, bars(QUIET, QUIET, QUIET));
    data.put(ETH, bars("50 50 50 50", "50 50 50 50", "50 55 50 55"));
    Strategy strategy = new Strategy("s").on(BTC, ETH).buysWhen(at(0)).amount("6000");

    BacktestResult result = BarBacktest.run(plan(data, strategy));

    // 6000 of 10000 are spoken for by BTC, whose symbol goes first.
    assertThat(only(result).instrument()).isEqualTo(BTC);
    assertThat(result.denials()).isEqualTo(Map.of(DenialReason.INSUFFICIENT_CASH, 1));

    BacktestResult both = BarBacktest.run(plan(data, strategy.amount("4000")));
    assertThat(both.trades()).extracting(TradeRow::instrument).containsExactly(BTC, ETH);
    // 80 x 5
    assertThat(both.finalCash()).isEqualByComparingTo("10400");
  }

  /**
   * 5,000 are in ETH, and the other 5,000 are reserved for 50 BTC at 100. These open at 101 and
   * cost 5,050, which the ETH that are sold at the same open pay for, though BTC goes first by
   * name.
   */
  @Test
  void paysForAnEntryWithWhatAnotherSymbolsExitFreesAtTheSameOpen() {
    SortedMap<InstrumentId, BarColumns> data = new TreeMap<>();
    data.put(BTC, bars(QUIET, QUIET, QUIET, "101 103 101 103"));
    data.put(ETH, bars(FLAT, FLAT, FLAT, "52 52 52 52"));
    Strategy entering = new Strategy("a").buysWhen(at(2)).amount("5000");
    Strategy leaving =
        new Strategy("b").on(ETH).buysWhen(at(0)).closesLongWhen(at(2)).amount("5000");

    BacktestResult result = BarBacktest.run(plan(data, entering, leaving));

    assertThat(result.trades()).extracting(TradeRow::instrument).containsExactly(ETH, BTC);
    assertThat(result.trades().getLast().entryPrice()).isEqualTo(Price.of("101"));
    assertThat(result.trades().getLast().quantity()).isEqualTo(Quantity.of("50"));
    // 100 ETH x 2 and 50 BTC x 2
    assertThat(result.finalCash()).isEqualByComparingTo("10300");
  }

  /** 50 BTC at 210 are 10,500; with the ETH sold there are 10,000. */
  @Test
  void leavesOutAnEntryThatTheExitsOfItsOpenDoNotPayForEither() {
    SortedMap<InstrumentId, BarColumns> data = new TreeMap<>();
    data.put(BTC, bars(QUIET, QUIET, QUIET, "210 210 210 210"));
    data.put(ETH, bars(FLAT, FLAT, FLAT, FLAT));
    Strategy entering = new Strategy("a").buysWhen(at(2)).amount("5000");
    Strategy leaving =
        new Strategy("b").on(ETH).buysWhen(at(0)).closesLongWhen(at(2)).amount("5000");

    BacktestResult result = BarBacktest.run(plan(data, entering, leaving));

    assertThat(only(result).instrument()).isEqualTo(ETH);
    assertThat(result.finalCash()).isEqualByComparingTo("10000");
  }

  @Test
  void sizesAReversalByWhatOthersWereWorthBeforeItsOpen() {
    SortedMap<InstrumentId, BarColumns> data = new TreeMap<>();
    data.put(BTC, bars(QUIET, QUIET, QUIET, "100 200 100 200"));
    data.put(ETH, bars(FLAT, FLAT, FLAT, FLAT));
    Strategy holding = new Strategy("h").buysWhen(at(0)).amount("5000");
    Strategy turning =
        new Strategy("t")
            .on(ETH)
            .buysWhen(at(0))
            .sellsWhen(at(2))
            .exits("opposite_signal reverse")
            .percent("10");

    TradeRow sold =
        BarBacktest.run(plan(data, holding, turning)).trades().stream()
            .filter(row -> row.side() == PositionSide.SHORT)
            .findFirst()
            .orElseThrow();

    // A tenth of 10,000, not of the 15,000 that the bar's close of 200 makes of it.
    assertThat(sold.quantity()).isEqualTo(Quantity.of("20"));
  }

  /** Of the five minutes from 00:05 on, only the first two are there; they close at 00:10. */
  @Test
  void sizesByTheLastMinuteWhereALongerBarClosesAlone() {
    SortedMap<InstrumentId, BarColumns> data = new TreeMap<>();
    data.put(ETH, bars(FLAT, FLAT, FLAT, FLAT, FLAT, FLAT, FLAT, FLAT, FLAT, FLAT, FLAT, FLAT));
    List<Bar> withGap =
        List.of(
            bar(0, QUIET, "10"),
            bar(4, QUIET, "10"),
            bar(5, "100 110 90 100", "10"),
            bar(6, "100 108 100 108", "10"),
            bar(11, "108 108 108 108", "10"));
    data.put(BTC, BarColumns.of(Timeframe.M1, withGap));
    Strategy holding = new Strategy("h").every(Timeframe.M5).buysWhen(at(0)).amount("5000");
    Strategy sizing = new Strategy("p").on(ETH).buysWhen(at(9)).percent("10");

    TradeRow sized =
        BarBacktest.run(plan(data, holding, sizing)).trades().stream()
            .filter(row -> row.strategy().equals("p"))
            .findFirst()
            .orElseThrow();

    // A tenth of 10,000 + 50 x 8, at 50.
    assertThat(sized.quantity()).isEqualTo(Quantity.of("20.8"));
  }

  private static TradeRow only(BacktestResult result) {
    assertThat(result.trades()).hasSize(1);
    return result.trades().getFirst();
  }
}
