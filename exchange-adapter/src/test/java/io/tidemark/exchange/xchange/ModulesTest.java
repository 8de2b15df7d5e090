package io.tidemark.exchange.xchange;

import static org.assertj.core.api.Assertions.assertThat;

import info.bitrich.xchangestream.core.StreamingExchange;
import info.bitrich.xchangestream.core.StreamingMarketDataService;
import io.tidemark.exchange.ExchangeCapabilities;
import io.tidemark.exchange.ExchangeCapabilities.CandleSource;
import io.tidemark.exchange.ExchangeCapabilities.Evidence;
import io.tidemark.exchange.ExchangeCapabilities.OrderSupport;
import io.tidemark.exchange.ExchangeGateway;
import io.tidemark.exchange.ExchangeGateways;
import io.tidemark.exchange.ExchangeSettings;
import io.tidemark.exchange.MarketChannel;
import io.tidemark.model.Timeframe;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.knowm.xchange.Exchange;
import org.knowm.xchange.currency.CurrencyPair;
import org.knowm.xchange.instrument.Instrument;

/** The modules on the class path: they load, and they are what their profiles say. */
class ModulesTest {

  static Set<String> names() {
    return XChangeVenues.names();
  }

  private static VenueProfile profile(String name) {
    return XChangeVenues.find(name).orElseThrow();
  }

  @ParameterizedTest
  @MethodSource("names")
  void restModulesLoadWithoutTheirOwnResilience(String name) {
    Exchange module = Modules.rest(profile(name), ExchangeSettings.of(name));

    assertThat(module.getMarketDataService()).isNotNull();
    assertThat(module.getTradeService()).isNotNull();
    assertThat(module.getExchangeSpecification().getResilience().isRateLimiterEnabled()).isFalse();
    assertThat(module.getExchangeSpecification().getResilience().isRetryEnabled()).isFalse();
  }

  @ParameterizedTest
  @MethodSource("names")
  void sandboxesHaveAnotherAddressOrAFlag(String name) {
    ExchangeSettings settings = ExchangeSettings.of(name);
    VenueProfile profile = profile(name);
    if (profile.sandbox().isPresent()) {
      Exchange live = Modules.rest(profile, settings);
      Exchange sandbox = Modules.rest(profile, settings.inSandbox(true));

      assertThat(
              live.getExchangeSpecification().getSslUri()
                  + live.getExchangeSpecification().getExchangeSpecificParameters())
          .isNotEqualTo(
              sandbox.getExchangeSpecification().getSslUri()
                  + sandbox.getExchangeSpecification().getExchangeSpecificParameters());
    }
  }

  @Test
  void krakenFuturesSandboxIsItsDemo() {
    Exchange sandbox =
        Modules.rest(
            profile("krakenfutures"), ExchangeSettings.of("krakenfutures").inSandbox(true));

    assertThat(sandbox.getExchangeSpecification().getSslUri())
        .isEqualTo("https://demo-futures.kraken.com/derivatives");
  }

  @ParameterizedTest
  @MethodSource("names")
  void streamingModulesLoad(String name) {
    profile(name).stream()
        .ifPresent(
            module -> {
              StreamingExchange exchange =
                  Modules.stream(module, profile(name), ExchangeSettings.of(name));
              assertThat(exchange.isAlive()).isFalse();
            });
  }

  /** Those that make their service when they connect are tried elsewhere. */
  @ParameterizedTest
  @MethodSource("names")
  void streamingModulesHaveTheChannelsOfTheirProfiles(String name) {
    profile(name).stream()
        .ifPresent(
            module -> {
              StreamingMarketDataService service =
                  Modules.stream(module, profile(name), ExchangeSettings.of(name))
                      .getStreamingMarketDataService();
              if (service != null) {
                module.channels().forEach(channel -> assertTells(service, channel));
              }
            });
  }

  private static void assertTells(StreamingMarketDataService service, MarketChannel channel) {
    String call =
        switch (channel) {
          case TRADES -> "getTrades";
          case TICKER -> "getTicker";
          case BOOK -> "getOrderBook";
          case CANDLES -> throw new AssertionError("no module streams candles");
        };
    assertThat(
            ServiceCalls.overrides(service, call, Instrument.class)
                || ServiceCalls.overrides(service, call, CurrencyPair.class))
        .as("%s of %s", call, service.getClass())
        .isTrue();
  }

  @Test
  void findsAModuleThatNobodyLookedAtByItsShortName() {
    ExchangeCapabilities can = XChangeVenues.capabilities("kraken").orElseThrow();

    assertThat(can.evidence()).isEqualTo(Evidence.UNTRIED);
    assertThat(can.orders()).isEqualTo(OrderSupport.NONE);
    assertThat(can.polled())
        .containsExactlyInAnyOrder(MarketChannel.TRADES, MarketChannel.TICKER, MarketChannel.BOOK);
  }

  @Test
  void findsAModuleByItsClass() {
    ExchangeSettings settings = ExchangeSettings.of("org.knowm.xchange.binance.BinanceUsExchange");

    try (ExchangeGateway gateway = ExchangeGateways.open(settings, VenueStub.context())) {
      assertThat(gateway.exchange()).isEqualTo("binanceus");
    }
  }

  @Test
  void takesTheCommonCallForCandlesWhereAFoundModuleHasIt() throws IOException {
    VenueProfile found = profile("org.knowm.xchange.okex.OkexExchange");
    Instant open = VenueStub.NOW.truncatedTo(ChronoUnit.HOURS).minusSeconds(3600);
    try (VenueStub stub = new VenueStub()) {
      stub.on(
          "/api/v5/market/history-candles",
          "{\"code\":\"0\",\"msg\":\"\",\"data\":[[\"%d\",\"1\",\"3\",\"0.5\",\"2\",\"7.5\",\"1\",\"1\",\"1\"]]}"
              .formatted(open.toEpochMilli()));
      Listing listing =
          new Listing(
              new CurrencyPair("BTC", "USDT"), "BTC-USDT", null, null, null, null, null, true);
      CandleReader reader = found.candles().orElseThrow();
      assertThat(reader.codes()).containsEntry(Timeframe.M1, "1m");
      List<Candle> rows =
          reader
              .call()
              .read(
                  Modules.rest(found, stub.settings("okex")),
                  listing,
                  "1m",
                  open,
                  open.plusSeconds(60));

      assertThat(rows).singleElement().satisfies(row -> assertThat(row.open()).isEqualTo(open));
      assertThat(rows.getFirst().volume()).isEqualTo("7.5");
      assertThat(XChangeVenues.capabilities(found).candleSource()).isEqualTo(CandleSource.GENERIC);
      assertThat(XChangeVenues.capabilities(profile("org.knowm.xchange.binance.BinanceUsExchange")))
          .extracting(ExchangeCapabilities::candleSource)
          .isEqualTo(CandleSource.TRADES);
    }
  }

  @Test
  void findsNothingBehindAClassThatIsNoModule() {
    assertThat(XChangeVenues.knows("java.lang.String")).isFalse();
    assertThat(XChangeVenues.knows("org.knowm.xchange.nosuch.NoSuchExchange")).isFalse();
  }
}
