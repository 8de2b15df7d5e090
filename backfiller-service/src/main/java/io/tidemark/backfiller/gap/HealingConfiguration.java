package io.tidemark.backfiller.gap;

import io.micrometer.core.instrument.MeterRegistry;
import io.tidemark.backfiller.BackfillerProperties;
import io.tidemark.backfiller.store.BarStore;
import io.tidemark.backfiller.venue.Venues;
import io.tidemark.kit.configuration.SuiteConfiguration;
import io.tidemark.kit.messaging.EventConsumers;
import io.tidemark.kit.outbox.Outbox;
import io.tidemark.kit.service.TidemarkService;
import io.tidemark.kit.time.SuiteClock;
import io.tidemark.model.topic.Topic;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.transaction.support.TransactionTemplate;

/** What watches the live bars and heals them. */
@Configuration(proxyBeanMethods = false)
class HealingConfiguration {

  @Bean
  Healer healer(
      SuiteConfiguration configuration,
      Venues venues,
      GapTable gaps,
      UnfillableTable unfillable,
      BarStore store,
      Outbox outbox,
      HistoryRequests history,
      TransactionTemplate stageTransactions,
      BackfillerProperties properties,
      SuiteClock clock,
      MeterRegistry metrics) {
    return new Healer(
        venues,
        gaps,
        unfillable,
        new Rebuilding(store, unfillable, configuration.marketData().timeframes(), history),
        new Corrections(store, gaps, outbox, stageTransactions),
        stageTransactions,
        properties,
        clock,
        metrics);
  }

  @Bean
  MessageListenerContainer liveBars(
      EventConsumers consumers, GapTable gaps, SuiteClock clock, Healer healer) {
    return consumers.transactional(
        TidemarkService.BACKFILLER.serviceName(),
        new LiveGaps(gaps, clock, healer::wake),
        Topic.MARKET_BAR);
  }
}
