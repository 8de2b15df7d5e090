package io.tidemark.operator.alert;

import io.tidemark.kit.paging.PagedTable;
import io.tidemark.operator.alert.AlertNews.What;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What is to be told to whom, in Postgres; written in the transaction of what there is to tell. */
@Component
final class DeliveryTable {

  private static final String PENDING = " state in ('WAITING', 'SENDING') ";

  private final JdbcClient database;

  DeliveryTable(JdbcClient database) {
    this.database = database;
  }

  /**
   * Something that waits to be told.
   *
   * @param attempts before this one
   * @param repeated whether it may have been taken before
   */
  record Delivery(long id, AlertNews news, int attempts, boolean repeated, Instant createdAt) {}

  /** Has a recipient told that an alert began. */
  void add(UUID alert, String channel, String recipient, Instant now) {
    database
        .sql(
            """
            insert into alert_delivery
              (alert_id, channel, recipient, news, state, created_at, next_at)
            values (:alert, :channel, :recipient, 'RAISED', 'WAITING', :now, :now)""")
        .param("alert", alert)
        .param("channel", channel)
        .param("recipient", recipient)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
  }

  /** Has all who are told that an alert began told that it is over. */
  void addCleared(UUID alert, Instant now) {
    database
        .sql(
            """
            insert into alert_delivery
              (alert_id, channel, recipient, news, state, created_at, next_at)
            select alert_id, channel, recipient, 'CLEARED', 'WAITING', :now, :now
            from alert_delivery
            where alert_id = :alert and news = 'RAISED' and state in ('WAITING', 'SENDING', 'SENT')
            order by delivery_id
            on conflict do nothing""")
        .param("alert", alert)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
  }

  /**
   * For whom something waits that may be tried now; who failed a while ago waits with all of it.
   */
  List<String> recipientsDue(String channel, Instant now) {
    return database
        .sql(
            "select recipient from alert_delivery where channel = ? and"
                + PENDING
                + "group by recipient having max(next_at) <= ? order by recipient")
        .param(channel)
        .param(now.atOffset(ZoneOffset.UTC))
        .query(String.class)
        .list();
  }

  /** What waits for a recipient, the oldest first. */
  List<Delivery> waiting(String channel, String recipient, int most) {
    return database
        .sql(
            "select * from alert_delivery join alert using (alert_id)"
                + " where channel = ? and recipient = ? and"
                + PENDING
                + "order by delivery_id limit ?")
        .params(channel, recipient, most)
        .query((row, _) -> delivery(row))
        .list();
  }

  /** How many messages a recipient took since then; what was told in one ended at one instant. */
  int messagesSince(String channel, String recipient, Instant since) {
    return database
        .sql(
            """
            select count(distinct ended_at) from alert_delivery
            where channel = ? and recipient = ? and state = 'SENT' and ended_at > ?""")
        .params(channel, recipient, since.atOffset(ZoneOffset.UTC))
        .query(Integer.class)
        .single();
  }

  /** Notes that something is handed over now. */
  void begin(List<Long> ids) {
    database
        .sql(
            """
            update alert_delivery set state = 'SENDING', attempts = attempts + 1
            where delivery_id in (:ids)""")
        .param("ids", ids)
        .update();
  }

  /** Notes that something is tried again; as perhaps taken, if that is not known. */
  void again(List<Long> ids, Instant next, String reason, boolean perhapsTaken) {
    database
        .sql(
            """
            update alert_delivery set state = :state, next_at = :next, detail = :detail
            where delivery_id in (:ids)""")
        .param("state", (perhapsTaken ? DeliveryState.SENDING : DeliveryState.WAITING).name())
        .param("next", next.atOffset(ZoneOffset.UTC))
        .param("detail", reason)
        .param("ids", ids)
        .update();
  }

  /**
   * Notes how something ended.
   *
   * @param reason null if it was taken
   */
  void end(List<Long> ids, DeliveryState state, @Nullable String reason, Instant now) {
    database
        .sql(
            """
            update alert_delivery set state = :state, ended_at = :now, detail = :detail
            where delivery_id in (:ids)""")
        .param("state", state.name())
        .param("now", now.atOffset(ZoneOffset.UTC))
        .param("detail", reason)
        .param("ids", ids)
        .update();
  }

  /** Withdraws what waits for recipients that a channel does not have. */
  int withdrawOthers(String channel, Set<String> recipients, Instant now) {
    return database
        .sql(
            "update alert_delivery set state = 'WITHDRAWN', ended_at = ? where channel = ?"
                + " and recipient <> all (?) and"
                + PENDING)
        .param(now.atOffset(ZoneOffset.UTC))
        .param(channel)
        .param(recipients.toArray(String[]::new))
        .update();
  }

  /** Withdraws what waits for channels that there are not. */
  int withdrawChannelsBut(Set<String> channels, Instant now) {
    return database
        .sql(
            "update alert_delivery set state = 'WITHDRAWN', ended_at = ?"
                + " where channel <> all (?) and"
                + PENDING)
        .param(now.atOffset(ZoneOffset.UTC))
        .param(channels.toArray(String[]::new))
        .update();
  }

  private static Delivery delivery(ResultSet row) throws SQLException {
    Alert alert =
        new Alert(
            row.getObject("alert_id", UUID.class),
            row.getString("run"),
            Alert.Source.valueOf(row.getString("source")),
            Alert.Severity.valueOf(row.getString("severity")),
            row.getString("cause"),
            row.getString("title"),
            row.getString("text"),
            row.getString("link"),
            PagedTable.instant(row, "event_time"));
    return new Delivery(
        row.getLong("delivery_id"),
        new AlertNews(
            alert,
            What.valueOf(row.getString("news")),
            PagedTable.instant(row, "raised_at"),
            AlertTable.instant(row, "cleared_at"),
            row.getString("clearance")),
        row.getInt("attempts"),
        DeliveryState.valueOf(row.getString("state")) == DeliveryState.SENDING,
        PagedTable.instant(row, "created_at"));
  }
}
