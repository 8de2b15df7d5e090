package io.tidemark.execution.reconciliation;

import io.tidemark.execution.orders.SqlTimes;
import io.tidemark.execution.venue.VenueBalance;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What an account should hold: what it held once, and what its fills have moved since. */
public final class BalanceLedger {

  private final JdbcClient database;

  public BalanceLedger(JdbcClient database) {
    this.database = database;
  }

  /** Whether the account's balances are followed yet. */
  boolean hasBegun(String account) {
    return database
        .sql("select exists (select from balance_baseline where account = ?)")
        .param(account)
        .query(Boolean.class)
        .single();
  }

  /** Follows the balances from these on. */
  void begin(String account, List<VenueBalance> held, Instant at) {
    long latest = latestFill(account);
    database.sql("delete from balance_baseline where account = ?").param(account).update();
    for (VenueBalance balance : held) {
      database
          .sql(
              """
              insert into balance_baseline (account, currency, amount, fill_number, taken_at)
              values (?, ?, ?, ?, ?)
              """)
          .param(account)
          .param(balance.currency())
          .param(balance.total())
          .param(latest)
          .param(SqlTimes.write(at))
          .update();
    }
  }

  /** The number of the account's latest fill; 0 for none. */
  long latestFill(String account) {
    return database
        .sql("select coalesce(max(number), 0) from fill where account = ?")
        .param(account)
        .query(Long.class)
        .single();
  }

  /** How many fills the balances are followed over. */
  long fillsFollowed(String account) {
    return database
        .sql(
            """
            select count(*) from fill
            where account = ?
              and number > (select min(fill_number) from balance_baseline where account = ?)
            """)
        .params(account, account)
        .query(Long.class)
        .single();
  }

  /** What it should hold of each currency. */
  SortedMap<String, BigDecimal> expected(String account) {
    SortedMap<String, BigDecimal> expected = new TreeMap<>();
    database
        .sql(
            """
            with since as (
              select * from fill
              where account = ?
                and number > (select min(fill_number) from balance_baseline where account = ?)
            ), flow (currency, amount) as (
              select split_part(symbol, '/', 1), case side when 'BUY' then quantity else -quantity end
              from since
              union all
              select split_part(symbol, '/', 2),
                case side when 'BUY' then -price * quantity else price * quantity end
              from since
              union all
              select fee_currency, -fee from since
              union all
              select currency, amount from balance_baseline where account = ?
            )
            select currency, sum(amount) from flow group by currency
            """)
        .params(account, account, account)
        .query(
            row -> {
              expected.put(row.getString(1), row.getBigDecimal(2));
            });
    return expected;
  }
}
