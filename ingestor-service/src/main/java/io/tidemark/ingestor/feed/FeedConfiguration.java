package io.tidemark.ingestor.feed;

import io.micrometer.core.instrument.MeterRegistry;
import io.tidemark.exchange.ExchangeGateway;
import io.tidemark.ingestor.IngestorProperties;
import io.tidemark.ingestor.quarantine.Quarantine;
import io.tidemark.ingestor.store.FeedHistory;
import io.tidemark.ingestor.store.InstrumentTable;
import io.tidemark.ingestor.store.StoreWriter;
import io.tidemark.kit.configuration.SuiteConfiguration;
import io.tidemark.kit.connection.KafkaConnection;
import io.tidemark.kit.messaging.EventPublisher;
import io.tidemark.kit.time.SuiteClock;
import io.tidemark.kit.trace.Spans;
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
import org.springframework.jdbc.core.simple.JdbcClient;
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
      Quarantine quarantine,
      ObjectProvider<MarketStream> stream) {
    return new StoreWriter(
        database,
        stageTransactions,
        properties.storeQueue(),
        metrics,
        quarantine,
        cause -> stream.getObject().fail(String.valueOf(cause.getMessage())));
  }

  @Bean(destroyMethod = "")
  MarketProducer marketProducer(EventPublisher topicsExist, Spans spans, KafkaConnection kafka) {
    return new MarketProducer(kafka, spans);
  }

  @Bean
  Quarantine quarantine(
      ExchangeGateway gateway,
      JdbcTemplate database,
      EventPublisher publisher,
      SuiteClock clock,
      MeterRegistry metrics,
      IngestorProperties properties) {
    return new Quarantine(
        gateway.exchange(),
        database,
        publisher,
        clock,
        metrics,
        new Quarantine.Bounds(properties.quarantineRetention(), properties.quarantineRows()));
  }

  @Bean
  FeedParts feedParts(
      ExchangeGateway gateway,
      SuiteConfiguration configuration,
      IngestorProperties properties,
      Quarantine quarantine,
      SuiteClock clock,
      @Value("${tidemark.clock:${TIDEMARK_CLOCK:system}}") String clockSetting) {
    return FeedParts.of(gateway, configuration, properties, quarantine, clock, clockSetting);
  }

  @Bean(destroyMethod = "")
  MarketStream marketStream(
      FeedParts parts,
      IngestorProperties properties,
      StoreWriter store,
      SuiteClock clock,
      MeterRegistry metrics,
      ConfigurableApplicationContext context) {
    return new MarketStream(
        parts,
        store,
        clock,
        metrics,
        new MarketStream.Patience(
            properties.quietMargin(), properties.recoveryWait(), properties.checkpointInterval()),
        reason -> stop(context, reason));
  }

  @Bean
  StreamHealth streamHealthIndicator(
      MarketStream stream, StoreWriter store, MarketProducer producer) {
    return new StreamHealth(stream, store, producer::trouble);
  }

  @Bean(destroyMethod = "")
  Reconciler reconciler(
      FeedParts parts,
      MarketStream stream,
      StoreWriter store,
      JdbcClient database,
      IngestorProperties properties,
      SuiteClock clock,
      MeterRegistry metrics) {
    Reconciliation reconciliation =
        new Reconciliation(
            parts.gateway(),
            parts.recovery(),
            new Reconciliation.Surroundings(
                new CandleRows(database),
                new DifferenceTable(database, clock)::record,
                parts.quarantine(),
                new ReconciliationMetrics(metrics),
                clock));
    return new Reconciler(
        stream, reconciliation, store, properties.reconcileInterval(), properties.reconcilePause());
  }

  /** Starts when all beans are there, before requests are served. */
  @Bean
  FeedStart feedStart(
      FeedParts parts,
      FeedSubscription subscription,
      MarketStream stream,
      Reconciler reconciler,
      MarketProducer producer,
      StoreWriter store,
      IngestorProperties properties,
      ConfigurableApplicationContext context) {
    return new FeedStart(
        new FeedStart.Steps(
            () -> {
              subscription.start();
              if (properties.reconcileInterval().isPositive()) {
                reconciler.start();
              }
            },
            stream::notStarted,
            reason -> stop(context, reason),
            () -> {
              reconciler.close();
              if (producer.trouble().isPresent()) {
                // What waits for Kafka would wait for ever; the next start fetches it again.
                producer.close();
              }
              stream.close();
              producer.close();
            }),
        properties.startPatience());
  }

  @Bean
  FeedSubscription feedSubscription(
      FeedParts parts,
      SuiteConfiguration configuration,
      IngestorProperties properties,
      JdbcTemplate database,
      MarketProducer producer,
      StoreWriter store,
      MarketStream stream,
      SuiteClock clock,
      MeterRegistry metrics,
      KafkaConnection kafka) {
    FeedOpener opener =
        new FeedOpener(
            configuration.marketData(),
            properties,
            new FeedHistory(database),
            producer,
            store,
            parts.quarantine(),
            metrics,
            parts.configured().size());
    return new FeedSubscription(
        parts.gateway(),
        configuration,
        new InstrumentTable(database),
        store,
        opener,
        stream,
        clock,
        kafka);
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
