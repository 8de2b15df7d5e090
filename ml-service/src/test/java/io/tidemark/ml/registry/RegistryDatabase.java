package io.tidemark.ml.registry;

import io.tidemark.kit.service.TidemarkService;
import io.tidemark.model.Timeframe;
import io.tidemark.testkit.TestDatabase;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The service's schema on a real Postgres, without the service. */
final class RegistryDatabase {

  private static final String SCHEMA = TidemarkService.ML.schema();

  private final JdbcTemplate jdbc;

  RegistryDatabase(TestDatabase place) {
    this(place.jdbcUrl(), place.username(), place.password());
    Flyway.configure()
        .dataSource(place.jdbcUrl(), place.username(), place.password())
        .schemas(SCHEMA)
        .defaultSchema(SCHEMA)
        .table("schema_history")
        .locations("classpath:db/migration/kit", "classpath:db/migration/" + SCHEMA)
        .load()
        .migrate();
    new FeatureSetTable(client())
        .keep(
            new FeatureSetRow(
                SampleModels.FEATURES,
                Timeframe.M1,
                1,
                "[{\"name\":\"rsi_14\",\"expression\":\"rsi(14)\"}]",
                SampleModels.NOON));
  }

  /** One whose tables are there already. */
  RegistryDatabase(String url, String username, String password) {
    DriverManagerDataSource source = new DriverManagerDataSource(url, username, password);
    source.setSchema(SCHEMA);
    jdbc = new JdbcTemplate(source);
  }

  JdbcTemplate jdbc() {
    return jdbc;
  }

  JdbcClient client() {
    return JdbcClient.create(jdbc);
  }
}
