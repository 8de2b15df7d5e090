package io.tidemark.execution.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.model.Side;
import io.tidemark.model.Symbol;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FollowedBalancesTest {

  private static final Instant ASKED = Instant.parse("2024-01-01T12:00:00Z");
  private static final Instant EARLIEST = ASKED.minusSeconds(60);
  private static final BigDecimal TOLERANCE = new BigDecimal("0.00000001");
  private static final SortedMap<String, BigDecimal> START =
      new TreeMap<>(Map.of("USD", new BigDecimal("10000"), "BTC", BigDecimal.ONE));

  private static BalanceMovement fill(long number, Instant time, String symbol, Side side) {
    return BalanceMovement.of(
        number,
        time,
        Symbol.parse(symbol),
        side,
        new BigDecimal("100"),
        new BigDecimal("0.01"),
        new BigDecimal("0.0026"),
        "USD");
  }

  private static FollowedBalances with(List<BalanceMovement> movements) {
    return new FollowedBalances(START, 0, movements);
  }

  private static Map<String, BigDecimal> after(List<BalanceMovement> movements) {
    SortedMap<String, BigDecimal> held = new TreeMap<>(START);
    movements.forEach(
        movement ->
            movement
                .amounts()
                .forEach((currency, amount) -> held.merge(currency, amount, BigDecimal::add)));
    return held;
  }

  /** Fills of many markets, five milliseconds apart, told to us in a slightly other order. */
  private static List<BalanceMovement> busy(int count) {
    Random random = new Random(7);
    List<BalanceMovement> fills = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Instant time = ASKED.minusMillis(500).plusMillis(5L * i);
      Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
      fills.add(fill(i + 1, time, "C" + random.nextInt(30) + "/USD", side));
    }
    return fills;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 57, 100, 173, 199, 200})
  void whatTheVenueToldInTheMiddleOfFillsIsExplainedByThoseBefore(int told) {
    List<BalanceMovement> fills = busy(200);
    List<BalanceMovement> asBooked = new ArrayList<>();
    for (int i = 0; i + 1 < fills.size(); i += 2) {
      asBooked.add(numbered(fills.get(i + 1), i + 1));
      asBooked.add(numbered(fills.get(i), i + 2));
    }

    var match = with(asBooked).match(after(fills.subList(0, told)), EARLIEST, TOLERANCE);

    assertThat(match.differing()).isEmpty();
    Map<String, BigDecimal> all = new TreeMap<>(after(fills.subList(0, told)));
    match.since().forEach((currency, amount) -> all.merge(currency, amount, BigDecimal::add));
    after(fills)
        .forEach(
            (currency, amount) ->
                assertThat(all.getOrDefault(currency, BigDecimal.ZERO))
                    .as(currency)
                    .isEqualByComparingTo(amount));
  }

  private static BalanceMovement numbered(BalanceMovement movement, long number) {
    return new BalanceMovement(number, movement.time(), movement.amounts());
  }

  @Test
  void whatNoFillExplainsDiffersByTheSameAmountWhereverTheVenueIs() {
    List<BalanceMovement> fills = busy(200);
    for (int told : List.of(90, 120, 150)) {
      Map<String, BigDecimal> theirs = new TreeMap<>(after(fills.subList(0, told)));
      theirs.merge("BTC", new BigDecimal("-0.3"), BigDecimal::add);

      var match = with(fills).match(theirs, EARLIEST, TOLERANCE);

      assertThat(match.differing()).containsExactly("BTC");
      assertThat(match.ours().get("BTC")).isEqualByComparingTo("1");
    }
  }

  @Test
  void aFillOfLongAgoThatTheVenueLacksIsADifference() {
    BalanceMovement old = fill(1, EARLIEST.minusMillis(1), "BTC/USD", Side.BUY);

    var match = with(List.of(old)).match(START, EARLIEST, TOLERANCE);

    assertThat(match.differing()).containsExactly("BTC", "USD");
    assertThat(match.since()).isEmpty();
  }

  @Test
  void aCurrencyThatOnlyTheVenueHoldsDiffers() {
    Map<String, BigDecimal> theirs = new TreeMap<>(START);
    theirs.put("ETH", BigDecimal.TWO);

    assertThat(with(List.of()).match(theirs, EARLIEST, TOLERANCE).differing())
        .containsExactly("ETH");
  }

  @Test
  void whatIsFollowedWithoutFillsIsFollowedFromTheSameFillOn() {
    assertThat(new FollowedBalances(START, 41, List.of()).latest()).isEqualTo(41);
    assertThat(
            new FollowedBalances(START, 41, List.of(fill(42, ASKED, "BTC/USD", Side.BUY))).latest())
        .isEqualTo(42);
  }

  @Test
  void aFeeInTheBoughtCurrencyIsTakenFromIt() {
    BalanceMovement bought =
        BalanceMovement.of(
            1,
            ASKED,
            Symbol.parse("BTC/USD"),
            Side.BUY,
            new BigDecimal("100"),
            new BigDecimal("2"),
            new BigDecimal("0.01"),
            "BTC");

    assertThat(bought.amounts().get("BTC")).isEqualByComparingTo("1.99");
    assertThat(bought.amounts().get("USD")).isEqualByComparingTo("-200");
  }
}
