package io.tidemark.ingestor.feed;

import io.tidemark.exchange.ExchangeCapabilities;
import io.tidemark.exchange.ExchangeGateway;
import io.tidemark.exchange.InstrumentDetails;
import io.tidemark.exchange.MarketChannel;
import io.tidemark.exchange.MarketRequest;
import io.tidemark.ingestor.store.InstrumentTable;
import io.tidemark.ingestor.store.StoreWriter;
import io.tidemark.kit.configuration.SuiteConfiguration;
import io.tidemark.kit.connection.KafkaConnection;
import io.tidemark.kit.time.SuiteClock;
import io.tidemark.model.InstrumentId;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is done to subscribe; if a step fails all can be done again. */
final class FeedSubscription {

  private static final Logger LOG = LoggerFactory.getLogger(FeedSubscription.class);

  private final ExchangeGateway gateway;
  private final SuiteConfiguration configuration;
  private final InstrumentTable instruments;
  private final StoreWriter store;
  private final FeedOpener opener;
  private final MarketStream stream;
  private final SuiteClock clock;
  private final KafkaConnection kafka;
  private boolean storeStarted;

  FeedSubscription(
      ExchangeGateway gateway,
      SuiteConfiguration configuration,
      InstrumentTable instruments,
      StoreWriter store,
      FeedOpener opener,
      MarketStream stream,
      SuiteClock clock,
      KafkaConnection kafka) {
    this.gateway = gateway;
    this.configuration = configuration;
    this.instruments = instruments;
    this.store = store;
    this.opener = opener;
    this.stream = stream;
    this.clock = clock;
    this.kafka = kafka;
  }

  /**
   * Asks the venue for its instruments and subscribes.
   *
   * @throws io.tidemark.kit.configuration.ConfigurationException if the venue does not list a
   *     symbol
   */
  void start() {
    List<InstrumentDetails> listed =
        Listings.require(gateway.exchange(), configuration.symbols(), gateway.instruments());
    instruments.store(listed, clock.instant());
    if (!storeStarted) {
      store.start();
      storeStarted = true;
    }
    List<InstrumentId> wanted = listed.stream().map(InstrumentDetails::instrument).toList();
    MarketRequest request = request(wanted);
    try (PublishedBars published = new PublishedBars(kafka)) {
      stream.start(
          wanted,
          opener,
          published,
          request.channels(),
          listener -> gateway.subscribeMarket(request, listener));
    }
  }

  private MarketRequest request(List<InstrumentId> wanted) {
    ExchangeCapabilities capabilities = gateway.capabilities();
    Set<MarketChannel> channels =
        EnumSet.of(MarketChannel.TRADES, MarketChannel.TICKER, MarketChannel.BOOK);
    if (!capabilities.streams().containsAll(channels)) {
      LOG.warn(
          "event=channels_missing exchange={} wanted={} streams={} detail=\"bars need trades alone; spreads, tickers and books are absent as far as they are not streamed\"",
          gateway.exchange(),
          channels,
          capabilities.streams());
    }
    channels.retainAll(capabilities.streams());
    int depth = configuration.marketData().bookDepth();
    if (depth > capabilities.bookDepth()) {
      LOG.info(
          "event=book_depth_limited exchange={} asked={} venue={}",
          gateway.exchange(),
          depth,
          capabilities.bookDepth());
    }
    return new MarketRequest(wanted, channels, depth);
  }
}
