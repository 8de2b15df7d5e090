package io.tidemark.execution;

import io.tidemark.exchange.ExchangeGateways;
import io.tidemark.exchange.ExchangeSettings;
import io.tidemark.exchange.GatewayContext;
import io.tidemark.execution.account.ExecutionProperties;
import io.tidemark.execution.account.VenueOpener;
import io.tidemark.execution.lease.AccountLease;
import io.tidemark.execution.paper.PaperVenues;
import io.tidemark.execution.venue.ExchangeVenue;
import io.tidemark.execution.venue.GatewayOpener;
import io.tidemark.execution.venue.GatewaySettings;
import io.tidemark.kit.configuration.SuiteConfiguration;
import io.tidemark.kit.configuration.TradingMode;
import io.tidemark.kit.connection.KafkaConnection;
import io.tidemark.kit.messaging.EventConsumers;
import io.tidemark.kit.service.RunIdentity;
import io.tidemark.kit.time.SuiteClock;
import java.util.SplittableRandom;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** The venue of the trading mode. */
@Configuration(proxyBeanMethods = false)
class VenueBeans {

  /** Refuses, when the service starts, a mode that cannot trade as it is configured. */
  @Bean
  VenueOpener venueOpener(
      TradingMode mode,
      SuiteConfiguration configuration,
      ExecutionProperties properties,
      Environment environment,
      SuiteClock clock,
      ObjectProvider<GatewayOpener> gateways,
      PaperVenues paper) {
    return switch (mode) {
      case PAPER -> paper::open;
      case SANDBOX, LIVE -> {
        ExchangeSettings settings =
            new GatewaySettings(environment)
                .of(configuration.exchange(), mode, properties.requestsPerSecond());
        GatewayOpener opener =
            gateways.getIfAvailable(() -> context -> ExchangeGateways.open(settings, context));
        yield lease ->
            new ExchangeVenue(opener.open(context(lease, clock)), clock, properties.deadline());
      }
    };
  }

  private static GatewayContext context(AccountLease lease, SuiteClock clock) {
    return new GatewayContext(
        clock, new SplittableRandom(lease.since().toEpochMilli()), lease.since());
  }

  @Bean
  PaperVenues paperVenues(
      RunIdentity identity,
      SuiteConfiguration configuration,
      ExecutionProperties properties,
      JdbcTemplate database,
      TransactionTemplate stageTransactions,
      EventConsumers consumers,
      SuiteClock clock,
      KafkaConnection kafka,
      @Value("${tidemark.services.ingestor:http://127.0.0.1:8081}") String ingestor) {
    return new PaperVenues(
        identity.account(),
        configuration,
        new PaperVenues.Timing(properties.paperHoldback(), properties.paperHistory()),
        database,
        stageTransactions,
        consumers,
        clock,
        new PaperVenues.Sources(kafka, ingestor));
  }
}
