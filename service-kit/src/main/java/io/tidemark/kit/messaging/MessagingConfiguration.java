package io.tidemark.kit.messaging;

import io.micrometer.core.instrument.MeterRegistry;
import io.tidemark.kit.inbox.Inbox;
import io.tidemark.kit.outbox.Outbox;
import io.tidemark.kit.outbox.OutboxRelay;
import io.tidemark.kit.service.TidemarkService;
import io.tidemark.kit.trace.Spans;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
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

  private final String bootstrapServers;

  MessagingConfiguration(@Value("${tidemark.kafka.bootstrap-servers}") String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
  }

  @Bean
  EventPublisher eventPublisher(TidemarkService service) {
    Topics.create(bootstrapServers);
    Map<String, Object> settings = new HashMap<>();
    settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    settings.put(ProducerConfig.CLIENT_ID_CONFIG, service.serviceName());
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 16L * 1024 * 1024);
    return new EventPublisher(
        new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer()));
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
      Spans spans) {
    return new EventConsumers(
        bootstrapServers,
        new DeadLetters(publisher, metrics),
        inbox,
        stageTransactions,
        metrics,
        spans);
  }
}
