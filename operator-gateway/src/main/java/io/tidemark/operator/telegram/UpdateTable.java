package io.tidemark.operator.telegram;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How far a bot's updates are taken. It is moved in the transaction of what an update leads to, so
 * that after a kill an update was either taken with all that followed, or not at all.
 */
final class UpdateTable {

  /**
   * Telegram begins at any number after a week without updates, and keeps none for longer than a
   * day.
   */
  private static final Duration RISING = Duration.ofDays(6);

  private final JdbcClient database;
  private final long botId;

  UpdateTable(JdbcClient database, long botId) {
    this.database = database;
    this.botId = botId;
  }

  /** The update that comes next; 0 if that is not known. */
  long next(Instant now) {
    return database
        .sql("select next_update from telegram_offset where bot_id = ? and changed_at > ?")
        .params(botId, now.minus(RISING).atOffset(ZoneOffset.UTC))
        .query(Long.class)
        .optional()
        .orElse(0L);
  }

  /** Takes an update; false if it was taken before. */
  boolean take(long update, Instant now) {
    return database
            .sql(
                """
                insert into telegram_offset as last (bot_id, next_update, changed_at)
                values (?, ?, ?)
                on conflict (bot_id) do update
                  set next_update = excluded.next_update, changed_at = excluded.changed_at
                  where last.next_update < excluded.next_update or last.changed_at <= ?""")
            .param(botId)
            .param(update + 1)
            .param(now.atOffset(ZoneOffset.UTC))
            .param(now.minus(RISING).atOffset(ZoneOffset.UTC))
            .update()
        == 1;
  }
}
