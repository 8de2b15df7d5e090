package io.tidemark.kit.connection;

import io.tidemark.embedded.EmbeddedKafka;
import io.tidemark.embedded.KafkaSettings;
import io.tidemark.embedded.Ports;
import io.tidemark.testkit.TestAuthority;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;

/** A real broker that is reached in every way that a client may be told to use. */
final class SecureBroker implements AutoCloseable {

  static final String USER = "tidemark";
  static final String PASSWORD = "a \"quoted\\ password";

  /** Ways in; each has a port of its own. */
  enum Listener {
    LOGIN_OVER_TLS("SASL_SSL"),
    LOGIN_IN_PLAIN("SASL_PLAINTEXT"),
    CERTIFIED_CLIENTS("SSL"),
    EXPIRED("SSL");

    private final String protocol;

    Listener(String protocol) {
      this.protocol = protocol;
    }
  }

  private final EmbeddedKafka broker;
  private final Map<Listener, Integer> ports;

  private SecureBroker(EmbeddedKafka broker, Map<Listener, Integer> ports) {
    this.broker = broker;
    this.ports = ports;
  }

  static SecureBroker start(Path folder, TestAuthority authority) throws Exception {
    List<Integer> free = Ports.free(2 + Listener.values().length);
    Map<Listener, Integer> ports = new HashMap<>();
    for (Listener listener : Listener.values()) {
      ports.put(listener, free.get(2 + listener.ordinal()));
    }
    EmbeddedKafka broker =
        EmbeddedKafka.start(
            new KafkaSettings(
                folder.resolve("kafka"),
                free.get(0),
                free.get(1),
                KafkaSettings.DEFAULT_HEAP_MEGABYTES,
                folder.resolve("kafka.log"),
                properties(free.get(0), free.get(1), ports, authority)));
    SecureBroker started = new SecureBroker(broker, ports);
    try (Admin admin = started.inPlain().admin()) {
      admin
          .alterUserScramCredentials(
              List.of(
                  new UserScramCredentialUpsertion(
                      USER, new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096), PASSWORD)))
          .all()
          .get(30, TimeUnit.SECONDS);
    }
    return started;
  }

  private static Map<String, String> properties(
      int plain, int controller, Map<Listener, Integer> ports, TestAuthority authority) {
    StringBuilder listeners = new StringBuilder("PLAINTEXT://127.0.0.1:" + plain);
    StringBuilder protocols = new StringBuilder("PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    ports.forEach(
        (listener, port) -> {
          listeners.append(",%s://127.0.0.1:%d".formatted(listener, port));
          protocols.append(",%s:%s".formatted(listener, listener.protocol));
        });
    Map<String, String> all = new HashMap<>();
    all.put("listeners", listeners + ",CONTROLLER://127.0.0.1:" + controller);
    all.put("advertised.listeners", listeners.toString());
    all.put("listener.security.protocol.map", protocols.toString());
    all.put("sasl.enabled.mechanisms", "SCRAM-SHA-512,PLAIN");
    logins(all, Listener.LOGIN_OVER_TLS);
    logins(all, Listener.LOGIN_IN_PLAIN);
    TestAuthority.Issued valid = authority.issue("broker");
    certificate(all, Listener.LOGIN_OVER_TLS, valid);
    certificate(all, Listener.CERTIFIED_CLIENTS, valid);
    certificate(all, Listener.EXPIRED, authority.issueExpired("expired-broker"));
    String certified = name(Listener.CERTIFIED_CLIENTS);
    all.put(certified + "ssl.client.auth", "required");
    all.put(certified + "ssl.truststore.type", "PEM");
    all.put(certified + "ssl.truststore.location", authority.certificate().toString());
    return all;
  }

  private static void logins(Map<String, String> all, Listener listener) {
    all.put(
        name(listener) + "scram-sha-512.sasl.jaas.config",
        "org.apache.kafka.common.security.scram.ScramLoginModule required;");
    all.put(
        name(listener) + "plain.sasl.jaas.config",
        "org.apache.kafka.common.security.plain.PlainLoginModule required user_%s=\"%s\";"
            .formatted(USER, PASSWORD.replace("\\", "\\\\").replace("\"", "\\\"")));
  }

  private static void certificate(
      Map<String, String> all, Listener listener, TestAuthority.Issued issued) {
    all.put(name(listener) + "ssl.keystore.type", "PEM");
    all.put(name(listener) + "ssl.keystore.certificate.chain", issued.certificateText());
    all.put(name(listener) + "ssl.keystore.key", issued.keyText());
  }

  private static String name(Listener listener) {
    return "listener.name." + listener.name().toLowerCase(java.util.Locale.ROOT) + ".";
  }

  String address(Listener listener) {
    return "127.0.0.1:" + ports.get(listener);
  }

  KafkaConnection inPlain() {
    return KafkaConnection.plain(broker.bootstrapServers());
  }

  @Override
  public void close() {
    broker.close();
  }
}
