package io.tidemark.kit.connection;

import io.tidemark.kit.configuration.ConfigurationException;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** The connections of a service. */
@AutoConfiguration(
    beforeName = "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration")
class ConnectionConfiguration {

  @Bean
  KafkaConnection kafkaConnection(Environment environment) {
    return KafkaConnection.secured(
        environment.getRequiredProperty("tidemark.kafka.bootstrap-servers"),
        KafkaSecurity.of(environment));
  }

  /** A database that is away is waited for; one that refuses is not. */
  @Bean
  FlywayMigrationStrategy refusalsFirst(Environment environment) {
    return flyway -> {
      refuse(flyway, environment);
      flyway.migrate();
    };
  }

  private static void refuse(Flyway flyway, Environment environment) {
    DataSource database = flyway.getConfiguration().getDataSource();
    if (database == null) {
      return;
    }
    try (Connection connection = database.getConnection()) {
      connection.isReadOnly();
    } catch (SQLException e) {
      ConnectionFailure.reason(e, SecureConnections.DATABASE_CA, "TIDEMARK_DATABASE_USERNAME")
          .ifPresent(
              reason -> {
                throw new ConfigurationException(
                    "Postgres at %s: %s"
                        .formatted(
                            environment
                                .getProperty("spring.datasource.url", "")
                                .replaceAll("\\?.*", ""),
                            reason));
              });
    }
  }
}
