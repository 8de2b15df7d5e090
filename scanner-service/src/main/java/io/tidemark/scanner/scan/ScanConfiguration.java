package io.tidemark.scanner.scan;

import io.tidemark.kit.configuration.Strategies;
import io.tidemark.kit.configuration.SuiteConfiguration;
import io.tidemark.kit.messaging.EventConsumers;
import io.tidemark.kit.messaging.EventPublisher;
import io.tidemark.kit.service.RunIdentity;
import io.tidemark.kit.time.SuiteClock;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Timeframe;
import io.tidemark.model.topic.Topic;
import io.tidemark.scanner.assets.UniverseJournal;
import io.tidemark.scanner.history.HistoryWriter;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.transaction.support.TransactionTemplate;

/** The scan of this service: what it reads, and how often it stores its state. */
@Configuration(proxyBeanMethods = false)
class ScanConfiguration {

  private static final Logger LOG = LoggerFactory.getLogger(ScanConfiguration.class);

  @Bean
  ScanPlan scanPlan(
      RunIdentity identity,
      Strategies strategies,
      SuiteConfiguration suite,
      @Value("${tidemark.scanner.instruments:${SCANNER_INSTRUMENTS:}}") String instruments) {
    ScanPlan plan =
        new ScanPlan(identity.run(), strategies.byId().values(), ScanTarget.parseAll(instruments));
    Set<Timeframe> built = new HashSet<>(suite.marketData().timeframes());
    plan.instruments().forEach(instrument -> warnOfMissingBars(plan, instrument, built));
    return plan;
  }

  private static void warnOfMissingBars(
      ScanPlan plan, InstrumentId instrument, Set<Timeframe> built) {
    Set<Timeframe> missing = new HashSet<>(plan.newStage(instrument).timeframes());
    missing.removeAll(built);
    if (!missing.isEmpty()) {
      LOG.warn(
          "event=timeframe_not_built instrument={} timeframes=\"{}\" then=\"strategies that read"
              + " them never decide; add them to market_data.timeframes\"",
          instrument,
          missing);
    }
  }

  @Bean
  ScanHandler scanHandler(
      ScanPlan plan,
      StageRecovery recovery,
      StageSnapshots snapshots,
      UniverseJournal universe,
      EventPublisher publisher,
      HistoryWriter history,
      TransactionTemplate stageTransactions,
      SuiteClock clock,
      ScanMetrics metrics,
      @Value("${tidemark.scanner.snapshot-bars:1000}") int snapshotBars,
      @Value("${tidemark.scanner.snapshot-interval:15s}") Duration snapshotInterval) {
    return new ScanHandler(
        plan,
        recovery,
        snapshots,
        universe,
        new SnapshotSchedule(snapshotBars, snapshotInterval, System::nanoTime),
        publisher,
        history,
        stageTransactions,
        clock,
        metrics);
  }

  @Bean
  MessageListenerContainer bars(EventConsumers consumers, ScanPlan plan, ScanHandler handler) {
    return consumers.streaming(plan.consumer(), handler, Topic.MARKET_BAR);
  }
}
