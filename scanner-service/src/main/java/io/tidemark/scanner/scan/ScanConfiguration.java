package io.tidemark.scanner.scan;

import io.tidemark.kit.configuration.Sectors;
import io.tidemark.kit.configuration.SuiteConfiguration;
import io.tidemark.kit.connection.KafkaConnection;
import io.tidemark.kit.log.CandleClient;
import io.tidemark.kit.log.LogHistory;
import io.tidemark.kit.log.PeerCloses;
import io.tidemark.kit.log.SnapshotSchedule;
import io.tidemark.kit.log.TopicLog;
import io.tidemark.kit.log.WarmUpHistory;
import io.tidemark.kit.messaging.EventConsumers;
import io.tidemark.kit.messaging.EventPublisher;
import io.tidemark.kit.retention.HourlyRetention;
import io.tidemark.kit.retention.KeptRows;
import io.tidemark.kit.service.RunIdentity;
import io.tidemark.kit.time.SuiteClock;
import io.tidemark.model.topic.Topic;
import io.tidemark.scanner.assets.UniverseJournal;
import io.tidemark.scanner.history.HistoryWriter;
import io.tidemark.scanner.history.ShadowTables;
import io.tidemark.scanner.market.MarketSnapshots;
import io.tidemark.scanner.strategies.StrategyJournal;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.transaction.support.TransactionTemplate;

/** The scan of this service: what it reads, and how often it stores its state. */
@Configuration(proxyBeanMethods = false)
class ScanConfiguration {

  @Bean
  TopicLog topicLog(KafkaConnection kafka) {
    return new TopicLog(kafka);
  }

  @Bean
  HourlyRetention retention(
      JdbcTemplate database,
      SuiteClock clock,
      @Value("${tidemark.scanner.blocked.keep-for:90d}") Duration blocked,
      @Value("${tidemark.scanner.market-snapshots.keep-for:30d}") Duration snapshots) {
    return new HourlyRetention(
        database,
        clock,
        List.of(
            new KeptRows(
                "tidemark.scanner.blocked.keep-for",
                "decision",
                "close_time",
                "outcome = 'BLOCKED'",
                blocked),
            new KeptRows(
                "tidemark.scanner.market-snapshots.keep-for",
                "market_snapshot",
                "snapshot_time",
                "true",
                snapshots)));
  }

  @Bean
  LogHistory logHistory(
      TopicLog log, @Value("${tidemark.scanner.warm-up-messages:50000}") long most) {
    return new LogHistory(log, most);
  }

  @Bean
  CandleClient candleClient(
      @Value("${tidemark.services.ingestor:http://127.0.0.1:8081}") URI ingestor,
      @Value("${tidemark.scanner.warm-up-timeout:5s}") Duration timeout) {
    return new CandleClient(ingestor, timeout);
  }

  @Bean
  WarmUpHistory warmUpHistory(LogHistory log, CandleClient candles) {
    return new WarmUpHistory(log, candles);
  }

  @Bean
  PeerCloses peerCloses(
      TopicLog log,
      LogHistory history,
      SuiteClock clock,
      KafkaConnection kafka,
      @Value("${tidemark.scanner.peer-max-wait:2s}") Duration maxWait) {
    return new PeerCloses(log, history, clock, kafka, maxWait);
  }

  @Bean
  Sectors sectors(SuiteConfiguration suite) {
    return new Sectors(suite);
  }

  @Bean
  ScanPlan scanPlan(
      RunIdentity identity,
      Sectors sectors,
      @Value("${tidemark.scanner.instruments:${SCANNER_INSTRUMENTS:}}") String only,
      @Value("${tidemark.scanner.except:${SCANNER_EXCEPT:}}") String except) {
    return new ScanPlan(identity.run(), ScanScope.parse(only, except), sectors::of);
  }

  @Bean
  ScanHandler scanHandler(
      ScanPlan plan,
      ScanSteps steps,
      StageRecovery recovery,
      StageBeginnings beginnings,
      StageSnapshots snapshots,
      UniverseJournal universe,
      StrategyJournal strategies,
      EventPublisher publisher,
      HistoryWriter history,
      ShadowTables shadows,
      MarketSnapshots market,
      TransactionTemplate stageTransactions,
      SuiteClock clock,
      ScanMetrics metrics,
      @Value("${tidemark.scanner.snapshot-bars:1000}") int snapshotBars,
      @Value("${tidemark.scanner.snapshot-interval:15s}") Duration snapshotInterval) {
    return new ScanHandler(
        plan,
        steps,
        recovery,
        beginnings,
        snapshots,
        universe,
        strategies,
        new SnapshotSchedule(snapshotBars, snapshotInterval, System::nanoTime),
        new ScanResults(publisher, metrics),
        history,
        shadows,
        market,
        stageTransactions,
        clock,
        metrics);
  }

  @Bean
  MessageListenerContainer bars(EventConsumers consumers, ScanPlan plan, ScanHandler handler) {
    return consumers.streaming(plan.consumer(), handler, Topic.MARKET_BAR);
  }
}
