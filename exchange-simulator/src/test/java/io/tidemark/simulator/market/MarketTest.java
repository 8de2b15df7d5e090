package io.tidemark.simulator.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.fill.DepthLevel;
import io.tidemark.model.Symbol;
import io.tidemark.simulator.tape.TapeReader;
import io.tidemark.simulator.tape.TradeTape;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarketTest {

  private static final TradeTape TAPE = TapeReader.readBundled().tape();

  @ParameterizedTest
  @CsvSource({
    "BTC/USD, XXBTZUSD, XBTUSD, XBT/USD",
    "ETH/USD, XETHZUSD, ETHUSD, ETH/USD",
    "ETH/BTC, XETHXXBT, ETHXBT, ETH/XBT",
    "BTC/USDT, XBTUSDT, XBTUSDT, XBT/USDT",
    "ADA/USD, ADAUSD, ADAUSD, ADA/USD"
  })
  void aPairHasKrakensNames(String symbol, String name, String altname, String wsname) {
    Pair pair =
        Pair.of(
            Symbol.parse(symbol),
            1,
            BigDecimal.ZERO,
            BigDecimal.ZERO,
            BigDecimal.ZERO,
            BigDecimal.ZERO);

    assertThat(List.of(pair.name(), pair.altname(), pair.wsname()))
        .containsExactly(name, altname, wsname);
  }

  @Test
  void theModelledBookIsOrderedDeepAndNeverCrossed() {
    ModelledDepth depth = new ModelledDepth(TAPE, 2);

    for (int played = 1; played < 20_000; played += 7) {
      Depth book = depth.after(played);
      assertThat(book.bids()).hasSizeGreaterThanOrEqualTo(50);
      assertThat(book.asks()).hasSizeGreaterThanOrEqualTo(50);
      assertThat(book.bids().getFirst().price()).isLessThan(book.asks().getFirst().price());
      assertThat(book.asks()).extracting(DepthLevel::price).isSorted();
      assertThat(book.bids().reversed()).extracting(DepthLevel::price).isSorted();
    }
  }

  @Test
  void theModelledBookIsAFunctionOfWhatWasPlayed() {
    ModelledDepth forwards = new ModelledDepth(TAPE, 2);
    for (int played = 1; played < 3_000; played++) {
      forwards.after(played);
    }

    assertThat(forwards.after(3_000)).isEqualTo(new ModelledDepth(TAPE, 2).after(3_000));
  }

  @Test
  void aDayOfTradesIsSummedExactly() {
    RollingStatistics day = new RollingStatistics(TAPE);
    int end = 40_000;
    long from = TAPE.timeMicros(end - 1) - 86_400_000_000L;
    for (int i = 0; i < end; i++) {
      day.add(i, TAPE.timeMicros(i) - 86_400_000_000L);
    }

    BigDecimal volume = BigDecimal.ZERO;
    BigDecimal cost = BigDecimal.ZERO;
    BigDecimal high = BigDecimal.ZERO;
    int trades = 0;
    for (int i = TAPE.firstAfter(from - 1); i < end; i++) {
      volume = volume.add(TAPE.amountOf(i));
      cost = cost.add(TAPE.amountOf(i).multiply(TAPE.priceOf(i)));
      high = high.max(TAPE.priceOf(i));
      trades++;
    }
    assertThat(day.trades()).isEqualTo(trades);
    assertThat(day.volume()).isEqualByComparingTo(volume);
    assertThat(day.high()).isEqualByComparingTo(high);
    assertThat(day.vwap()).isEqualByComparingTo(cost.divide(volume, 10, RoundingMode.HALF_UP));
  }

  @Test
  void theLatestBarsHoldEveryTradeOnceAndTheFormingBarIsTheLast() {
    Candles candles = new Candles(TAPE);
    int played = 5_000;
    for (int i = 0; i < played; i++) {
      candles.add(i);
    }

    List<Candle> hours = candles.latest(played, 60, 720);

    assertThat(hours.stream().mapToInt(Candle::trades).sum()).isEqualTo(played);
    assertThat(hours.getLast()).usingRecursiveComparison().isEqualTo(candles.forming(60));
    assertThat(candles.latest(played, 1, 720)).hasSize(720);
  }
}
