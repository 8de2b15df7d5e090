package io.tidemark.operator.telegram;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What chats said that they want. */
final class ChatTable {

  private final JdbcClient database;

  ChatTable(JdbcClient database) {
    this.database = database;
  }

  /** Notes whether a chat wants alerts. */
  void setAlerts(long chat, boolean wanted, Instant now) {
    database
        .sql(
            """
            insert into telegram_chat (chat_id, alerts, changed_at) values (?, ?, ?)
            on conflict (chat_id) do update
              set alerts = excluded.alerts, changed_at = excluded.changed_at""")
        .params(chat, wanted, now.atOffset(ZoneOffset.UTC))
        .update();
  }

  /** Chats that said that they want no alerts; all others want them. */
  List<Long> withoutAlerts() {
    return database
        .sql("select chat_id from telegram_chat where not alerts")
        .query(Long.class)
        .list();
  }
}
