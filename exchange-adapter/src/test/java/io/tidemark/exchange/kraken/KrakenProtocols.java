package io.tidemark.exchange.kraken;

import io.tidemark.exchange.ExchangeSettings;
import io.tidemark.exchange.ExchangeSettings.Retry;
import io.tidemark.exchange.MarketListener;
import io.tidemark.exchange.MarketRequest;
import io.tidemark.exchange.StreamHealthSettings;
import io.tidemark.exchange.kraken.KrakenSymbols.Pair;
import io.tidemark.exchange.resilience.Backoff;
import io.tidemark.exchange.resilience.VenueCalls;
import io.tidemark.exchange.stream.VenueOffset;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/** Protocols under test. */
final class KrakenProtocols {

  private KrakenProtocols() {}

  /** A protocol whose venue cannot be asked by REST. */
  static KrakenMarketProtocol market(
      List<Pair> pairs, MarketRequest request, MarketListener listener) {
    ExchangeSettings nowhere =
        ExchangeSettings.of("kraken")
            .at(URI.create("http://127.0.0.1:1"), null)
            .with(new Retry(1, Duration.ofMillis(1), 1, 0));
    return market(pairs, request, listener, nowhere);
  }

  /** A protocol at the stub's present, with the usual patience for silence. */
  static KrakenMarketProtocol market(
      List<Pair> pairs, MarketRequest request, MarketListener listener, ExchangeSettings settings) {
    KrakenRest rest =
        new KrakenRest(
            settings,
            new VenueCalls(settings, new Backoff(settings.retry(), new Random(7))),
            StubVenue.NOW);
    VenueOffset offset = new VenueOffset();
    KrakenMarketData market = new KrakenMarketData("kraken", rest, () -> StubVenue.NOW, offset);
    TimeLimit limit = new TimeLimit(() -> StubVenue.NOW, () -> 0, Duration.ofSeconds(10), offset);
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
