package io.tidemark.testkit;

import io.tidemark.embedded.DatabaseSettings;
import io.tidemark.embedded.EmbeddedServers;
import io.tidemark.embedded.KafkaSettings;
import io.tidemark.embedded.Ports;
import java.nio.file.Path;
import java.util.List;

/** Servers on this machine in a temporary directory. */
final class EmbeddedTestServers implements TestServers {

  private static final Path BASE =
      Path.of(
          System.getProperty("java.io.tmpdir"), "tidemark-test-" + System.getProperty("user.name"));
  private static final String DATABASE = "tidemark";

  private final TestDirectory directory;
  private final EmbeddedServers servers;

  private EmbeddedTestServers(TestDirectory directory, EmbeddedServers servers) {
    this.directory = directory;
    this.servers = servers;
  }

  static EmbeddedTestServers start() {
    TestDirectory directory = TestDirectory.claim(BASE);
    try {
      return new EmbeddedTestServers(directory, startIn(directory.path()));
    } catch (RuntimeException e) {
      directory.close();
      throw e;
    }
  }

  private static EmbeddedServers startIn(Path path) {
    List<Integer> ports = Ports.free(3);
    return EmbeddedServers.start(
        new KafkaSettings(
            TestDirectory.kafka(path), ports.get(0), ports.get(1), path.resolve("kafka.log")),
        new DatabaseSettings(
            TestDirectory.database(path),
            BASE.resolve("postgres"),
            ports.get(2),
            DATABASE,
            path.resolve("database.log")));
  }

  @Override
  public String kafkaBootstrapServers() {
    return servers.kafka().bootstrapServers();
  }

  @Override
  public TestDatabase database() {
    var database = servers.database();
    return new TestDatabase(DATABASE, database.jdbcUrl(), database.username(), database.password());
  }

  @Override
  public void close() {
    try {
      servers.close();
    } finally {
      directory.close();
    }
  }
}
