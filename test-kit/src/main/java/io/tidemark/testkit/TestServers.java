package io.tidemark.testkit;

/** A running Kafka and PostgreSQL, of either kind. */
sealed interface TestServers extends AutoCloseable permits EmbeddedTestServers, ContainerServers {

  String kafkaBootstrapServers();

  /** The database that exists from the start. */
  TestDatabase database();

  @Override
  void close();
}
