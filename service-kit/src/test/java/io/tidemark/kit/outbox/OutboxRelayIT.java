package io.tidemark.kit.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tidemark.kit.messaging.EventPublisher;
import io.tidemark.model.Ids;
import io.tidemark.model.event.ControlCommand;
import io.tidemark.model.topic.Topic;
import io.tidemark.testkit.TestDatabase;
import io.tidemark.testkit.TestInfrastructure;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.transaction.support.TransactionTemplate;

/** The order in which instances of a service publish what they commit, on a real Kafka. */
class OutboxRelayIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Instant NOON = Instant.parse("2013-11-25T12:00:00Z");

  private final TestInfrastructure infrastructure = TestInfrastructure.shared();
  private final TestDatabase place = infrastructure.newDatabase("outbox");
  private final DriverManagerDataSource source =
      new DriverManagerDataSource(place.jdbcUrl(), place.username(), place.password());
  private final JdbcTemplate database = new JdbcTemplate(source);
  private final TransactionTemplate transactions =
      new TransactionTemplate(new DataSourceTransactionManager(source));
  private final EventPublisher publisher =
      new EventPublisher(producer(infrastructure.kafkaBootstrapServers(), "60000"));
  private final List<OutboxRelay> relays = new ArrayList<>();

  OutboxRelayIT() {
    new ResourceDatabasePopulator(
            new ClassPathResource("db/migration/kit/V0_1__outbox_and_inbox.sql"))
        .execute(source);
    infrastructure.createTopics(Topic.PARTITIONS, Topic.CONTROL_COMMAND.topicName());
  }

  @AfterEach
  void stop() {
    relays.forEach(OutboxRelay::stop);
    publisher.close();
  }

  @Test
  void publishesInOrderWhatOneInstanceCommits() {
    Outbox outbox = new Outbox(database, started());

    for (int i = 1; i <= 100; i++) {
      commit(outbox, List.of(command(2 * i - 1), command(2 * i)));
    }

    assertThat(awaitPublished(200)).containsExactlyElementsOf(upTo(200));
    awaitEmptyTable();
  }

  @Test
  void publishesWhatACrashLeftBehindBeforeWhatFollows() {
    Outbox crashed = new Outbox(database, relay());
    commit(crashed, List.of(command(1), command(2)));

    commit(new Outbox(database, started()), List.of(command(3)));

    assertThat(awaitPublished(3)).containsExactlyElementsOf(upTo(3));
    awaitEmptyTable();
  }

  @Test
  void publishesWhatTheOtherInstanceLeavesBehindWhileThisOneRuns() {
    Outbox mine = new Outbox(database, started());
    Outbox crashing = new Outbox(database, relay());
    commit(mine, List.of(command(1)));
    commit(crashing, List.of(command(2)));
    awaitPublished(2);
    commit(crashing, List.of(command(3)));
    commit(mine, List.of(command(4)));

    assertThat(awaitPublished(4)).containsExactlyElementsOf(upTo(4));
    awaitEmptyTable();
  }

  /** No event is first published after one that follows it, whoever commits and publishes it. */
  @Test
  void keepsTheOrderOfAStreamThatInstancesWriteInTurn() {
    List<Outbox> instances =
        List.of(new Outbox(database, started()), new Outbox(database, started()));
    Random random = new Random(42);

    for (int i = 1; i <= 400; i++) {
      commit(instances.get(random.nextInt(4) / 3), List.of(command(i)));
    }

    List<Long> published = awaitPublished(400);
    assertThat(published.stream().distinct().toList()).containsExactlyElementsOf(upTo(400));
    awaitEmptyTable();
  }

  @Test
  void tellsHowLongAnEventWaitsWhileKafkaIsAway() {
    SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    try (EventPublisher nowhere = new EventPublisher(producer("127.0.0.1:1", "200"))) {
      OutboxRelay relay = new OutboxRelay(place.name(), database, transactions, nowhere, metrics);
      relay.start();
      relays.add(relay);
      commit(new Outbox(database, relay), List.of(command(1)));

      await()
          .atMost(PATIENCE)
          .until(() -> metrics.get("tidemark_outbox_age_seconds").gauge().value() > 1);
      relay.stop();
    }
    assertThat(database.queryForObject("select count(*) from outbox", Long.class)).isEqualTo(1);
  }

  private OutboxRelay relay() {
    return new OutboxRelay(
        place.name(), database, transactions, publisher, new SimpleMeterRegistry());
  }

  private static KafkaProducer<String, byte[]> producer(String servers, String mostWaitMillis) {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", servers, "max.block.ms", mostWaitMillis),
        new StringSerializer(),
        new ByteArraySerializer());
  }

  private OutboxRelay started() {
    OutboxRelay relay = relay();
    relay.start();
    relays.add(relay);
    return relay;
  }

  private void commit(Outbox outbox, List<ControlCommand> events) {
    transactions.executeWithoutResult(status -> outbox.append(events));
  }

  private ControlCommand command(int number) {
    return new ControlCommand(
        Ids.of("command", place.name(), number),
        ControlCommand.Action.PAUSE,
        place.name(),
        null,
        null,
        null,
        null,
        "test",
        "number " + number,
        NOON,
        NOON);
  }

  private static List<Long> upTo(int last) {
    return LongStream.rangeClosed(1, last).boxed().toList();
  }

  /** The sequences published by this test's service, once there are so many different ones. */
  private List<Long> awaitPublished(int count) {
    List<Long> seen = new CopyOnWriteArrayList<>();
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", infrastructure.kafkaBootstrapServers()),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          IntStream.range(0, Topic.PARTITIONS)
              .mapToObj(number -> new TopicPartition(Topic.CONTROL_COMMAND.topicName(), number))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      await()
          .atMost(PATIENCE)
          .until(
              () -> {
                consumer.poll(Duration.ofMillis(100)).forEach(message -> note(message, seen));
                return seen.stream().distinct().count() >= count;
              });
    }
    return seen;
  }

  private void note(ConsumerRecord<String, byte[]> message, List<Long> seen) {
    if (place.name().equals(header(message, OutboxHeaders.PRODUCER))) {
      seen.add(Long.parseLong(header(message, OutboxHeaders.SEQUENCE)));
    }
  }

  private static String header(ConsumerRecord<String, byte[]> message, String name) {
    var header = message.headers().lastHeader(name);
    return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
  }

  private void awaitEmptyTable() {
    await()
        .atMost(PATIENCE)
        .until(
            () -> database.queryForObject("select count(*) from outbox", Long.class),
            count -> count != null && count == 0);
  }
}
