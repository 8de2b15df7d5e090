package io.tidemark.core.portfolio;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.model.Money;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Side;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LedgerProperties {

  record Fill(Side side, Price price, Quantity quantity, Money fee) {}

  static LongStream seeds() {
    return LongStream.range(0, 200);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void dependsOnTheSetOfFillsOnly(long seed) {
    Random random = new Random(seed);
    List<Fill> fills = fills(random);
    Ledger inOrder = booked(fills);
    Collections.shuffle(fills, random);

    assertThat(booked(fills)).isEqualTo(inOrder);
    assertThat(booked(fills).realisedPnl()).isEqualTo(inOrder.realisedPnl());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void realisesExactlyTheCashFlowOnceFlat(long seed) {
    Random random = new Random(seed);
    Ledger ledger = booked(fills(random));
    BigDecimal held = ledger.held();
    if (held.signum() != 0) {
      Side side = held.signum() > 0 ? Side.SELL : Side.BUY;
      ledger =
          ledger.booked(
              side, Price.of("7.77"), new Quantity(held.abs()), Money.of("0.0013", "USD"));
    }

    assertThat(ledger.isFlat()).isTrue();
    assertThat(ledger.realisedPnl()).isEqualTo(ledger.cashFlow());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void isTheSameForAFillInParts(long seed) {
    Random random = new Random(seed);
    Ledger whole = Ledger.empty("USD");
    Ledger parts = Ledger.empty("USD");
    for (Fill fill : fills(random)) {
      whole = whole.booked(fill.side(), fill.price(), fill.quantity(), fill.fee());
      Quantity part = new Quantity(fill.quantity().value().multiply(new BigDecimal("0.3")));
      Money partFee = new Money(fill.fee().amount().multiply(new BigDecimal("0.3")), "USD");
      parts = parts.booked(fill.side(), fill.price(), part, partFee);
      parts =
          parts.booked(
              fill.side(), fill.price(), fill.quantity().minus(part), fill.fee().minus(partFee));
    }

    assertThat(parts).isEqualTo(whole);
  }

  @Test
  void sharesCostAndFeesByQuantity() {
    Ledger ledger =
        Ledger.empty("USD")
            .booked(Side.BUY, Price.of("100"), Quantity.of("3"), Money.of("1", "USD"))
            .booked(Side.SELL, Price.of("110"), Quantity.of("1"), Money.of("0.3", "USD"));

    // 110 - 100 - 0.3 - 1/3
    assertThat(ledger.realisedPnl()).isEqualTo(Money.of("9.366666666666666667", "USD"));
    assertThat(ledger.averagePrice(Side.BUY)).isEqualTo(Price.of("100"));
  }

  private static Ledger booked(List<Fill> fills) {
    Ledger ledger = Ledger.empty("USD");
    for (Fill fill : fills) {
      ledger = ledger.booked(fill.side(), fill.price(), fill.quantity(), fill.fee());
    }
    return ledger;
  }

  private static List<Fill> fills(Random random) {
    List<Fill> fills = new ArrayList<>();
    int count = 1 + random.nextInt(12);
    for (int i = 0; i < count; i++) {
      fills.add(
          new Fill(
              random.nextInt(3) == 0 ? Side.SELL : Side.BUY,
              new Price(BigDecimal.valueOf(1 + random.nextInt(1_000_000), 3)),
              new Quantity(BigDecimal.valueOf(1 + random.nextInt(1_000_000), 7)),
              new Money(BigDecimal.valueOf(random.nextInt(100_000), 6), "USD")));
    }
    return fills;
  }
}
