package io.tidemark.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.junit.jupiter.api.Test;

class ValuesTest {

  @Test
  void equalValuesAreEqualWhateverTheirScale() {
    assertThat(Price.of("770.10")).isEqualTo(Price.of("770.1")).hasToString("770.1");
    assertThat(Quantity.of("100")).isEqualTo(Quantity.of("1E+2")).hasToString("100");
    assertThat(Money.of("-5.00", "USD")).isEqualTo(Money.of("-5", "USD")).hasToString("-5 USD");
  }

  @Test
  void refusesAPriceOfZero() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Price.of("0"))
        .withMessage("price must be above 0, was 0");
  }

  @Test
  void refusesANegativeQuantity() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Quantity.of("1").minus(Quantity.of("2")))
        .withMessage("quantity must be 0 or above, was -1");
  }

  @Test
  void refusesToAddDifferentCurrencies() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Money.zero("USD").plus(Money.zero("EUR")))
        .withMessageContaining("USD and EUR");
  }

  @Test
  void floorsAQuantityToItsStep() {
    assertThat(Quantity.of("1.23456").flooredTo(new BigDecimal("0.001")))
        .isEqualTo(Quantity.of("1.234"));
  }

  @Test
  void roundsAPriceToItsTickInTheGivenDirection() {
    BigDecimal tick = new BigDecimal("0.5");
    assertThat(Price.of("10.3").roundedTo(tick, RoundingMode.FLOOR)).isEqualTo(Price.of("10"));
    assertThat(Price.of("10.3").roundedTo(tick, RoundingMode.CEILING)).isEqualTo(Price.of("10.5"));
  }

  @Test
  void readsAnInstrumentFromItsKey() {
    InstrumentId instrument = InstrumentId.of("kraken", "BTC/USD");

    assertThat(InstrumentId.parse(instrument.key())).isEqualTo(instrument);
    assertThat(instrument.key()).isEqualTo("kraken|BTC/USD");
  }

  @Test
  void refusesASymbolWithoutAQuote() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Symbol.parse("BTCUSD"))
        .withMessageContaining("BTC/USD, was 'BTCUSD'");
  }
}
