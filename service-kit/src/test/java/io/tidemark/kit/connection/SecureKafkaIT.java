package io.tidemark.kit.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tidemark.kit.configuration.ConfigurationException;
import io.tidemark.kit.connection.SecureBroker.Listener;
import io.tidemark.kit.messaging.TopicCopies;
import io.tidemark.kit.messaging.Topics;
import io.tidemark.model.topic.Topic;
import io.tidemark.testkit.TestAuthority;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients of a real broker that wants TLS and a login. */
class SecureKafkaIT {

  @TempDir static Path folder;

  private static TestAuthority authority;
  private static TestAuthority stranger;
  private static SecureBroker broker;

  @BeforeAll
  static void startTheBroker() throws Exception {
    authority = TestAuthority.create(folder, "authority");
    stranger = TestAuthority.create(folder, "stranger");
    broker = SecureBroker.start(folder, authority);
    Topics.create(broker.inPlain(), TopicCopies.OF_THE_BROKERS);
  }

  @AfterAll
  static void stopTheBroker() {
    if (broker != null) {
      broker.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"SCRAM-SHA-512", "PLAIN"})
  void everyClientLogsInOverTls(String mechanism) throws Exception {
    writesAndReads(overTls(mechanism, SecureBroker.PASSWORD, authority));
  }

  @Test
  void logsInWithoutTlsWhereThatIsWanted() throws Exception {
    writesAndReads(
        KafkaConnection.secured(
            broker.address(Listener.LOGIN_IN_PLAIN),
            new KafkaSecurity(
                SecurityProtocol.SASL_PLAINTEXT,
                "",
                "",
                "",
                "SCRAM-SHA-512",
                SecureBroker.USER,
                SecureBroker.PASSWORD)));
  }

  @Test
  void showsACertificateOfItsOwn() throws Exception {
    TestAuthority.Issued client = authority.issue("client");

    writesAndReads(certified(client));
  }

  @ParameterizedTest
  @ValueSource(strings = {"SCRAM-SHA-512", "PLAIN"})
  void tellsOfAWrongPasswordAndNotThePassword(String mechanism) {
    assertRefused(overTls(mechanism, "not-the-password", authority))
        .hasMessageContaining("user or password is wrong")
        .hasMessageContaining("TIDEMARK_KAFKA_USERNAME")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("not-the-password"));
  }

  @Test
  void tellsOfABrokerWhomNobodyKnowsByItsAuthority() {
    assertRefused(overTls("SCRAM-SHA-512", SecureBroker.PASSWORD, stranger))
        .hasMessageContaining("no certificate of TIDEMARK_KAFKA_CA_FILE signed the server's");
  }

  @Test
  void tellsOfAnExpiredCertificate() {
    assertRefused(KafkaConnection.secured(broker.address(Listener.EXPIRED), tls(authority, "", "")))
        .hasMessageContaining("has expired");
  }

  /** Such a broker hangs up without a word, as one that is away. */
  @Test
  void tellsWhatItExpectedOfABrokerThatSpeaksNoTls() {
    KafkaConnection connection =
        KafkaConnection.secured(broker.address(Listener.LOGIN_IN_PLAIN), tls(authority, "", ""));

    assertThatThrownBy(() -> Topics.create(connection, TopicCopies.OF_THE_BROKERS))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("Kafka at " + connection.bootstrapServers() + " by SSL")
        .hasMessageContaining("check that a broker runs there and expects SSL");
  }

  @ParameterizedTest
  @EnumSource(names = {"LOGIN_OVER_TLS", "LOGIN_IN_PLAIN", "CERTIFIED_CLIENTS"})
  void nobodyGetsInWithoutWhatIsAsked(Listener listener) throws Exception {
    try (KafkaProducer<String, byte[]> producer =
        KafkaConnection.plain(broker.address(listener))
            .producer(Map.of("max.block.ms", 3_000, "client.id", "stranger"))) {
      assertThatThrownBy(() -> producer.send(message("a")).get(20, TimeUnit.SECONDS))
          .isInstanceOf(Exception.class);
    }
  }

  private static org.assertj.core.api.AbstractThrowableAssert<?, ?> assertRefused(
      KafkaConnection connection) {
    return assertThatThrownBy(() -> Topics.create(connection, TopicCopies.OF_THE_BROKERS))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith("Kafka at " + connection.bootstrapServers());
  }

  private static void writesAndReads(KafkaConnection connection) throws Exception {
    Topics.create(connection, TopicCopies.OF_THE_BROKERS);
    TopicPartition first = new TopicPartition(Topic.MARKET_TRADE.topicName(), 0);
    try (KafkaProducer<String, byte[]> producer = connection.producer(Map.of("acks", "all"));
        KafkaConsumer<String, byte[]> consumer = connection.consumer(Map.of())) {
      consumer.assign(List.of(first));
      consumer.seekToEnd(List.of(first));
      long before = consumer.position(first);
      producer.send(message("hello")).get(30, TimeUnit.SECONDS);
      List<String> read = new ArrayList<>();
      await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () -> {
                consumer
                    .poll(Duration.ofMillis(200))
                    .forEach(one -> read.add(new String(one.value(), StandardCharsets.UTF_8)));
                return !read.isEmpty();
              });
      assertThat(read).containsExactly("hello");
      assertThat(consumer.position(first)).isEqualTo(before + 1);
    }
  }

  private static ProducerRecord<String, byte[]> message(String text) {
    return new ProducerRecord<>(
        Topic.MARKET_TRADE.topicName(), 0, "key", text.getBytes(StandardCharsets.UTF_8));
  }

  private static KafkaConnection certified(TestAuthority.Issued client) {
    return KafkaConnection.secured(
        broker.address(Listener.CERTIFIED_CLIENTS),
        tls(authority, client.certificate().toString(), client.key().toString()));
  }

  private static KafkaSecurity tls(TestAuthority trusted, String certificate, String key) {
    return new KafkaSecurity(
        SecurityProtocol.SSL,
        trusted.certificate().toString(),
        certificate,
        key,
        "SCRAM-SHA-512",
        "",
        "");
  }

  private static KafkaConnection overTls(String mechanism, String password, TestAuthority trusted) {
    return KafkaConnection.secured(
        broker.address(Listener.LOGIN_OVER_TLS),
        new KafkaSecurity(
            SecurityProtocol.SASL_SSL,
            trusted.certificate().toString(),
            "",
            "",
            mechanism,
            SecureBroker.USER,
            password));
  }
}
