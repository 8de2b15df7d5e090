package io.tidemark.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.exchange.ExchangeCapabilities.OrderSupport;
import io.tidemark.model.Timeframe;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExchangeGatewaysTest {

  private static final GatewayContext CONTEXT =
      new GatewayContext(InstantSource.fixed(Instant.EPOCH), new Random(1), Instant.EPOCH);
  private static final ExchangeNeeds NOTHING = new ExchangeNeeds(false, Set.of(), Set.of());

  static Set<String> names() {
    return ExchangeGateways.supported();
  }

  @Test
  void knowsTheExchangesThatWereAskedFor() {
    assertThat(ExchangeGateways.supported())
        .contains(
            "kraken",
            "krakenfutures",
            "binance",
            "okex",
            "kucoin",
            "gateio",
            "bitfinex",
            "bitstamp",
            "gemini",
            "coinbasepro",
            "bybit",
            "bitget");
  }

  @ParameterizedTest
  @MethodSource("names")
  void opensAnExchangeByItsNameAlone(String name) {
    try (ExchangeGateway gateway = ExchangeGateways.open(ExchangeSettings.of(name), CONTEXT)) {
      assertThat(gateway.exchange()).isEqualTo(name);
      assertThat(gateway.capabilities())
          .isEqualTo(ExchangeGateways.capabilities(name).orElseThrow());
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void saysWhyAnExchangeTakesNoOrders(String name) {
    ExchangeCapabilities can = ExchangeGateways.capabilities(name).orElseThrow();
    boolean refused = can.orders() == OrderSupport.NONE;

    assertThat(can.limits().stream().anyMatch(limit -> limit.startsWith("No orders: ")))
        .isEqualTo(refused);
  }

  @Test
  void namesTheExchangesToOneItDoesNotKnow() {
    assertThatThrownBy(() -> ExchangeGateways.open(ExchangeSettings.of("mtgox"), CONTEXT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("mtgox", "binance", "class path");
  }

  @Test
  void refusesASandboxWhereThereIsNone() {
    assertThatThrownBy(
            () -> ExchangeGateways.open(ExchangeSettings.of("kraken").inSandbox(true), CONTEXT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("kraken has no sandbox", "simulator", "krakenfutures");
  }

  @Test
  void takesASimulatorsAddressForASandbox() {
    ExchangeSettings settings =
        ExchangeSettings.of("kraken")
            .inSandbox(true)
            .at(URI.create("http://127.0.0.1:8090"), URI.create("ws://127.0.0.1:8090"));

    assertThatCode(() -> ExchangeGateways.require(settings, ExchangeNeeds.trading()))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"coinbasepro", "bybit", "bitget", "okex"})
  void refusesOrdersWhereTheyCannotBeReliedOn(String name) {
    assertThatThrownBy(
            () -> ExchangeGateways.require(ExchangeSettings.of(name), ExchangeNeeds.trading()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(name + " takes no orders", "trade on paper", "binance");
  }

  @Test
  void refusesWhatIsNotOfferedAllAtOnce() {
    ExchangeNeeds needs =
        new ExchangeNeeds(true, Set.of(MarketChannel.CANDLES), Set.of(Timeframe.W1));

    assertThatThrownBy(() -> ExchangeGateways.require(ExchangeSettings.of("kucoin"), needs))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("no orders", "CANDLES", "1w");
  }

  @Test
  void refusesAnotherStreamAddressWhereTheModuleHasItsOwn() {
    ExchangeSettings settings =
        ExchangeSettings.of("bitstamp").at(null, URI.create("ws://127.0.0.1:1"));

    assertThatThrownBy(() -> ExchangeGateways.require(settings, NOTHING))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("bitstamp's streaming module");
  }

  @Test
  void keepsWithinThePublishedLimit() {
    assertThat(ExchangeSettings.of("bitfinex").rateLimit().requests()).isEqualTo(15);
    assertThat(ExchangeSettings.of("kraken").rateLimit().requests()).isEqualTo(5);
  }
}
