package io.tidemark.position.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PerformanceTest {

  @Test
  void countsWinsAboveZeroOnly() {
    Performance figures = of("10", "0", "-4", "6");

    assertThat(figures.totalTrades()).isEqualTo(4);
    assertThat(figures.winningTrades()).isEqualTo(2);
    assertThat(figures.losingTrades()).isEqualTo(2);
    assertThat(figures.winRate()).isEqualByComparingTo("0.5");
    assertThat(figures.averageProfit()).isEqualByComparingTo("8");
    assertThat(figures.averageLoss()).isEqualByComparingTo("-2");
    assertThat(figures.profitFactor()).isEqualByComparingTo("4");
    assertThat(figures.totalPnl()).isEqualByComparingTo("12");
  }

  @Test
  void measuresTheDrawdownFromTheHighestSum() {
    assertThat(of("10", "-3", "-4", "20", "-5").maxDrawdown()).isEqualByComparingTo("7");
    assertThat(of("-3", "-4").maxDrawdown()).isEqualByComparingTo("7");
    assertThat(of("1", "2").maxDrawdown()).isEqualByComparingTo("0");
  }

  @Test
  void hasNoProfitFactorWhileNothingWasLost() {
    assertThat(of("10").profitFactor()).isNull();
    assertThat(of("-10").profitFactor()).isEqualByComparingTo("0");
  }

  @Test
  void isAllZeroWithoutTrades() {
    Performance figures = of();

    assertThat(figures.totalTrades()).isZero();
    assertThat(figures.winRate()).isEqualByComparingTo("0");
    assertThat(figures.averageLoss()).isEqualByComparingTo("0");
  }

  private static Performance of(String... results) {
    List<BigDecimal> decimals = Stream.of(results).map(BigDecimal::new).toList();
    return Performance.of(decimals);
  }
}
