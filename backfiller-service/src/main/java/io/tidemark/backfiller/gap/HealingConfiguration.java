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
import io.tidemark.model.Timeframe;
import io.tidemark.model.topic.Topic;
import java.util.Collections;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.transaction.support.TransactionTemplate;

/** What watches the live bars and heals them. */
@Configuration(proxyBeanMethods = false)
class HealingConfiguration {

  @Bean
  Healing healing(
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
    List<Timeframe> timeframes = configuration.marketData().timeframes();
    VenueBars venueBars = new VenueBars(store);
    Rebuilding rebuilding = new Rebuilding(store, venueBars, timeframes);
    return new Healing(
        venues,
        gaps,
        unfillable,
        rebuilding,
        new LongBars(
            store,
            gaps,
            new FinerBars(store, unfillable, timeframes),
            venueBars,
            rebuilding,
            history),
        new Corrections(store, gaps, unfillable, outbox, stageTransactions),
        Collections.min(timeframes),
        stageTransactions,
        properties,
        clock,
        metrics);
  }

  @Bean
  Healer healer(
      GapTable gaps,
      Healing healing,
      BackfillerProperties properties,
      SuiteClock clock,
      MeterRegistry metrics) {
    return new Healer(gaps, healing, properties, clock, metrics);
  }

  @Bean
  HealingHealth healingHealthIndicator(Healer healer) {
    return new HealingHealth(healer);
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
