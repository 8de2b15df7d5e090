package io.tidemark.ingestor.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.ingestor.ScriptedVenue;
import io.tidemark.ingestor.SeededTrades;
import io.tidemark.kit.configuration.ConfigurationException;
import io.tidemark.model.Symbol;
import java.util.List;
import org.junit.jupiter.api.Test;

class ListingsTest {

  private final ScriptedVenue venue = new ScriptedVenue(List.of());

  @Test
  void refusesSymbolsThatTheVenueDoesNotListInOneMessage() {
    assertThatThrownBy(
            () ->
                Listings.require(
                    "kraken",
                    List.of(
                        Symbol.parse("BTC/USD"), Symbol.parse("NO/PE"), Symbol.parse("NOR/THIS")),
                    venue.instruments()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("kraken does not list NO/PE, NOR/THIS");
  }

  @Test
  void takesEachConfiguredSymbolOnce() {
    Symbol symbol = SeededTrades.BTC_USD.symbol();

    assertThat(Listings.require("kraken", List.of(symbol, symbol), venue.instruments()))
        .extracting(details -> details.instrument())
        .containsExactly(SeededTrades.BTC_USD);
  }
}
