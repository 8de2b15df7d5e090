package io.tidemark.core.performance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TradeStatisticsTest {

  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

  @Test
  void countsWinsAboveZeroOnly() {
    TradeStatistics figures = of("10", "0", "-4", "6");

    assertThat(figures.totalTrades()).isEqualTo(4);
    assertThat(figures.winningTrades()).isEqualTo(2);
    assertThat(figures.losingTrades()).isEqualTo(2);
    assertThat(figures.winRate()).isEqualByComparingTo("0.5");
    assertThat(figures.averageProfit()).isEqualByComparingTo("8");
    assertThat(figures.averageLoss()).isEqualByComparingTo("-2");
    assertThat(figures.profitFactor()).isEqualByComparingTo("4");
    assertThat(figures.expectancy()).isEqualByComparingTo("3");
    assertThat(figures.bestTrade()).isEqualByComparingTo("10");
    assertThat(figures.worstTrade()).isEqualByComparingTo("-4");
    assertThat(figures.totalPnl()).isEqualByComparingTo("12");
  }

  @Test
  void measuresTheDrawdownFromTheHighestSum() {
    assertThat(of("10", "-3", "-4", "20", "-5").maxDrawdown()).isEqualByComparingTo("7");
    assertThat(of("-3", "-4").maxDrawdown()).isEqualByComparingTo("7");
    assertThat(of("1", "2").maxDrawdown()).isEqualByComparingTo("0");
  }

  @Test
  void findsTheLongestStreaks() {
    TradeStatistics figures = of("1", "1", "-1", "0", "-1", "1", "1", "1", "-1");

    assertThat(figures.longestWinStreak()).isEqualTo(3);
    assertThat(figures.longestLossStreak()).isEqualTo(3);
  }

  @Test
  void hasNoProfitFactorWhileNothingWasLost() {
    assertThat(of("10").profitFactor()).isNull();
    assertThat(of("-10").profitFactor()).isEqualByComparingTo("0");
  }

  @Test
  void isAllZeroWithoutTrades() {
    TradeStatistics figures = of();

    assertThat(figures.totalTrades()).isZero();
    assertThat(figures.winRate()).isEqualByComparingTo("0");
    assertThat(figures.averageLoss()).isEqualByComparingTo("0");
    assertThat(figures.expectancy()).isEqualByComparingTo("0");
    assertThat(figures.bestTrade()).isNull();
  }

  @Test
  void countsTimeInTheMarketOnce() {
    List<TradeResult> trades =
        List.of(trade(30, 60, "1"), trade(0, 40, "1"), trade(10, 20, "1"), trade(90, 200, "1"));

    assertThat(MarketExposure.of(trades, START, START.plusSeconds(100))).isEqualTo(0.7);
    assertThat(MarketExposure.of(List.of(), START, START.plusSeconds(100))).isZero();
    assertThat(MarketExposure.of(trades, START, START)).isZero();
  }

  @Test
  void refusesATradeThatClosesBeforeItOpens() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> trade(10, 9, "1"))
        .withMessageContaining("closedAt must not be before openedAt");
  }

  private static TradeStatistics of(String... results) {
    List<TradeResult> trades = new ArrayList<>();
    for (String result : results) {
      trades.add(trade(trades.size(), trades.size() + 1, result));
    }
    return TradeStatistics.of(trades);
  }

  private static TradeResult trade(long opened, long closed, String pnl) {
    return new TradeResult(
        START.plusSeconds(opened), START.plusSeconds(closed), new BigDecimal(pnl));
  }
}
