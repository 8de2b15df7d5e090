package io.tidemark.embedded;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes to the servers and reads back, each call with its own clients. */
final class Traffic {

  private static final String TOPIC = "market.bar.v1";
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private Traffic() {}

  static void createTopic(EmbeddedKafka kafka) {
    createTopics(kafka, 1, List.of(TOPIC));
  }

  static void createTopics(EmbeddedKafka kafka, int partitions, List<String> names) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      Topics.create(
          admin,
          names.stream()
              .map(name -> new NewTopic(name, Optional.of(partitions), Optional.empty()))
              .toList(),
          LIMIT);
    }
  }

  /**
   * Sends so many records over the topics without waiting, then tells which failures there were.
   */
  static List<Exception> sendMany(EmbeddedKafka kafka, int count, List<String> topics) {
    List<Exception> failures = new CopyOnWriteArrayList<>();
    Map<String, Object> configuration =
        Map.of(
            "bootstrap.servers", kafka.bootstrapServers(),
            "request.timeout.ms", 5_000,
            "delivery.timeout.ms", 10_000);
    try (var producer =
        new KafkaProducer<>(configuration, new StringSerializer(), new StringSerializer())) {
      for (int i = 0; i < count; i++) {
        Future<RecordMetadata> _ =
            producer.send(
                new ProducerRecord<>(topics.get(i % topics.size()), "message"),
                (sent, failure) -> {
                  if (failure != null) {
                    failures.add(failure);
                  }
                });
      }
    }
    return failures;
  }

  static void send(EmbeddedKafka kafka, String message) throws Exception {
    try (var producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers(), "acks", "all"),
            new StringSerializer(),
            new StringSerializer())) {
      producer.send(new ProducerRecord<>(TOPIC, message)).get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    }
  }

  /** Consumes in a new group from the start until there are so many messages, or time is up. */
  static List<String> messages(EmbeddedKafka kafka, int count) {
    List<String> messages = new ArrayList<>();
    long end = System.nanoTime() + LIMIT.toNanos();
    try (var consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                kafka.bootstrapServers(),
                "group.id",
                "reader-" + System.nanoTime(),
                "auto.offset.reset",
                "earliest"),
            new StringDeserializer(),
            new StringDeserializer())) {
      consumer.subscribe(List.of(TOPIC));
      while (messages.size() < count && System.nanoTime() < end) {
        for (ConsumerRecord<String, String> message : consumer.poll(Duration.ofMillis(200))) {
          messages.add(message.value());
        }
      }
    }
    return messages;
  }

  static void insert(EmbeddedDatabase database, String value) throws SQLException {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement()) {
      statement.execute("create table if not exists note (id serial primary key, value text)");
      statement.execute("insert into note (value) values ('" + value + "')");
    }
  }

  static List<String> query(EmbeddedDatabase database, String sql) throws SQLException {
    List<String> values = new ArrayList<>();
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        values.add(rows.getString(1));
      }
    }
    return values;
  }

  private static Connection connect(EmbeddedDatabase database) throws SQLException {
    return DriverManager.getConnection(
        database.jdbcUrl(), database.username(), database.password());
  }
}
