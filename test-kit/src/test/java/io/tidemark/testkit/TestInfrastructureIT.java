package io.tidemark.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class TestInfrastructureIT {

  private final TestInfrastructure servers = TestInfrastructure.shared();

  @Test
  void isOneForAll() {
    assertThat(TestInfrastructure.shared()).isSameAs(servers);
  }

  @Test
  void givesEachTestADatabaseOfItsOwn() throws SQLException {
    TestDatabase one = servers.newDatabase("positions");
    TestDatabase other = servers.newDatabase("positions");
    execute(one, "create table note (id int)");

    assertThat(one.name()).isNotEqualTo(other.name()).startsWith("positions");
    assertThatThrownBy(() -> execute(other, "select * from note"))
        .hasMessageContaining("relation \"note\" does not exist");
  }

  @Test
  void refusesADatabaseNameThatNeedsQuoting() {
    assertThatThrownBy(() -> servers.newDatabase("a-b"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'a-b'");
  }

  @Test
  void createsTopicsThatExistAlreadyOnce() throws Exception {
    servers.createTopics(3, "market.bar.v1", "market.trade.v1");
    servers.createTopics(3, "market.bar.v1");

    try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers.kafkaBootstrapServers()))) {
      Set<String> names = admin.listTopics().names().get(20, TimeUnit.SECONDS);
      assertThat(names).contains("market.bar.v1", "market.trade.v1");
      var bars = admin.describeTopics(List.of("market.bar.v1")).allTopicNames();
      assertThat(bars.get(20, TimeUnit.SECONDS))
          .hasEntrySatisfying("market.bar.v1", topic -> assertThat(topic.partitions()).hasSize(3));
    }
  }

  private static void execute(TestDatabase database, String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                database.jdbcUrl(), database.username(), database.password());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
