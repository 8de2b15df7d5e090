package io.tidemark.execution;

import io.micrometer.core.instrument.MeterRegistry;
import io.tidemark.execution.account.ExecutionProperties;
import io.tidemark.execution.account.TradingHealth;
import io.tidemark.execution.account.TradingSession;
import io.tidemark.execution.account.VenueOpener;
import io.tidemark.execution.orders.HaltTable;
import io.tidemark.execution.orders.OrderDesk;
import io.tidemark.execution.orders.OrderMetrics;
import io.tidemark.execution.orders.OrderTable;
import io.tidemark.execution.orders.OrderTraces;
import io.tidemark.execution.paper.ComparisonWithPaper;
import io.tidemark.execution.paper.PaperVenues;
import io.tidemark.execution.reconciliation.BalanceLedger;
import io.tidemark.execution.reconciliation.ReconciliationTable;
import io.tidemark.kit.configuration.SuiteConfiguration;
import io.tidemark.kit.configuration.TradingMode;
import io.tidemark.kit.messaging.EventConsumers;
import io.tidemark.kit.outbox.Outbox;
import io.tidemark.kit.retention.HourlyRetention;
import io.tidemark.kit.retention.KeptRows;
import io.tidemark.kit.service.RunIdentity;
import io.tidemark.kit.time.SuiteClock;
import io.tidemark.kit.trace.Spans;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.LivenessState;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The desk and the session that trades at it. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ExecutionProperties.class)
class ExecutionBeans {

  private static final Logger LOG = LoggerFactory.getLogger(ExecutionBeans.class);

  @Bean
  OrderMetrics orderMetrics(MeterRegistry registry) {
    return new OrderMetrics(registry);
  }

  @Bean
  ReconciliationTable reconciliationTable(JdbcClient database) {
    return new ReconciliationTable(database);
  }

  /** Those that found a difference are kept. */
  @Bean
  HourlyRetention retention(
      JdbcTemplate database,
      SuiteClock clock,
      @Value("${tidemark.execution.reconciliations.keep-for:90d}") Duration reconciliations) {
    return new HourlyRetention(
        database,
        clock,
        List.of(
            new KeptRows(
                "tidemark.execution.reconciliations.keep-for",
                "reconciliation",
                "finished_at",
                "differences = 0 and repaired = 0 and not exists ("
                    + "select from reconciliation_difference found"
                    + " where found.reconciliation = reconciliation.number)",
                reconciliations)));
  }

  @Bean
  BalanceLedger balanceLedger(JdbcClient database) {
    return new BalanceLedger(database);
  }

  @Bean
  OrderDesk orderDesk(
      JdbcTemplate database,
      Outbox outbox,
      TransactionTemplate stageTransactions,
      SuiteClock clock,
      OrderMetrics metrics,
      Spans spans,
      ConfigurableApplicationContext context) {
    return new OrderDesk(
        new OrderTable(database),
        new HaltTable(database),
        outbox,
        stageTransactions,
        clock,
        metrics,
        new OrderTraces(spans),
        reason -> stop(context, reason));
  }

  @Bean
  TradingSession tradingSession(
      RunIdentity identity,
      TradingMode mode,
      ExecutionProperties properties,
      DataSource dataSource,
      JdbcClient database,
      SuiteClock clock,
      OrderDesk desk,
      OrderMetrics metrics,
      VenueOpener venues,
      ReconciliationTable reconciliations,
      BalanceLedger balances,
      SuiteConfiguration configuration,
      PaperVenues paper,
      MeterRegistry registry,
      EventConsumers consumers) {
    return new TradingSession(
        new TradingSession.Parts(
            identity,
            mode,
            properties,
            dataSource,
            clock,
            desk,
            metrics,
            venues,
            reconciliations,
            balances,
            configuration.symbols(),
            listed ->
                new ComparisonWithPaper(
                    paper.comparison(listed), desk, clock, database, registry, consumers),
            consumers));
  }

  @Bean
  TradingHealth tradingHealthIndicator(TradingSession session, OrderDesk desk) {
    return new TradingHealth(session, desk);
  }

  /** What is certain was contradicted: to go on could cost money. */
  private static void stop(ConfigurableApplicationContext context, String reason) {
    LOG.error("event=execution_stopped reason=\"{}\"", reason);
    AvailabilityChangeEvent.publish(context, LivenessState.BROKEN);
    Thread.ofPlatform().name("execution-stop").start(context::close);
  }
}
