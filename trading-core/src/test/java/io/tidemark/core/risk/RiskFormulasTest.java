package io.tidemark.core.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tidemark.core.risk.CloseHistory.Close;
import io.tidemark.core.risk.RiskState.EquityMark;
import io.tidemark.core.strategy.StrategyLimits;
import io.tidemark.model.Money;
import io.tidemark.model.Price;
import io.tidemark.model.reason.DenialReason;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RiskFormulasTest {

  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

  @Test
  void takesKellysShareFromWinnersAndMeans() {
    // 3 of 5 won 20 each, 2 lost 10 each: f = 0.6 - 0.4 / 2 = 0.4
    TradeRecord record = record("20", "-10", "20", "-10", "20");

    assertThat(record.kelly(5)).get().satisfies(f -> assertThat(f).isEqualByComparingTo("0.4"));
    assertThat(record.kelly(6)).as("one trade too few").isEmpty();
  }

  @Test
  void holdsNoKellyCapWithoutAnEdge() {
    assertThat(record("10", "-10").kelly(1)).as("f = 0").isEmpty();
    assertThat(record("10", "-11").kelly(1)).isEmpty();
    assertThat(record("-10").kelly(1)).isEmpty();
    assertThat(record("10", "10").kelly(1)).contains(BigDecimal.ONE);
  }

  @Test
  void takesBackATradeExactly() {
    TradeRecord before = record("20", "-10.123456789");

    assertThat(before.with(usd("3.3"), START).without(usd("3.3")).won()).isEqualTo(before.won());
    TradeRecord again = before.with(usd("-0.7"), START.plusSeconds(9)).without(usd("-0.7"));
    assertThat(again.squares()).isEqualTo(before.squares());
    assertThat(again.trades()).isEqualTo(before.trades());
    assertThat(again.lossStreak()).isEqualTo(before.lossStreak());
  }

  @Test
  void agreesWithTheGamblersRuinNearAnEvenGame() {
    // 505 of 1000 won 1, the others lost 1: (q / p) ^ 10
    TradeRecord record = TradeRecord.empty("s", "USD");
    for (int i = 0; i < 1000; i++) {
      record = record.with(usd(i < 505 ? "1" : "-1"), START);
    }

    assertThat(RiskOfRuin.of(record, 10)).isCloseTo(Math.pow(0.495 / 0.505, 10), within(1e-4));
    assertThat(RiskOfRuin.of(record, 1000)).isLessThan(1e-8);
  }

  @Test
  void isSurelyRuinedWithoutAnEdge() {
    assertThat(RiskOfRuin.of(record("1", "-1"), 10)).isEqualTo(1);
    assertThat(RiskOfRuin.of(record("1", "-2"), 10)).isEqualTo(1);
    assertThat(RiskOfRuin.of(record("1", "1"), 10)).as("never lost").isZero();
    assertThat(RiskOfRuin.of(record("3", "-1"), 0)).as("nothing left to lose").isEqualTo(1);
  }

  @Test
  void correlatesReturnsOfCommonInstants() {
    List<Close> one = closes(new Random(1), 60);
    List<Close> opposite =
        one.stream().map(close -> new Close(close.time(), inverse(close.price()))).toList();
    List<Close> other = closes(new Random(2), 60);

    assertThat(Correlation.of(one, one, 50).value().orElseThrow()).isCloseTo(1, within(1e-12));
    assertThat(Correlation.of(one, opposite, 50).value().orElseThrow()).isLessThan(-0.99);
    assertThat(Correlation.of(one, other, 50).value().orElseThrow()).isBetween(-0.5, 0.5);
    assertThat(Correlation.of(one, other, 50).returns()).isEqualTo(50);

    List<Close> holes = new ArrayList<>(one);
    holes.removeIf(close -> close.time().getEpochSecond() % 180 == 0);
    assertThat(Correlation.of(holes, one, 50).value().orElseThrow()).isCloseTo(1, within(1e-12));
    assertThat(Correlation.of(holes, one, 50).returns()).isEqualTo(39);
  }

  @Test
  void knowsACorrelationFromTheLeastReturnsOn() {
    List<Close> closes = closes(new Random(3), Correlation.MINIMUM_RETURNS + 1);

    assertThat(Correlation.of(closes, closes, 50).isKnown()).isTrue();
    assertThat(Correlation.of(closes.subList(1, closes.size()), closes, 50).isKnown()).isFalse();
    assertThat(Correlation.of(List.of(), closes, 50).isKnown()).isFalse();
  }

  @Test
  void knowsNoCorrelationWithWhatDoesNotMove() {
    List<Close> moving = closes(new Random(4), 40);
    List<Close> still =
        moving.stream().map(close -> new Close(close.time(), Price.of("5"))).toList();

    assertThat(Correlation.of(moving, still, 39).isKnown()).isFalse();
  }

  @Test
  void reachesTheDailyLossLimitAtItsEdge() {
    EquityMark mark = new EquityMark(usd("10000"), usd("20000"));
    StrategyLimits limits = limits("3", null, null);

    assertThat(LossLimits.dailyLoss(limits, mark, usd("9700.01"))).isEmpty();
    assertThat(LossLimits.dailyLoss(limits, mark, usd("9700")))
        .get()
        .satisfies(refused -> assertThat(refused.reason()).isEqualTo(DenialReason.DAILY_LOSS_LIMIT))
        .satisfies(
            refused ->
                assertThat(refused.context())
                    .containsEntry("loss", "300")
                    .containsEntry("maximumLoss", "300")
                    .containsEntry("equity", "9700 USD")
                    .containsEntry("equityBefore", "10000 USD"));
    assertThat(LossLimits.dailyLoss(StrategyLimits.NONE, mark, usd("0"))).isEmpty();
  }

  @Test
  void reachesTheDrawdownAtItsEdge() {
    EquityMark mark = new EquityMark(usd("10000"), usd("20000"));
    StrategyLimits limits = limits(null, "10", null);

    assertThat(LossLimits.drawdown(limits, mark, usd("18000.01"))).isEmpty();
    assertThat(LossLimits.drawdown(limits, mark, usd("18000")))
        .get()
        .satisfies(refused -> assertThat(refused.reason()).isEqualTo(DenialReason.MAX_DRAWDOWN));
  }

  @Test
  void shrinksSizesBetweenThePeakAndTheMaximumDrawdown() {
    EquityMark mark = new EquityMark(usd("10000"), usd("20000"));
    StrategyLimits limits = limits(null, "10", "0.4");

    assertThat(LossLimits.sizeFactor(limits, mark, usd("20000"))).isEqualByComparingTo("1");
    assertThat(LossLimits.sizeFactor(limits, mark, usd("19000"))).isEqualByComparingTo("0.7");
    assertThat(LossLimits.sizeFactor(limits, mark, usd("18000"))).isEqualByComparingTo("0.4");
    assertThat(LossLimits.sizeFactor(limits, mark, usd("1"))).isEqualByComparingTo("0.4");
    assertThat(LossLimits.sizeFactor(limits(null, "10", null), mark, usd("18000")))
        .isEqualByComparingTo("1");
  }

  private static StrategyLimits limits(
      @Nullable String dailyLoss, @Nullable String drawdown, @Nullable String factor) {
    return new StrategyLimits(
        null,
        null,
        null,
        null,
        dailyLoss == null ? null : new BigDecimal(dailyLoss),
        drawdown == null ? null : new BigDecimal(drawdown),
        factor == null ? null : new BigDecimal(factor),
        null,
        null,
        null,
        null,
        null,
        null);
  }

  private static List<Close> closes(Random random, int count) {
    List<Close> closes = new ArrayList<>();
    int price = 100_000;
    for (int i = 0; i < count; i++) {
      price += random.nextInt(201) - 100;
      closes.add(new Close(START.plusSeconds(60L * i), Price.of(Integer.toString(price))));
    }
    return closes;
  }

  private static Price inverse(Price price) {
    return new Price(new BigDecimal("1e10").divide(price.value(), MathContext.DECIMAL128));
  }

  private static TradeRecord record(String... results) {
    TradeRecord record = TradeRecord.empty("s", "USD");
    for (String result : results) {
      record = record.with(usd(result), START);
    }
    return record;
  }

  private static Money usd(String amount) {
    return Money.of(amount, "USD");
  }
}
