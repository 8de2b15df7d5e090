package io.tidemark.kit.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.kit.connection.KafkaConnection;
import io.tidemark.kit.service.ServiceApplication;
import io.tidemark.kit.service.TidemarkService;
import io.tidemark.model.topic.Topic;
import io.tidemark.testkit.TestDatabase;
import io.tidemark.testkit.TestInfrastructure;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.listener.MessageListenerContainer;

/** Consumers with names: a restart moves no partitions. */
class StaticMembershipIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String GROUP = "named-consumers";

  private final TestInfrastructure infrastructure = TestInfrastructure.shared();

  @Test
  void aConsumerThatIsStartedAgainGetsWhatItHadAndNobodyElseDoesMeanwhile() throws Exception {
    TestDatabase database = infrastructure.newDatabase("named");
    try (Admin admin = KafkaConnection.plain(infrastructure.kafkaBootstrapServers()).admin();
        ConfigurableApplicationContext first = start(database, "pod-0")) {
      ConfigurableApplicationContext second = start(database, "pod-1");
      Map<String, Set<TopicPartition>> before = awaitShared(admin);

      second.close();
      await()
          .during(Duration.ofSeconds(5))
          .atMost(Duration.ofSeconds(10))
          .untilAsserted(
              () -> assertThat(assigned(admin).get("pod-0")).isEqualTo(before.get("pod-0")));

      try (ConfigurableApplicationContext again = start(database, "pod-1")) {
        assertThat(awaitShared(admin)).isEqualTo(before);
        assertThat(again.isActive() && first.isActive()).isTrue();
      }
    }
  }

  private static Map<String, Set<TopicPartition>> awaitShared(Admin admin) {
    return await()
        .atMost(PATIENCE)
        .until(
            () -> assigned(admin),
            found ->
                found.keySet().equals(Set.of("pod-0", "pod-1"))
                    && found.values().stream().mapToInt(Set::size).sum() == Topic.PARTITIONS
                    && found.values().stream().noneMatch(Set::isEmpty));
  }

  private static Map<String, Set<TopicPartition>> assigned(Admin admin) throws Exception {
    Map<String, Set<TopicPartition>> found = new TreeMap<>();
    admin.describeConsumerGroups(Set.of(GROUP)).all().get().values().stream()
        .flatMap(group -> group.members().stream())
        .forEach(
            member ->
                found.put(
                    member.groupInstanceId().orElse("nameless"),
                    member.assignment().topicPartitions()));
    return found;
  }

  private ConfigurableApplicationContext start(TestDatabase database, String name) {
    return ServiceApplication.run(
        TidemarkService.ML,
        NamedConsumer.class,
        "--server.port=0",
        "--tidemark.kafka.instance-id=" + name,
        "--tidemark.kafka.session-timeout=30s",
        "--tidemark.kafka.bootstrap-servers=" + infrastructure.kafkaBootstrapServers(),
        "--spring.datasource.url=" + database.jdbcUrl(),
        "--spring.datasource.username=" + database.username(),
        "--spring.datasource.password=" + database.password());
  }

  /** A service with one consumer. */
  @SpringBootConfiguration
  @EnableAutoConfiguration
  static class NamedConsumer {

    @Bean
    MessageListenerContainer books(EventConsumers consumers) {
      return consumers.streaming(GROUP, new Ignoring(), Topic.MARKET_BOOK);
    }
  }

  /** It is about who would get the messages. */
  private static final class Ignoring implements EventHandler {

    @Override
    public void handle(Received received) {}

    @Override
    public void flush() {}

    @Override
    public void reset() {}
  }
}
