package io.tidemark.ml.live;

import io.micrometer.core.instrument.MeterRegistry;
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
import io.tidemark.kit.service.RunIdentity;
import io.tidemark.kit.time.SuiteClock;
import io.tidemark.ml.model.kind.ModelKinds;
import io.tidemark.ml.registry.ModelRegistry;
import io.tidemark.ml.registry.PredictionTable;
import io.tidemark.model.topic.Topic;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Serving, where {@code tidemark.ml.models} names training files; without them no bar is read and
 * no native library loaded.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnExpression("!'${tidemark.ml.models:}'.isBlank()")
class LiveConfiguration {

  @Bean
  LivePlan livePlan(
      RunIdentity identity,
      SuiteConfiguration suite,
      @Value("${tidemark.ml.models}") String files) {
    return new LivePlan(
        identity.run(), LivePlan.lines(files), Set.copyOf(suite.symbols()), new Sectors(suite)::of);
  }

  @Bean
  TopicLog topicLog(KafkaConnection kafka) {
    return new TopicLog(kafka);
  }

  @Bean
  LogHistory logHistory(TopicLog log, @Value("${tidemark.ml.warm-up-messages:50000}") long most) {
    return new LogHistory(log, most);
  }

  @Bean
  CandleClient warmUpCandles(
      @Value("${tidemark.services.ingestor:http://127.0.0.1:8081}") URI ingestor,
      @Value("${tidemark.ml.warm-up-timeout:5s}") Duration timeout) {
    return new CandleClient(ingestor, timeout);
  }

  @Bean
  PeerCloses peerCloses(
      TopicLog log,
      LogHistory history,
      SuiteClock clock,
      KafkaConnection kafka,
      @Value("${tidemark.ml.peer-max-wait:500ms}") Duration maxWait) {
    return new PeerCloses(log, history, clock, kafka, maxWait);
  }

  @Bean
  LivePast livePast(LivePlan plan, LogHistory log, CandleClient warmUpCandles) {
    return new LivePast(plan, new WarmUpHistory(log, warmUpCandles));
  }

  @Bean
  PredictionMetrics predictionMetrics(MeterRegistry registry, SuiteClock clock) {
    return new PredictionMetrics(registry, clock);
  }

  /** Looks before any line serves, so that the champion foretells of the first bar. */
  @Bean
  ModelWatch modelWatch(
      LivePlan plan,
      ModelRegistry registry,
      PredictionMetrics metrics,
      @Value("${tidemark.ml.look-every:1s}") Duration period) {
    ModelWatch watch =
        new ModelWatch(
            registry,
            new RegistryOpener(registry, ModelKinds::unusable),
            plan.lines().stream().map(LivePlan.Line::model).toList(),
            metrics);
    watch.start(period);
    return watch;
  }

  @Bean
  InstantGathering instantGathering(
      @Value("${tidemark.ml.batch-max-wait:200ms}") Duration maxWait) {
    return new InstantGathering(maxWait);
  }

  @Bean
  PredictionHandler predictionHandler(
      LivePlan plan,
      LivePast past,
      ModelWatch watch,
      TopicLog log,
      PeerCloses peers,
      InstantGathering gathering,
      EventPublisher publisher,
      PredictionTable table,
      LatestFeatures latest,
      JdbcTemplate database,
      TransactionTemplate stageTransactions,
      SuiteClock clock,
      PredictionMetrics metrics,
      @Value("${tidemark.ml.snapshot-bars:5000}") int snapshotBars,
      @Value("${tidemark.ml.snapshot-interval:5m}") Duration snapshotInterval) {
    FeatureInputs inputs = new FeatureInputs(plan, peers, database);
    FeatureSnapshots snapshots = new FeatureSnapshots(database, plan);
    List<ModelLine> lines =
        plan.lines().stream()
            .map(line -> new ModelLine(plan, line, past, watch.of(line.model()), metrics))
            .toList();
    return new PredictionHandler(
        plan,
        lines,
        past,
        gathering,
        inputs,
        new StreamRecovery(snapshots, inputs, log),
        snapshots,
        new SnapshotSchedule(snapshotBars, snapshotInterval, System::nanoTime),
        new PredictionPublisher(publisher, log),
        table,
        latest,
        stageTransactions,
        clock,
        metrics);
  }

  @Bean
  MessageListenerContainer bars(
      EventConsumers consumers,
      LivePlan plan,
      PredictionHandler handler,
      InstantGathering gathering) {
    return consumers.streaming(plan.consumer(), handler, gathering, Topic.MARKET_BAR);
  }
}
