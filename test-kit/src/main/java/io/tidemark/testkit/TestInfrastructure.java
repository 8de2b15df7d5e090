package io.tidemark.testkit;

import io.tidemark.embedded.Topics;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * A real Kafka and a real PostgreSQL for the tests of this JVM, started when first asked for and
 * stopped with the JVM.
 *
 * <p>Where they come from is set by the system property {@value #SWITCH} or the environment
 * variable {@code TIDEMARK_TEST_INFRASTRUCTURE}: {@code containers}, {@code embedded}, or {@code
 * auto} (the default), which takes containers when Docker answers.
 */
public final class TestInfrastructure {

  /** Name of the system property that chooses the servers. */
  public static final String SWITCH = "tidemark.test.infrastructure";

  private static final Duration TOPIC_LIMIT = Duration.ofSeconds(30);
  private static final Pattern DATABASE_NAME = Pattern.compile("[a-z][a-z0-9_]{0,50}");

  private final TestServers servers;
  private final AtomicInteger databases = new AtomicInteger();

  private TestInfrastructure(TestServers servers) {
    this.servers = servers;
    Thread close = Thread.ofPlatform().name("test-infrastructure-stop").unstarted(servers::close);
    Runtime.getRuntime().addShutdownHook(close);
  }

  /** The servers of this JVM; the first call starts them and takes some seconds. */
  public static TestInfrastructure shared() {
    return Holder.SHARED;
  }

  /** Where Kafka clients connect, as {@code host:port}. */
  public String kafkaBootstrapServers() {
    return servers.kafkaBootstrapServers();
  }

  /** Address of the database that exists from the start, shared by all tests of this JVM. */
  public String jdbcUrl() {
    return servers.database().jdbcUrl();
  }

  /** The user of every database. */
  public String username() {
    return servers.database().username();
  }

  /** The password of {@link #username}. */
  public String password() {
    return servers.database().password();
  }

  /**
   * Creates an empty database that no other test uses.
   *
   * @param name what its name begins with: lower-case letters, digits and underscores, at most 51
   *     characters, a letter first
   * @throws IllegalStateException when the server refuses
   */
  public TestDatabase newDatabase(String name) {
    if (!DATABASE_NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "name must match " + DATABASE_NAME.pattern() + ", but is '" + name + "'");
    }
    TestDatabase first = servers.database();
    String created = name + "_" + databases.incrementAndGet();
    try (Connection connection =
            DriverManager.getConnection(first.jdbcUrl(), first.username(), first.password());
        Statement statement = connection.createStatement()) {
      statement.execute("create database " + created);
    } catch (SQLException e) {
      throw new IllegalStateException("Could not create the database " + created, e);
    }
    String server = first.jdbcUrl().substring(0, first.jdbcUrl().lastIndexOf('/') + 1);
    return new TestDatabase(created, server + created, first.username(), first.password());
  }

  /**
   * Creates topics with so many partitions, those that do not exist, and waits until all accept.
   */
  public void createTopics(int partitions, String... names) {
    createTopics(
        List.of(names).stream()
            .map(name -> new NewTopic(name, Optional.of(partitions), Optional.empty()))
            .toList());
  }

  /** Creates the topics that do not exist, and waits until all accept records. */
  public void createTopics(List<NewTopic> topics) {
    try (Admin admin =
        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafkaBootstrapServers()))) {
      Topics.create(admin, topics, TOPIC_LIMIT);
    }
  }

  private static TestServers start(String choice) {
    return switch (choice) {
      case "embedded" -> EmbeddedTestServers.start();
      case "containers" -> ContainerServers.start();
      case "auto" -> Docker.answers() ? ContainerServers.start() : EmbeddedTestServers.start();
      default ->
          throw new IllegalArgumentException(
              SWITCH + " must be embedded, containers or auto, but is '" + choice + "'");
    };
  }

  private static String choice() {
    String property = System.getProperty(SWITCH);
    String variable = System.getenv(SWITCH.toUpperCase(Locale.ROOT).replace('.', '_'));
    return property != null ? property : variable != null ? variable : "auto";
  }

  private static final class Holder {
    static final TestInfrastructure SHARED = new TestInfrastructure(start(choice()));
  }
}
