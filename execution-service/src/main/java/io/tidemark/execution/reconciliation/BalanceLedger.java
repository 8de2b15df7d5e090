package io.tidemark.execution.reconciliation;

import io.tidemark.execution.orders.SqlTimes;
import io.tidemark.model.Side;
import io.tidemark.model.Symbol;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What accounts held once, and what their fills have moved since. */
public final class BalanceLedger {

  private final JdbcClient database;

  public BalanceLedger(JdbcClient database) {
    this.database = database;
  }

  /** The account's balances, as they are followed; nothing was held before they are. */
  FollowedBalances followed(String account) {
    SortedMap<String, BigDecimal> held = new TreeMap<>();
    AtomicLong fill = new AtomicLong();
    database
        .sql("select currency, amount, fill_number from balance_baseline where account = ?")
        .param(account)
        .query(
            row -> {
              held.put(row.getString("currency"), row.getBigDecimal("amount"));
              fill.set(row.getLong("fill_number"));
            });
    List<BalanceMovement> movements =
        database
            .sql(
                """
                select number, filled_at, symbol, side, price, quantity, fee, fee_currency from fill
                where account = ? and number > ? order by number
                """)
            .params(account, fill.get())
            .query(
                (row, number) ->
                    BalanceMovement.of(
                        row.getLong("number"),
                        SqlTimes.read(row, "filled_at"),
                        Symbol.parse(row.getString("symbol")),
                        Side.valueOf(row.getString("side")),
                        row.getBigDecimal("price"),
                        row.getBigDecimal("quantity"),
                        row.getBigDecimal("fee"),
                        row.getString("fee_currency")))
            .list();
    return new FollowedBalances(held, fill.get(), movements);
  }

  /**
   * Follows the balances from these on.
   *
   * @param held what the account holds after the fill
   * @param fill its number; 0 for none
   */
  void begin(String account, SortedMap<String, BigDecimal> held, long fill, Instant at) {
    database.sql("delete from balance_baseline where account = ?").param(account).update();
    held.forEach(
        (currency, amount) ->
            database
                .sql(
                    """
                    insert into balance_baseline (account, currency, amount, fill_number, taken_at)
                    values (?, ?, ?, ?, ?)
                    """)
                .param(account)
                .param(currency)
                .param(amount)
                .param(fill)
                .param(SqlTimes.write(at))
                .update());
  }
}
