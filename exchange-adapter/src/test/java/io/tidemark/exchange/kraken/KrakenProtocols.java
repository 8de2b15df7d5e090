package io.tidemark.exchange.kraken;

import io.tidemark.exchange.ExchangeSettings;
import io.tidemark.exchange.MarketListener;
import io.tidemark.exchange.MarketRequest;
import io.tidemark.exchange.StreamHealthSettings;
import io.tidemark.exchange.kraken.KrakenSymbols.Pair;
import io.tidemark.exchange.resilience.Backoff;
import io.tidemark.exchange.resilience.VenueCalls;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/** Protocols under test. */
final class KrakenProtocols {

  private KrakenProtocols() {}

  /** A protocol whose venue cannot be asked by REST. */
  static KrakenMarketProtocol market(
      List<Pair> pairs, MarketRequest request, MarketListener listener) {
    return market(pairs, request, listener, ExchangeSettings.of("kraken"));
  }

  /** A protocol at the stub's present, with the usual patience for silence. */
  static KrakenMarketProtocol market(
      List<Pair> pairs, MarketRequest request, MarketListener listener, ExchangeSettings settings) {
    KrakenRest rest =
        new KrakenRest(
            settings,
            new VenueCalls(settings, new Backoff(settings.retry(), new Random(7))),
            StubVenue.NOW);
    KrakenMarketData market = new KrakenMarketData("kraken", rest, () -> StubVenue.NOW);
    TimeLimit limit = new TimeLimit(() -> StubVenue.NOW, () -> 0, Duration.ofSeconds(10));
    return new KrakenMarketProtocol(
        pairs,
        request,
        listener,
        new KrakenFreshness(market, new KrakenHistory(rest, market, () -> StubVenue.NOW, limit)),
        StreamHealthSettings.defaults(),
        limit,
        () -> StubVenue.NOW);
  }
}
