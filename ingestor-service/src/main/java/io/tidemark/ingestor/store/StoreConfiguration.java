package io.tidemark.ingestor.store;

import io.micrometer.core.instrument.MeterRegistry;
import io.tidemark.kit.configuration.SuiteConfiguration;
import io.tidemark.kit.time.SuiteClock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** Bulk uploads and retention. */
@Configuration(proxyBeanMethods = false)
class StoreConfiguration {

  @Bean
  CandleUploads candleUploads(
      JdbcTemplate database,
      TransactionTemplate stageTransactions,
      SuiteClock clock,
      QuarantineLog quarantine,
      MeterRegistry metrics) {
    return new CandleUploads(database, stageTransactions, clock, quarantine, metrics);
  }

  @Bean
  RetentionSchedule retentionSchedule(
      JdbcTemplate database,
      SuiteConfiguration configuration,
      SuiteClock clock,
      MeterRegistry metrics) {
    SuiteConfiguration.Application application = configuration.application();
    return new RetentionSchedule(
        new Retention(
            database,
            application.marketDataStorageDays(),
            application.candleStorageDays(),
            metrics),
        clock);
  }
}
