package io.tidemark.benchmarks.store;

import com.zaxxer.hikari.HikariDataSource;
import io.tidemark.embedded.DatabaseSettings;
import io.tidemark.embedded.EmbeddedServers;
import io.tidemark.embedded.KafkaSettings;
import io.tidemark.embedded.Ports;
import io.tidemark.ingestor.IngestorApplication;
import io.tidemark.kit.connection.KafkaConnection;
import io.tidemark.kit.messaging.TopicCopies;
import io.tidemark.kit.messaging.Topics;
import io.tidemark.kit.service.ServiceApplication;
import io.tidemark.kit.service.TidemarkService;
import io.tidemark.simulator.ExchangeSimulator;
import io.tidemark.simulator.SimulatorSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.springframework.context.ConfigurableApplicationContext;

/** The ingestor with its servers, on a venue whose clock stands still. */
final class Servers implements AutoCloseable {

  private final EmbeddedServers servers;
  private final ExchangeSimulator venue;
  private final ConfigurableApplicationContext ingestor;

  private Servers(
      EmbeddedServers servers, ExchangeSimulator venue, ConfigurableApplicationContext ingestor) {
    this.servers = servers;
    this.venue = venue;
    this.ingestor = ingestor;
  }

  static Servers start(Path directory) throws IOException {
    List<Integer> ports = Ports.free(3);
    EmbeddedServers servers =
        EmbeddedServers.start(
            new KafkaSettings(
                directory.resolve("kafka"),
                ports.get(0),
                ports.get(1),
                directory.resolve("kafka.log")),
            new DatabaseSettings(
                directory.resolve("database"),
                directory.resolve("programs"),
                ports.get(2),
                "tidemark",
                directory.resolve("database.log")));
    Topics.create(
        KafkaConnection.plain(servers.kafka().bootstrapServers()), TopicCopies.OF_THE_BROKERS);
    ExchangeSimulator venue =
        ExchangeSimulator.start(SimulatorSettings.defaults().withPort(0), InstantSource.system());
    return new Servers(servers, venue, ingestor(directory, servers, venue));
  }

  private static ConfigurableApplicationContext ingestor(
      Path directory, EmbeddedServers servers, ExchangeSimulator venue) throws IOException {
    Path configuration = directory.resolve("tidemark.yaml");
    Files.writeString(configuration, "exchange:\n  name: kraken\nsymbols: [BTC/USD]\n");
    String address = "127.0.0.1:" + venue.port();
    return ServiceApplication.builder(TidemarkService.INGESTOR, IngestorApplication.class)
        .run(
            "--server.port=0",
            "--logging.level.root=WARN",
            "--tidemark.config=" + configuration,
            "--tidemark.demo=true",
            "--tidemark.exchange.rest-url=http://" + address,
            "--tidemark.exchange.websocket-url=ws://" + address,
            "--tidemark.kafka.bootstrap-servers=" + servers.kafka().bootstrapServers(),
            "--spring.datasource.url=" + servers.database().jdbcUrl(),
            "--spring.datasource.username=" + servers.database().username(),
            "--spring.datasource.password=" + servers.database().password());
  }

  <T> T bean(Class<T> type) {
    return ingestor.getBean(type);
  }

  /** A pool on the same database with the driver as it comes. */
  HikariDataSource plainPool() {
    HikariDataSource pool = new HikariDataSource();
    pool.setJdbcUrl(servers.database().jdbcUrl());
    pool.setUsername(servers.database().username());
    pool.setPassword(servers.database().password());
    pool.setMaximumPoolSize(2);
    return pool;
  }

  /** Where the ingestor answers. */
  String address() {
    return "http://127.0.0.1:" + ingestor.getEnvironment().getProperty("local.server.port");
  }

  @Override
  public void close() {
    ingestor.close();
    venue.close();
    servers.close();
  }
}
