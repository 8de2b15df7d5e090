package io.tidemark.ml.registry;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tidemark.kit.messaging.EventPublisher;
import io.tidemark.kit.outbox.Outbox;
import io.tidemark.kit.outbox.OutboxRelay;
import io.tidemark.kit.service.TidemarkService;
import io.tidemark.kit.time.SuiteClock;
import io.tidemark.model.Timeframe;
import io.tidemark.testkit.TestDatabase;
import java.util.List;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.support.TransactionTemplate;

/** The service's schema on a real Postgres, without the service: nothing relays its outbox. */
final class RegistryDatabase {

  private static final String SCHEMA = TidemarkService.ML.schema();

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transactions;

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
    transactions = new TransactionTemplate(new DataSourceTransactionManager(source));
  }

  JdbcTemplate jdbc() {
    return jdbc;
  }

  JdbcClient client() {
    return JdbcClient.create(jdbc);
  }

  ModelRegistry registry(ModelStore store) {
    return registry(store, transactions);
  }

  ModelRegistry registry(ModelStore store, TransactionTemplate inTransactions) {
    return new ModelRegistry(
        new ModelTable(client()),
        new EvaluationTable(client()),
        store,
        new Outbox(jdbc, relayThatNeverStarts()),
        inTransactions,
        SuiteClock.system());
  }

  private OutboxRelay relayThatNeverStarts() {
    return new OutboxRelay(
        TidemarkService.ML.serviceName(),
        jdbc,
        transactions,
        new EventPublisher(
            new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer())),
        new SimpleMeterRegistry());
  }

  /** What the events in the outbox say, in their order: {@code PROMOTED <model id>}. */
  List<String> events() {
    return jdbc.queryForList(
        """
        select (convert_from(payload, 'UTF8')::json ->> 'change') || ' '
          || (convert_from(payload, 'UTF8')::json ->> 'modelId')
        from outbox order by id
        """,
        String.class);
  }
}
