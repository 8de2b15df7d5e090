package io.tidemark.ingestor.store;

import io.micrometer.core.instrument.MeterRegistry;
import io.tidemark.kit.configuration.SuiteConfiguration;
import io.tidemark.kit.time.SuiteClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** Bulk uploads and retention. */
@Configuration(proxyBeanMethods = false)
class StoreConfiguration {

  private static final Logger LOG = LoggerFactory.getLogger(StoreConfiguration.class);

  /** Where no other log is at hand, what is wrong is told in the service's own. */
  @Bean
  CandleUploads candleUploads(
      JdbcTemplate database,
      TransactionTemplate stageTransactions,
      SuiteClock clock,
      ObjectProvider<QuarantineLog> quarantine,
      MeterRegistry metrics) {
    QuarantineLog log =
        quarantine.getIfAvailable(
            () ->
                data ->
                    LOG.warn(
                        "event=data_quarantined instrument={} channel={} fault={} detail=\"{}\"",
                        data.instrument(),
                        data.channel(),
                        data.fault(),
                        data.detail()));
    return new CandleUploads(database, stageTransactions, clock, log, metrics);
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
