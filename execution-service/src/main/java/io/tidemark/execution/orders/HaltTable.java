package io.tidemark.execution.orders;

import io.tidemark.kit.rows.SaveBatch;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;

/** Which accounts the operator has halted. */
public final class HaltTable {

  private final JdbcTemplate database;

  public HaltTable(JdbcTemplate database) {
    this.database = database;
  }

  /** Why an account is halted; empty if it is not. */
  Optional<String> words(String account) {
    return database
        .queryForList("select reason from trading_halt where account = ?", String.class, account)
        .stream()
        .findFirst();
  }

  /** Has the halt written with the rest of the transaction. */
  void halt(String account, String words, Instant at, SaveBatch batch) {
    batch.add(
        """
        insert into trading_halt (account, reason, halted_at) values (?, ?, ?)
        on conflict (account) do update
        set reason = excluded.reason, halted_at = excluded.halted_at""",
        account,
        words,
        SqlTimes.write(at));
  }

  /** Has its end written likewise. */
  void resume(String account, SaveBatch batch) {
    batch.add("delete from trading_halt where account = ?", account);
  }
}
