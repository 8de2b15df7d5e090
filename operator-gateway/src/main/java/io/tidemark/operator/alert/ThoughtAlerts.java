package io.tidemark.operator.alert;

import io.tidemark.kit.codec.Json;
import io.tidemark.kit.paging.PagedTable;
import io.tidemark.kit.service.RunIdentity;
import io.tidemark.kit.service.TidemarkService;
import io.tidemark.model.Ids;
import io.tidemark.model.OrderStatus;
import io.tidemark.operator.alert.Alert.Severity;
import io.tidemark.operator.alert.Alert.Source;
import io.tidemark.operator.alert.AlertTable.OpenAlert;
import io.tidemark.operator.health.SuiteReadings;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Raises alerts out of thoughts: of those that are alerts, and of the account's states. It reads on
 * behind the last thought that it looked at, and notes in the same transaction how far it is;
 * thoughts are written by one consumer, so that their numbers come in order.
 *
 * <p>An account's state is over when the account trades again; an order that may or may not be at
 * the venue when the execution-service says something else of it. Other thoughts are alerts for
 * good.
 */
@Component
final class ThoughtAlerts {

  private static final int MOST = 200;
  private static final String RISK = "risk:";
  private static final String ORDER = "order:";

  private final JdbcClient database;
  private final AlertDesk desk;
  private final AlertTable alerts;
  private final SuiteReadings readings;
  private final RunIdentity identity;
  private final TransactionTemplate transactions;

  ThoughtAlerts(
      JdbcClient database,
      AlertDesk desk,
      AlertTable alerts,
      SuiteReadings readings,
      RunIdentity identity,
      TransactionTemplate stageTransactions) {
    this.database = database;
    this.desk = desk;
    this.alerts = alerts;
    this.readings = readings;
    this.identity = identity;
    this.transactions = stageTransactions;
  }

  private record Told(
      long number,
      UUID id,
      Instant time,
      String kind,
      String severity,
      String sentence,
      String order) {}

  /** Looks at the thoughts that came since the last time. */
  void lookOnce() {
    boolean more =
        database
            .sql(
                "select coalesce(max(number), 0) > (select thought from alert_cursor) from thought")
            .query(Boolean.class)
            .single();
    while (more) {
      more = Boolean.TRUE.equals(transactions.execute(_ -> look()));
    }
  }

  private boolean look() {
    long last =
        database.sql("select thought from alert_cursor for update").query(Long.class).single();
    long upTo =
        database
            .sql("select coalesce(max(number), 0) from thought where number > ?")
            .param(last)
            .query(Long.class)
            .single();
    if (upTo <= last) {
      return false;
    }
    List<Told> told =
        database
            .sql(
                """
                select * from thought
                where number > ? and number <= ? and run = ?
                  and (severity = 'ALERT' or kind = 'RISK')
                order by number limit ?""")
            .params(last, upTo, identity.run(), MOST)
            .query((row, _) -> told(row))
            .list();
    told.forEach(this::take);
    boolean more = told.size() == MOST;
    database
        .sql("update alert_cursor set thought = ?")
        .param(more ? told.getLast().number : upTo)
        .update();
    return more;
  }

  private void take(Told thought) {
    if (thought.kind.equals("RISK")) {
      takeState(thought);
    } else {
      String cause =
          thought.kind.equals("ORDER") && !thought.order.isEmpty()
              ? ORDER + thought.order
              : "thought:" + thought.id;
      desk.raise(alert(thought, cause, Severity.CRITICAL));
    }
  }

  private void takeState(Told thought) {
    String cause = RISK + identity.account();
    switch (thought.severity) {
      case "ALERT" -> desk.raise(alert(thought, cause, Severity.CRITICAL));
      case "WARNING" -> desk.raise(alert(thought, cause, Severity.WARNING));
      default -> desk.clear(identity.run(), Source.THOUGHT, cause, thought.sentence);
    }
  }

  private Alert alert(Told thought, String cause, Severity severity) {
    return new Alert(
        Ids.of("alert", thought.id),
        identity.run(),
        Source.THOUGHT,
        severity,
        cause,
        thought.sentence,
        null,
        null,
        thought.time);
  }

  /** Clears the alerts of orders that are known again; asks for those that are open only. */
  void clearOrders() {
    for (OpenAlert open : alerts.openOf(identity.run(), Source.THOUGHT, ORDER)) {
      String order = open.cause().substring(ORDER.length());
      readings
          .read(TidemarkService.EXECUTION, "/api/v1/orders/" + order)
          .map(answer -> answer.path("status").asString(""))
          .filter(status -> !status.isEmpty() && !status.equals(OrderStatus.UNKNOWN.name()))
          .ifPresent(
              status ->
                  desk.clear(
                      identity.run(),
                      Source.THOUGHT,
                      open.cause(),
                      "The order is known again: %s.".formatted(status)));
    }
  }

  private static Told told(ResultSet row) throws SQLException {
    return new Told(
        row.getLong("number"),
        row.getObject("thought_id", UUID.class),
        PagedTable.instant(row, "event_time"),
        row.getString("kind"),
        row.getString("severity"),
        row.getString("sentence"),
        Json.mapper().readTree(row.getString("subjects")).path("clientOrderId").asString(""));
  }
}
