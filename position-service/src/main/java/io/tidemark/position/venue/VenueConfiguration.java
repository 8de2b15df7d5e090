package io.tidemark.position.venue;

import io.tidemark.kit.configuration.SuiteConfiguration;
import io.tidemark.kit.configuration.TradingMode;
import io.tidemark.kit.service.RunIdentity;
import java.net.URI;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;

@Configuration(proxyBeanMethods = false)
class VenueConfiguration {

  @Bean
  PeerClient peerClient() {
    return new PeerClient();
  }

  @Bean
  InstrumentRulesCache instrumentRulesCache(
      PeerClient client,
      @Value("${tidemark.services.ingestor:http://127.0.0.1:8081}") URI ingestor,
      JdbcTemplate database,
      PlatformTransactionManager transactions) {
    return new InstrumentRulesCache(
        client, ingestor, new InstrumentRulesTable(database, transactions));
  }

  @Bean
  VenueCash venueCash(
      PeerClient client,
      @Value("${tidemark.services.execution:http://127.0.0.1:8085}") URI executionService,
      TradingMode mode,
      SuiteConfiguration configuration,
      RunIdentity identity) {
    return new VenueCash(client, executionService, mode, configuration, identity);
  }
}
