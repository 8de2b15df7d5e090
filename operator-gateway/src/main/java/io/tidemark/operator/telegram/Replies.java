package io.tidemark.operator.telegram;

import io.tidemark.operator.telegram.BotApiException.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Answers on their way: written in the transaction of what they answer, sent after it, and
 * forgotten when they were taken, when they never will be, or after {@value #MINUTES} minutes, when
 * they would mislead.
 */
final class Replies {

  private static final Logger LOG = LoggerFactory.getLogger(Replies.class);
  private static final int MINUTES = 10;
  private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
  private static final int MOST_DOUBLINGS = 6;
  private static final int MOST = 50;

  private final JdbcClient database;
  private final BotApi api;
  private final InstantSource clock;

  Replies(JdbcClient database, BotApi api, InstantSource clock) {
    this.database = database;
    this.api = api;
    this.clock = clock;
  }

  private record Reply(long id, long chat, String text, int attempts) {}

  /** Has a chat answered. */
  void add(long chat, String html) {
    Instant now = clock.instant();
    database
        .sql(
            """
            insert into telegram_reply (chat_id, text, created_at, next_at)
            values (:chat, :text, :now, :now)""")
        .param("chat", chat)
        .param("text", html)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
  }

  /**
   * Sends what waits and may be tried now.
   *
   * @return whether something is left
   */
  boolean send() throws InterruptedException {
    Instant now = clock.instant();
    int old =
        database
            .sql("delete from telegram_reply where created_at < ?")
            .param(now.minus(Duration.ofMinutes(MINUTES)).atOffset(ZoneOffset.UTC))
            .update();
    if (old > 0) {
      LOG.warn("event=telegram_replies_too_old count={}", old);
    }
    for (Reply reply : due(now)) {
      if (!send(reply)) {
        break;
      }
    }
    return database.sql("select exists (select from telegram_reply)").query(Boolean.class).single();
  }

  private List<Reply> due(Instant now) {
    return database
        .sql("select * from telegram_reply where next_at <= ? order by reply_id limit ?")
        .params(now.atOffset(ZoneOffset.UTC), MOST)
        .query(
            (row, _) ->
                new Reply(
                    row.getLong("reply_id"),
                    row.getLong("chat_id"),
                    row.getString("text"),
                    row.getInt("attempts")))
        .list();
  }

  /** Whether it ended; otherwise the next would fare no better. */
  private boolean send(Reply reply) throws InterruptedException {
    try {
      api.send(reply.chat, reply.text);
    } catch (BotApiException e) {
      if (e.kind() != Kind.REFUSED) {
        wait(reply, e);
        return false;
      }
      LOG.warn("event=telegram_reply_refused chat={} cause=\"{}\"", reply.chat, e.getMessage());
    }
    database.sql("delete from telegram_reply where reply_id = ?").param(reply.id).update();
    return true;
  }

  /** The chat's other answers wait too, so that they come in their order. */
  private void wait(Reply reply, BotApiException failure) {
    Duration own = FIRST_WAIT.multipliedBy(1L << Math.min(reply.attempts, MOST_DOUBLINGS));
    Duration wait = failure.retryAfter() == null ? own : failure.retryAfter();
    database
        .sql(
            """
            update telegram_reply set next_at = ?, attempts = attempts + 1
            where chat_id = ?""")
        .params(clock.instant().plus(wait).atOffset(ZoneOffset.UTC), reply.chat)
        .update();
  }
}
