package io.tidemark.launcher.suite;

import io.tidemark.embedded.DataDirectoryLock;
import io.tidemark.embedded.DatabaseSettings;
import io.tidemark.embedded.EmbeddedServers;
import io.tidemark.embedded.KafkaSettings;
import java.util.Map;

/** The suite's Kafka and Postgres on this machine, with its data directory locked. */
public final class Infrastructure implements AutoCloseable {

  private static final String DATABASE = "tidemark";

  private final DataDirectoryLock lock;
  private final EmbeddedServers servers;

  private Infrastructure(DataDirectoryLock lock, EmbeddedServers servers) {
    this.lock = lock;
    this.servers = servers;
  }

  /**
   * Takes the lock, ends what a killed run left behind, checks the ports, starts both servers and
   * lets Grafana read Postgres.
   *
   * @param beforeStart runs when the directory is ours and nothing of ours runs in it
   */
  public static Infrastructure start(
      SuiteDirectory directory, SuitePorts ports, boolean withSimulator, Runnable beforeStart) {
    directory.create();
    DataDirectoryLock lock = DataDirectoryLock.acquire(directory.root());
    try {
      EmbeddedServers.stopLeftovers(directory.kafka(), directory.postgres());
      ports.requireFree(withSimulator);
      beforeStart.run();
      EmbeddedServers servers =
          EmbeddedServers.start(
              new KafkaSettings(
                  directory.kafka(),
                  ports.kafka(),
                  ports.kafkaController(),
                  directory.logs().resolve("kafka.log")),
              new DatabaseSettings(
                  directory.postgres(),
                  directory.postgresBinaries(),
                  ports.postgres(),
                  DATABASE,
                  directory.logs().resolve("postgres.log")));
      return new Infrastructure(lock, withReadingRole(servers));
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static EmbeddedServers withReadingRole(EmbeddedServers servers) {
    try {
      ReadingRole.grant(servers.database());
      return servers;
    } catch (RuntimeException e) {
      servers.close();
      throw e;
    }
  }

  /** Where Kafka listens. */
  public String kafka() {
    return servers.kafka().bootstrapServers();
  }

  /** Where Postgres listens. */
  public String jdbcUrl() {
    return servers.database().jdbcUrl();
  }

  /** What a service needs to find both. */
  public Map<String, String> properties() {
    return Map.of(
        "tidemark.kafka.bootstrap-servers", kafka(),
        "spring.datasource.url", jdbcUrl(),
        "spring.datasource.username", servers.database().username(),
        "spring.datasource.password", servers.database().password());
  }

  /** Process id of a server's main process; of Postgres 0 while it does not run. */
  public long pid(Server server) {
    return switch (server) {
      case KAFKA -> servers.kafka().pid();
      case POSTGRES -> servers.database().pid();
    };
  }

  /** Kills a server with all its processes; it stays down until {@link #restart}. */
  public void kill(Server server) {
    switch (server) {
      case KAFKA -> servers.killKafka();
      case POSTGRES -> servers.killDatabase();
    }
  }

  /**
   * Starts a killed server on its data and waits until it answers.
   *
   * @throws io.tidemark.embedded.EmbeddedServerException if it does not start, or all is closed
   */
  public void restart(Server server) {
    switch (server) {
      case KAFKA -> servers.restartKafka();
      case POSTGRES -> servers.restartDatabase();
    }
  }

  /** What the infrastructure is made of. */
  public enum Server {
    KAFKA,
    POSTGRES
  }

  @Override
  public void close() {
    servers.close();
    lock.close();
  }
}
