package io.tidemark.position.stage;

import io.micrometer.core.instrument.MeterRegistry;
import io.tidemark.kit.configuration.ConfigurationWatch;
import io.tidemark.kit.configuration.TradingMode;
import io.tidemark.kit.connection.KafkaConnection;
import io.tidemark.kit.control.CommandHandler;
import io.tidemark.kit.control.Reloading;
import io.tidemark.kit.messaging.EventConsumers;
import io.tidemark.kit.outbox.Outbox;
import io.tidemark.kit.retention.HourlyRetention;
import io.tidemark.kit.retention.KeptRows;
import io.tidemark.kit.service.RunIdentity;
import io.tidemark.kit.service.TidemarkService;
import io.tidemark.kit.time.SuiteClock;
import io.tidemark.model.event.ControlCommand;
import io.tidemark.model.topic.Topic;
import io.tidemark.position.venue.InstrumentRulesCache;
import io.tidemark.position.venue.VenueCash;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.transaction.support.TransactionTemplate;

@Configuration(proxyBeanMethods = false)
class StageConfiguration {

  @Bean
  HourlyRetention retention(
      JdbcTemplate database,
      SuiteClock clock,
      @Value("${tidemark.position.denials.keep-for:365d}") Duration denials) {
    return new HourlyRetention(
        database,
        clock,
        List.of(
            new KeptRows(
                "tidemark.position.denials.keep-for", "denial", "event_time", "true", denials)));
  }

  @Bean
  StageSettings stageSettings(
      RunIdentity identity,
      ConfigurationWatch watch,
      TradingMode mode,
      @Value("${tidemark.position.max-decision-age:5m}") Duration maxDecisionAge) {
    StageSettings settings = new StageSettings(identity, watch.current(), mode, maxDecisionAge);
    watch.addListener((_, changed) -> settings.learn(changed));
    return settings;
  }

  /** Whatever else a command means to the account, the stage answers. */
  @Bean
  CommandHandler commandHandler(ConfigurationWatch watch) {
    return command ->
        command.action() == ControlCommand.Action.RELOAD
            ? Optional.of(Reloading.of(watch))
            : Optional.empty();
  }

  @Bean
  StageCheckpoints stageCheckpoints(
      JdbcTemplate database,
      RunIdentity identity,
      @Value("${tidemark.position.checkpoint-every:6h}") Duration every) {
    if (!every.isPositive()) {
      throw new IllegalArgumentException(
          "tidemark.position.checkpoint-every must be above 0, was " + every);
    }
    return new StageCheckpoints(database, identity, every);
  }

  @Bean
  StageStore stageStore(
      JdbcTemplate database,
      RunIdentity identity,
      StageCheckpoints checkpoints,
      StageSettings settings) {
    return new StageStore(database, identity, checkpoints, settings);
  }

  @Bean
  JournalReplay journalReplay(
      JdbcTemplate database,
      RunIdentity identity,
      StageCheckpoints checkpoints,
      KafkaConnection kafka) {
    return new JournalReplay(identity, new RecordedJournal(database, identity), checkpoints, kafka);
  }

  @Bean
  AccountOpening accountOpening(
      StageStore store, StageSettings settings, VenueCash venueCash, SuiteClock clock) {
    return new AccountOpening(store, settings, venueCash, clock);
  }

  @Bean
  Preparation preparation(
      InstrumentRulesCache rules,
      AccountOpening opening,
      StageStore store,
      TransactionTemplate stageTransactions) {
    return new Preparation(rules, opening, store, stageTransactions);
  }

  @Bean
  PositionHandler positionHandler(
      RunIdentity identity,
      SuiteClock clock,
      StageSettings settings,
      StageStore store,
      AccountOpening opening,
      InstrumentRulesCache rules,
      Outbox outbox,
      MeterRegistry metrics) {
    return new PositionHandler(
        identity, clock, settings, store, opening, rules, outbox, new StageMetrics(metrics));
  }

  @Bean
  MessageListenerContainer positionConsumer(EventConsumers consumers, PositionHandler handler) {
    return consumers.transactional(
        TidemarkService.POSITION.serviceName(),
        handler,
        Topic.STRATEGY_SIGNAL,
        Topic.ORDER,
        Topic.MARKET_TRADE,
        Topic.MARKET_TICKER,
        Topic.MARKET_BAR,
        Topic.ML_PREDICTION,
        Topic.CONTROL_COMMAND);
  }
}
