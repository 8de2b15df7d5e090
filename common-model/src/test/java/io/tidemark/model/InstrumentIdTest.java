package io.tidemark.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class InstrumentIdTest {

  @Test
  void comparesAsItsKeysDo() {
    List<InstrumentId> all =
        List.of("kraken", "kraken-futures", "kraken_x", "krakenz", "kraken2", "bitfinex", "k")
            .stream()
            .flatMap(
                exchange ->
                    List.of("BTC/USD", "BTC/USDT", "BTC.X/USD", "A/B").stream()
                        .map(symbol -> InstrumentId.of(exchange, symbol)))
            .toList();

    for (InstrumentId one : all) {
      for (InstrumentId other : all) {
        assertThat(Integer.signum(one.compareTo(other)))
            .as("%s and %s", one, other)
            .isEqualTo(Integer.signum(one.key().compareTo(other.key())));
      }
    }
  }
}
