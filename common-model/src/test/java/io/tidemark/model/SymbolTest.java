package io.tidemark.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SymbolTest {

  @Test
  void comparesAsItsTextDoes() {
    List<Symbol> symbols =
        List.of(
            Symbol.parse("BTC/USD"),
            Symbol.parse("BTC/EUR"),
            Symbol.parse("BT/CUSD"),
            Symbol.parse("BTC-X/USD"),
            Symbol.parse("BTCX/USD"),
            Symbol.parse("BTC/USDT"));

    for (Symbol one : symbols) {
      for (Symbol other : symbols) {
        int expected = one.toString().compareTo(other.toString());
        assertThat(Integer.signum(one.compareTo(other))).isEqualTo(Integer.signum(expected));
      }
    }
  }
}
