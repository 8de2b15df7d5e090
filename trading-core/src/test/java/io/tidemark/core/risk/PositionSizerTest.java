package io.tidemark.core.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.strategy.PositionSizing;
import io.tidemark.core.strategy.StrategyLimits;
import io.tidemark.model.InstrumentRules;
import io.tidemark.model.Price;
import io.tidemark.model.reason.DenialReason;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PositionSizerTest {

  private static final BigDecimal EQUITY = new BigDecimal("10000");
  private static final InstrumentRules RULES =
      new InstrumentRules(
          new BigDecimal("0.1"),
          new BigDecimal("0.0001"),
          new BigDecimal("0.001"),
          new BigDecimal("5"),
          new BigDecimal("0.0026"),
          new BigDecimal("0.0016"));

  @Test
  void losesThePercentageAtTheAverageTrueRangeStop() {
    // 1 % of 10,000 is 100; a stop 8 below loses that on 12.5
    Sizing.Sized sized = sized(request(atRisk("1"), "8", "1", "10000", List.of()));

    assertThat(sized.quantity()).hasToString("12.5");
  }

  @Test
  void floorsWhatTheStopWouldLose() {
    Sizing.Sized sized = sized(request(atRisk("1"), "7", "1", "10000", List.of()));

    assertThat(sized.quantity()).hasToString("14.2857");
    assertThat(sized.quantity().value().multiply(new BigDecimal("7")))
        .isLessThanOrEqualTo(new BigDecimal("100"));
  }

  @Test
  void shrinksWithTheDrawdown() {
    assertThat(sized(request(percent("10"), null, "0.25", "10000", List.of())).quantity())
        .hasToString("2.5");
    assertThat(sized(request(amount("1000"), null, "0.25", "10000", List.of())).quantity())
        .hasToString("2.5");
  }

  @Test
  void keepsToTheTightestCap() {
    List<SizeCap> caps =
        List.of(cap("a", "900", null), cap("b", "300", null), cap("c", "500", null));

    assertThat(sized(request(percent("10"), null, "1", "10000", caps)).quantity()).hasToString("3");
  }

  @Test
  void tellsTheCapThatLeftTooLittle() {
    List<SizeCap> caps = List.of(cap("account.exposureRoom", "4", DenialReason.EXPOSURE_LIMIT));

    Sizing.Refused refused = refused(request(percent("10"), null, "1", "10000", caps));

    assertThat(refused.reason()).isEqualTo(DenialReason.EXPOSURE_LIMIT);
    assertThat(refused.context())
        .containsEntry("account.exposureRoom", "4")
        .containsEntry("asked", "1000");
  }

  @Test
  void leavesTheVenuesMinimumToTheVenueWhereNoCapIsInTheWay() {
    List<SizeCap> caps = List.of(cap("account.exposureRoom", "400", DenialReason.EXPOSURE_LIMIT));

    assertThat(refused(request(amount("4"), null, "1", "10000", caps)).reason())
        .isEqualTo(DenialReason.BELOW_MINIMUM_COST);
    assertThat(refused(request(amount("0.01"), null, "1", "10000", caps)).reason())
        .isEqualTo(DenialReason.BELOW_MINIMUM_QUANTITY);
  }

  @Test
  void multipliesWhatACapLeavesByTheOperatorsScale() {
    // 10 % of 10,000 is capped to 300; 0.334 of that is 100.2, and 1.002 at 100
    List<SizeCap> caps = List.of(cap("account.maxPositionNotional", "300", null));

    assertThat(sized(scaled("0.334", percent("10"), null, "1", "10000", caps)).quantity())
        .hasToString("1.002");
  }

  @Test
  void asksCashForTheScaledSizeAlone() {
    // 1,000 would need 1,012.6.. with slippage and fee; 250 of it needs a quarter of that
    assertThat(sized(scaled("0.25", amount("1000"), null, "1", "500", List.of())).quantity())
        .hasToString("2.5");
  }

  @Test
  void tellsTheScaleThatLeftLessThanTheVenuesMinimum() {
    List<SizeCap> caps = List.of(cap("account.exposureRoom", "400", DenialReason.EXPOSURE_LIMIT));

    Sizing.Refused small = refused(scaled("0.01", percent("10"), null, "1", "10000", caps));
    Sizing.Refused none = refused(scaled("0", percent("10"), null, "1", "10000", caps));

    // 400 x 0.01 = 4 at 100: 0.04 are enough in quantity, but cost less than 5
    assertThat(small.reason()).isEqualTo(DenialReason.BELOW_MINIMUM_COST);
    assertThat(small.context())
        .containsEntry("sizeScale", "0.01")
        .containsEntry("quantity", "0.04")
        .containsEntry("minimumCost", "5");
    assertThat(none.reason()).isEqualTo(DenialReason.BELOW_MINIMUM_QUANTITY);
    assertThat(none.context()).containsEntry("sizeScale", "0").containsEntry("quantity", "0");
  }

  @Test
  void refusesAnAmountAndShrinksAShareThatCashDoesNotCover() {
    assertThat(refused(request(amount("1000"), null, "1", "500", List.of())).reason())
        .isEqualTo(DenialReason.INSUFFICIENT_CASH);
    assertThat(sized(request(percent("10"), null, "1", "500", List.of())).quantity())
        .hasToString("4.9376");
  }

  static LongStream seeds() {
    return LongStream.range(0, 300);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void neverExceedsACapOrTheCash(long seed) {
    Random random = new Random(seed);
    List<SizeCap> caps = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      caps.add(cap("cap" + i, decimal(random, 3000), random.nextBoolean() ? null : any(random)));
    }
    PositionSizing sizing =
        switch (random.nextInt(3)) {
          case 0 -> percent(Integer.toString(1 + random.nextInt(100)));
          case 1 -> amount(decimal(random, 20_000));
          default -> atRisk(Integer.toString(1 + random.nextInt(5)));
        };
    SizingRequest request =
        request(
            sizing,
            sizing.atrRiskPct() == null ? null : decimal(random, 30),
            "0." + (1 + random.nextInt(9)),
            decimal(random, 20_000),
            caps);

    if (PositionSizer.size(request) instanceof Sizing.Sized(var quantity, var cashPerUnit)) {
      BigDecimal cost = request.reference().times(quantity);
      for (SizeCap cap : caps) {
        assertThat(cost).isLessThanOrEqualTo(cap.amount());
      }
      assertThat(cashPerUnit.multiply(quantity.value())).isLessThanOrEqualTo(request.freeCash());
      assertThat(quantity.value().remainder(RULES.quantityStep())).isEqualByComparingTo("0");
      assertThat(quantity.value()).isGreaterThanOrEqualTo(RULES.minimumQuantity());
      assertThat(cost).isGreaterThanOrEqualTo(RULES.minimumCost());
      BigDecimal distance = request.stopDistance();
      if (distance != null && sizing.atrRiskPct() != null) {
        assertThat(quantity.value().multiply(distance))
            .isLessThanOrEqualTo(PositionSizer.percent(EQUITY, sizing.atrRiskPct()));
      }
    }
  }

  private static DenialReason any(Random random) {
    return random.nextBoolean() ? DenialReason.EXPOSURE_LIMIT : DenialReason.COOLDOWN;
  }

  private static String decimal(Random random, int below) {
    return random.nextInt(below) + "." + (1 + random.nextInt(999));
  }

  private static SizingRequest request(
      PositionSizing sizing,
      @Nullable String stopDistance,
      String factor,
      String cash,
      List<SizeCap> caps) {
    return scaled("1", sizing, stopDistance, factor, cash, caps);
  }

  private static SizingRequest scaled(
      String scale,
      PositionSizing sizing,
      @Nullable String stopDistance,
      String factor,
      String cash,
      List<SizeCap> caps) {
    return new SizingRequest(
        sizing,
        stopDistance == null ? null : new BigDecimal(stopDistance),
        new BigDecimal(factor),
        caps,
        new BigDecimal(scale),
        RULES,
        EQUITY,
        new BigDecimal(cash),
        Price.of("100"),
        new BigDecimal("0.01"));
  }

  private static SizeCap cap(String name, String amount, @Nullable DenialReason reason) {
    return new SizeCap(name, new BigDecimal(amount), reason);
  }

  private static PositionSizing percent(String pct) {
    return new PositionSizing(new BigDecimal(pct), null, null);
  }

  private static PositionSizing amount(String quote) {
    return new PositionSizing(null, new BigDecimal(quote), null);
  }

  private static PositionSizing atRisk(String pct) {
    return new PositionSizing(
        null, null, new BigDecimal(pct), null, null, null, null, StrategyLimits.NONE);
  }

  private static Sizing.Sized sized(SizingRequest request) {
    Sizing sizing = PositionSizer.size(request);
    assertThat(sizing).isInstanceOf(Sizing.Sized.class);
    return (Sizing.Sized) sizing;
  }

  private static Sizing.Refused refused(SizingRequest request) {
    Sizing sizing = PositionSizer.size(request);
    assertThat(sizing).isInstanceOf(Sizing.Refused.class);
    return (Sizing.Refused) sizing;
  }
}
