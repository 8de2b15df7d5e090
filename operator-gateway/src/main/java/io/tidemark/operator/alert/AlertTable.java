package io.tidemark.operator.alert;

import io.tidemark.kit.paging.Filters;
import io.tidemark.kit.paging.PagedTable;
import io.tidemark.kit.web.Page;
import io.tidemark.kit.web.PageRequest;
import io.tidemark.operator.alert.AlertView.DeliveryView;
import io.tidemark.operator.retention.Keeping;
import io.tidemark.operator.retention.Retained;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Alerts in Postgres; each once, and one open of each cause. */
@Component
final class AlertTable implements Retained {

  private final JdbcClient database;
  private final PagedTable<AlertView> pages;
  private final Keeping keeping;

  AlertTable(JdbcClient database, AlertProperties properties) {
    this.database = database;
    this.pages = new PagedTable<>(database, "alert", "number desc", this::view);
    this.keeping = properties.keeping();
  }

  /** Adds an alert, unless it was there or its cause has one that is open; whether it was added. */
  boolean add(Alert alert, Instant now) {
    return database
            .sql(
                """
                insert into alert
                  (alert_id, run, source, severity, cause, title, text, link, event_time, raised_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                on conflict do nothing""")
            .param(alert.id())
            .param(alert.run())
            .param(alert.source().name())
            .param(alert.severity().name())
            .param(alert.cause())
            .param(alert.title())
            .param(alert.text())
            .param(alert.link())
            .param(alert.time().atOffset(ZoneOffset.UTC))
            .param(now.atOffset(ZoneOffset.UTC))
            .update()
        == 1;
  }

  /** Whether an alert was ever raised, as far back as alerts are kept. */
  boolean knows(UUID id) {
    return database
        .sql("select exists (select from alert where alert_id = ?)")
        .param(id)
        .query(Boolean.class)
        .single();
  }

  /** The alert of a cause that is open; empty if there is none. */
  Optional<OpenAlert> open(String run, Alert.Source source, String cause) {
    return database
        .sql(
            """
            select alert_id, severity, cause from alert
            where run = ? and source = ? and cause = ? and cleared_at is null""")
        .params(run, source.name(), cause)
        .query((row, _) -> open(row))
        .optional();
  }

  /** Alerts that are open and whose cause begins like this, the oldest first. */
  List<OpenAlert> openOf(String run, Alert.Source source, String begin) {
    return database
        .sql(
            """
            select alert_id, severity, cause from alert
            where run = ? and source = ? and starts_with(cause, ?) and cleared_at is null
            order by number""")
        .params(run, source.name(), begin)
        .query((row, _) -> open(row))
        .list();
  }

  /** An alert that is not over. */
  record OpenAlert(UUID id, Alert.Severity severity, String cause) {}

  private static OpenAlert open(ResultSet row) throws SQLException {
    return new OpenAlert(
        row.getObject("alert_id", UUID.class),
        Alert.Severity.valueOf(row.getString("severity")),
        row.getString("cause"));
  }

  /** Notes that an alert is over; whether it was open. */
  boolean clear(UUID id, @Nullable String clearance, Instant now) {
    return database
            .sql(
                """
                update alert set cleared_at = ?, clearance = ?
                where alert_id = ? and cleared_at is null""")
            .param(now.atOffset(ZoneOffset.UTC))
            .param(clearance)
            .param(id)
            .update()
        == 1;
  }

  /** Alerts, the last first. */
  Page<AlertView> page(Filters filters, PageRequest page) {
    return pages.page(filters, page);
  }

  @Override
  public String name() {
    return "alerts";
  }

  @Override
  public int forget(Instant now) {
    return keeping.forget(database, "alert", "raised_at", "number", now);
  }

  private AlertView view(ResultSet row) throws SQLException {
    UUID id = row.getObject("alert_id", UUID.class);
    return new AlertView(
        id,
        row.getString("source"),
        row.getString("severity"),
        row.getString("cause"),
        row.getString("title"),
        row.getString("text"),
        row.getString("link"),
        PagedTable.instant(row, "event_time"),
        PagedTable.instant(row, "raised_at"),
        instant(row, "cleared_at"),
        row.getString("clearance"),
        deliveries(id));
  }

  private List<DeliveryView> deliveries(UUID id) {
    return database
        .sql("select * from alert_delivery where alert_id = ? order by delivery_id")
        .param(id)
        .query(
            (row, _) ->
                new DeliveryView(
                    row.getString("channel"),
                    row.getString("recipient"),
                    row.getString("news"),
                    DeliveryState.valueOf(row.getString("state")),
                    row.getInt("attempts"),
                    instant(row, "ended_at"),
                    row.getString("detail")))
        .list();
  }

  /** The instant in a column that may be null. */
  static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
