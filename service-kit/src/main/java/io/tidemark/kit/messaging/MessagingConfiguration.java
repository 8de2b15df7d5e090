package io.tidemark.kit.messaging;

import io.micrometer.core.instrument.MeterRegistry;
import io.tidemark.kit.connection.KafkaConnection;
import io.tidemark.kit.inbox.Inbox;
import io.tidemark.kit.outbox.Outbox;
import io.tidemark.kit.outbox.OutboxRelay;
import io.tidemark.kit.service.TidemarkService;
import io.tidemark.kit.trace.Spans;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Kafka, outbox and inbox for a service. */
@AutoConfiguration(
    afterName = {
      "org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration",
      "org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration"
    })
class MessagingConfiguration {

  private final KafkaConnection kafka;

  MessagingConfiguration(KafkaConnection kafka) {
    this.kafka = kafka;
  }

  @Bean
  EventPublisher eventPublisher(TidemarkService service, Environment environment) {
    Topics.create(kafka, TopicCopies.of(environment));
    return new EventPublisher(kafka.producer(producerSettings(service.serviceName())));
  }

  /** What is acknowledged is on all brokers that must have it, once and in its order. */
  static Map<String, Object> producerSettings(String client) {
    Map<String, Object> settings = new HashMap<>();
    settings.put(ProducerConfig.CLIENT_ID_CONFIG, client);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 16L * 1024 * 1024);
    return settings;
  }

  @Bean
  TransactionTemplate stageTransactions(PlatformTransactionManager transactionManager) {
    return new TransactionTemplate(transactionManager);
  }

  @Bean
  Inbox inbox(JdbcTemplate database) {
    return new Inbox(database);
  }

  @Bean
  OutboxRelay outboxRelay(
      TidemarkService service,
      JdbcTemplate database,
      TransactionTemplate stageTransactions,
      EventPublisher publisher,
      MeterRegistry metrics) {
    return new OutboxRelay(service.serviceName(), database, stageTransactions, publisher, metrics);
  }

  @Bean
  Outbox outbox(JdbcTemplate database, OutboxRelay relay) {
    return new Outbox(database, relay);
  }

  @Bean
  EventConsumers eventConsumers(
      EventPublisher publisher,
      Inbox inbox,
      TransactionTemplate stageTransactions,
      MeterRegistry metrics,
      Spans spans,
      Environment environment) {
    return new EventConsumers(
        kafka,
        GroupMembership.of(environment),
        new DeadLetters(publisher, metrics),
        inbox,
        stageTransactions,
        metrics,
        spans);
  }
}
