package io.tidemark.operator.alert;

import io.tidemark.model.Ids;
import io.tidemark.operator.alert.Alert.Severity;
import io.tidemark.operator.alert.Alert.Source;
import io.tidemark.testkit.TestDatabase;
import io.tidemark.testkit.TestInfrastructure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The gateway's tables in a database of their own, without a gateway. */
final class AlertRows {

  static final AlertProperties PROPERTIES =
      new AlertProperties(3, Duration.ofHours(24), Duration.ofDays(90), 20_000);

  static final Instant BEGAN = Instant.parse("2013-11-25T00:00:00Z");

  final JdbcClient database;
  final DeliveryTable deliveries;
  final AlertTable alerts;
  private final TransactionTemplate transactions;

  AlertRows() {
    TestDatabase own = TestInfrastructure.shared().newDatabase("alerts");
    DriverManagerDataSource source =
        new DriverManagerDataSource(
            own.jdbcUrl() + (own.jdbcUrl().contains("?") ? "&" : "?") + "currentSchema=operator",
            own.username(),
            own.password());
    Flyway.configure()
        .dataSource(source)
        .schemas("operator")
        .locations("classpath:db/migration/kit", "classpath:db/migration/operator")
        .load()
        .migrate();
    database = JdbcClient.create(source);
    deliveries = new DeliveryTable(database);
    alerts = new AlertTable(database, PROPERTIES);
    transactions = new TransactionTemplate(new JdbcTransactionManager(source));
  }

  void empty() {
    database.sql("truncate alert cascade").update();
  }

  AlertDesk desk(AlertChannel... channels) {
    return new AlertDesk(alerts, deliveries, List.of(channels), transactions);
  }

  static Alert alert(String cause, Severity severity) {
    return alert(cause, severity, "The alert of " + cause + ".");
  }

  static Alert alert(String cause, Severity severity, String title) {
    return new Alert(
        Ids.of("alert", cause, severity, title),
        "run",
        Source.THOUGHT,
        severity,
        cause,
        title,
        null,
        null,
        BEGAN);
  }

  /** State and attempts of each delivery, in order. */
  List<String> states() {
    return database
        .sql("select concat(state, ' ', attempts) from alert_delivery order by delivery_id")
        .query(String.class)
        .list();
  }
}
