package io.tidemark.ingestor.feed;

import io.micrometer.core.instrument.MeterRegistry;
import io.tidemark.exchange.ExchangeGateway;
import io.tidemark.exchange.InstrumentDetails;
import io.tidemark.ingestor.IngestorProperties;
import io.tidemark.ingestor.store.FeedHistory;
import io.tidemark.ingestor.store.InstrumentTable;
import io.tidemark.ingestor.store.StoreWriter;
import io.tidemark.kit.configuration.SuiteConfiguration;
import io.tidemark.kit.messaging.EventPublisher;
import io.tidemark.kit.time.SuiteClock;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.LivenessState;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** The stream, its store and its health. */
@Configuration(proxyBeanMethods = false)
class FeedConfiguration {

  private static final Logger LOG = LoggerFactory.getLogger(FeedConfiguration.class);

  @Bean(destroyMethod = "")
  StoreWriter storeWriter(
      JdbcTemplate database,
      TransactionTemplate stageTransactions,
      IngestorProperties properties,
      MeterRegistry metrics,
      ObjectProvider<MarketStream> stream) {
    return new StoreWriter(
        database,
        stageTransactions,
        properties.storeQueue(),
        metrics,
        cause ->
            stream.getObject().fail("Kafka did not acknowledge a message: " + cause.getMessage()));
  }

  @Bean(destroyMethod = "")
  MarketStream marketStream(
      ExchangeGateway gateway,
      SuiteConfiguration configuration,
      IngestorProperties properties,
      StoreWriter store,
      SuiteClock clock,
      MeterRegistry metrics,
      ConfigurableApplicationContext context) {
    TradeRecovery recovery =
        new TradeRecovery(
            gateway,
            configuration.marketData().timeframes(),
            new TradeRecovery.Bounds(
                properties.coldLookback(),
                properties.longestOutage(),
                properties.recoveryAttempts(),
                properties.recoveryPause()),
            clock);
    return new MarketStream(
        gateway,
        recovery,
        store,
        clock,
        metrics,
        properties.quietMargin(),
        reason -> stop(context, reason));
  }

  @Bean
  StreamHealth streamHealthIndicator(MarketStream stream, StoreWriter store) {
    return new StreamHealth(stream, store);
  }

  /** Starts when all beans are there, before requests are served. */
  @Bean
  FeedStart feedStart(
      ExchangeGateway gateway,
      SuiteConfiguration configuration,
      IngestorProperties properties,
      JdbcTemplate database,
      EventPublisher publisher,
      StoreWriter store,
      MarketStream stream,
      SuiteClock clock,
      MeterRegistry metrics,
      @Value("${tidemark.kafka.bootstrap-servers}") String bootstrapServers) {
    return new FeedStart(
        () -> {
          List<InstrumentDetails> listed =
              Listings.require(gateway.exchange(), configuration.symbols(), gateway.instruments());
          new InstrumentTable(database).store(listed, clock.instant());
          store.start();
          FeedOpener opener =
              new FeedOpener(
                  configuration.marketData(),
                  properties,
                  new FeedHistory(database),
                  publisher,
                  store,
                  metrics);
          try (PublishedBars published = new PublishedBars(bootstrapServers)) {
            stream.start(
                listed.stream().map(InstrumentDetails::instrument).toList(), opener, published);
          }
        },
        stream::close);
  }

  /** The service ends; what supervises it starts it again, and it goes on from its checkpoint. */
  private static void stop(ConfigurableApplicationContext context, String reason) {
    LOG.error(
        "event=ingest_stopped reason=\"{}\" action=\"check Kafka and the log above, then start the service again: it goes on where it stopped\"",
        reason);
    AvailabilityChangeEvent.publish(context, LivenessState.BROKEN);
    Thread.ofPlatform().name("ingest-stop").start(context::close);
  }
}
