package io.tidemark.launcher.suite;

import io.tidemark.embedded.DataDirectoryLock;
import io.tidemark.embedded.DatabaseSettings;
import io.tidemark.embedded.EmbeddedServers;
import io.tidemark.embedded.KafkaSettings;
import io.tidemark.kit.connection.SecureConnections;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The suite's Kafka and Postgres on this machine, with its data directory locked. */
public final class Infrastructure implements AutoCloseable {

  private static final String DATABASE = "tidemark";

  private final DataDirectoryLock lock;
  private final EmbeddedServers servers;
  private final @Nullable ServerLinks links;

  private Infrastructure(
      DataDirectoryLock lock, EmbeddedServers servers, @Nullable ServerLinks links) {
    this.lock = lock;
    this.servers = servers;
    this.links = links;
  }

  /**
   * Takes the lock, ends what a killed run left behind, checks the ports, starts both servers and
   * lets Grafana read Postgres.
   *
   * @param beforeStart runs when the directory is ours and nothing of ours runs in it
   */
  public static Infrastructure start(
      SuiteDirectory directory, SuitePorts ports, boolean withSimulator, Runnable beforeStart) {
    return start(directory, ports, withSimulator, beforeStart, null);
  }

  /**
   * Starts the same with links between the services and the servers, which are closed with it.
   *
   * @param links null for none
   */
  public static Infrastructure start(
      SuiteDirectory directory,
      SuitePorts ports,
      boolean withSimulator,
      Runnable beforeStart,
      @Nullable ServerLinks links) {
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
                  KafkaSettings.DEFAULT_HEAP_MEGABYTES,
                  directory.logs().resolve("kafka.log"),
                  links == null ? Map.of() : links.listeners(ports)),
              new DatabaseSettings(
                  directory.postgres(),
                  directory.postgresBinaries(),
                  ports.postgres(),
                  DATABASE,
                  directory.logs().resolve("postgres.log")));
      return new Infrastructure(lock, withReadingRole(servers), links);
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

  /** What a service needs to find both, over loopback and so without TLS. */
  public Map<String, String> properties() {
    Map<String, String> properties = new HashMap<>(SecureConnections.OFF);
    properties.put("tidemark.kafka.bootstrap-servers", links == null ? kafka() : links.kafka());
    properties.put("spring.datasource.url", links == null ? jdbcUrl() : links.jdbcUrl(jdbcUrl()));
    properties.put("spring.datasource.username", servers.database().username());
    properties.put("spring.datasource.password", servers.database().password());
    return properties;
  }

  /**
   * The links between the services and the servers.
   *
   * @throws IllegalStateException if it was started without
   */
  public ServerLinks links() {
    if (links == null) {
      throw new IllegalStateException("the suite was started without links");
    }
    return links;
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

  /** Stops a server in order; it stays down until {@link #restart}. */
  public void stop(Server server) {
    switch (server) {
      case KAFKA -> servers.stopKafka();
      case POSTGRES -> servers.stopDatabase();
    }
  }

  /** Lets a server stand still until {@link #resume}; its connections stay. */
  public void pause(Server server) {
    switch (server) {
      case KAFKA -> servers.pauseKafka();
      case POSTGRES -> servers.pauseDatabase();
    }
  }

  /** Lets a paused server go on. */
  public void resume(Server server) {
    switch (server) {
      case KAFKA -> servers.resumeKafka();
      case POSTGRES -> servers.resumeDatabase();
    }
  }

  /** Lets Kafka find its disk full, upon which it ends; it stays down until {@link #restart}. */
  public void fillDiskOfKafka() {
    servers.fillDiskOfKafka();
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
    if (links != null) {
      links.close();
    }
    lock.close();
  }
}
