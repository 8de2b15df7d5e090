package io.tidemark.launcher.suite;

import io.tidemark.embedded.Ports;
import io.tidemark.launcher.link.Link;
import io.tidemark.launcher.suite.Infrastructure.Server;
import java.net.URI;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Links between the services of a suite and its servers. What watches the suite goes past them, by
 * the servers' own ports.
 */
public final class ServerLinks implements AutoCloseable {

  private final int linkedKafka;
  private final Link kafka;
  private final Link postgres;

  private ServerLinks(int linkedKafka, Link kafka, Link postgres) {
    this.linkedKafka = linkedKafka;
    this.kafka = kafka;
    this.postgres = postgres;
  }

  /**
   * Opens both; the servers need not run yet.
   *
   * @param random decides what is lost on them
   */
  public static ServerLinks open(SuitePorts ports, RandomGenerator random) {
    int linkedKafka = Ports.free(1).getFirst();
    return new ServerLinks(
        linkedKafka,
        Link.to("kafka", linkedKafka, random),
        Link.to("postgres", ports.postgres(), random));
  }

  /** The link to a server. */
  public Link to(Server server) {
    return switch (server) {
      case KAFKA -> kafka;
      case POSTGRES -> postgres;
    };
  }

  /** Where services find Kafka. */
  String kafka() {
    return "127.0.0.1:" + kafka.port();
  }

  /** Where services find the database of {@code direct}. */
  String jdbcUrl(String direct) {
    URI address = URI.create(direct.substring("jdbc:".length()));
    return direct.replace(address.getAuthority(), "127.0.0.1:" + postgres.port());
  }

  /** The broker's own listener, and one for those that come over the link and are told of it. */
  Map<String, String> listeners(SuitePorts ports) {
    String own = "PLAINTEXT://127.0.0.1:" + ports.kafka();
    return Map.of(
        "listeners",
        "%s,LINK://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d"
            .formatted(own, linkedKafka, ports.kafkaController()),
        "advertised.listeners",
        "%s,LINK://%s".formatted(own, kafka()),
        "listener.security.protocol.map",
        "PLAINTEXT:PLAINTEXT,LINK:PLAINTEXT,CONTROLLER:PLAINTEXT");
  }

  @Override
  public void close() {
    kafka.close();
    postgres.close();
  }
}
