package io.tidemark.kit.connection;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Where Kafka is and how one is let in. Every client is made here, so that none forgets how. Its
 * text tells no secret.
 */
public final class KafkaConnection {

  private static final int ADMIN_MILLIS = 25_000;

  private final String bootstrapServers;
  private final String protocol;
  private final Map<String, Object> security;

  private KafkaConnection(String bootstrapServers, String protocol, Map<String, Object> security) {
    this.bootstrapServers = bootstrapServers;
    this.protocol = protocol;
    this.security = Map.copyOf(security);
  }

  /** One without TLS and without a password, as on loopback. */
  public static KafkaConnection plain(String bootstrapServers) {
    return secured(bootstrapServers, KafkaSecurity.NONE);
  }

  static KafkaConnection secured(String bootstrapServers, KafkaSecurity security) {
    return new KafkaConnection(
        bootstrapServers, security.protocol().name(), security.clientSettings());
  }

  /** Where the first brokers are, as {@code host:port}, several with commas. */
  public String bootstrapServers() {
    return bootstrapServers;
  }

  /** How one talks to them, such as {@code SASL_SSL}. */
  public String protocol() {
    return protocol;
  }

  /** Settings of a client with those of the connection. */
  public Map<String, Object> settings(Map<String, ?> own) {
    Map<String, Object> all = new HashMap<>(own);
    all.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    all.putAll(security);
    return all;
  }

  /** A consumer of messages as they are stored. */
  public KafkaConsumer<String, byte[]> consumer(Map<String, ?> own) {
    return new KafkaConsumer<>(
        settings(own), new StringDeserializer(), new ByteArrayDeserializer());
  }

  /** A producer of messages as they are stored. */
  public KafkaProducer<String, byte[]> producer(Map<String, ?> own) {
    return new KafkaProducer<>(settings(own), new StringSerializer(), new ByteArraySerializer());
  }

  /** A client that manages topics, and gives up after some time. */
  public Admin admin() {
    return Admin.create(
        settings(
            Map.of(
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                ADMIN_MILLIS,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                ADMIN_MILLIS)));
  }

  /** Why Kafka lets nobody in who connects like this; empty if it failed otherwise. */
  public static Optional<String> refusal(Throwable failure) {
    return ConnectionFailure.reason(failure, KafkaSecurity.CA_FILE, KafkaSecurity.USERNAME);
  }

  @Override
  public String toString() {
    return "Kafka at %s by %s".formatted(bootstrapServers, protocol);
  }
}
