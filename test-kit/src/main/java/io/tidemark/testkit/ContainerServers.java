package io.tidemark.testkit;

import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.lifecycle.Startables;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** Servers in containers. */
final class ContainerServers implements TestServers {

  private static final String KAFKA_IMAGE = "apache/kafka:4.2.1";
  private static final String POSTGRES_IMAGE = "postgres:18";
  private static final String DATABASE = "tidemark";

  private final KafkaContainer kafka =
      new KafkaContainer(KAFKA_IMAGE)
          .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false")
          .withEnv("KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0");

  private final PostgreSQLContainer postgres =
      new PostgreSQLContainer(POSTGRES_IMAGE).withDatabaseName(DATABASE);

  private ContainerServers() {}

  static ContainerServers start() {
    ContainerServers servers = new ContainerServers();
    try {
      Startables.deepStart(servers.kafka, servers.postgres).join();
      return servers;
    } catch (RuntimeException e) {
      servers.close();
      throw new IllegalStateException(
          "The containers did not start. Set "
              + TestInfrastructure.SWITCH
              + "=embedded to test without them.",
          e);
    }
  }

  @Override
  public String kafkaBootstrapServers() {
    return kafka.getBootstrapServers();
  }

  @Override
  public TestDatabase database() {
    String url =
        "jdbc:postgresql://%s:%d/%s"
            .formatted(
                postgres.getHost(),
                postgres.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT),
                DATABASE);
    return new TestDatabase(DATABASE, url, postgres.getUsername(), postgres.getPassword());
  }

  @Override
  public void close() {
    kafka.stop();
    postgres.stop();
  }
}
