package io.tidemark.position.venue;

import io.tidemark.model.InstrumentId;
import io.tidemark.model.InstrumentRules;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** The rules as they were last told. */
final class InstrumentRulesTable {

  private final JdbcTemplate database;
  private final TransactionTemplate ownTransaction;

  InstrumentRulesTable(JdbcTemplate database, PlatformTransactionManager transactions) {
    this.database = database;
    this.ownTransaction = new TransactionTemplate(transactions);
    ownTransaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
  }

  SortedMap<InstrumentId, InstrumentRules> all() {
    SortedMap<InstrumentId, InstrumentRules> rules = new TreeMap<>();
    database.query(
        """
        select exchange, symbol, tick_size, quantity_step, minimum_quantity, minimum_cost,
               taker_fee_rate, maker_fee_rate
        from instrument_rules
        """,
        row -> {
          rules.put(
              InstrumentId.of(row.getString(1), row.getString(2)),
              new InstrumentRules(
                  row.getBigDecimal(3),
                  row.getBigDecimal(4),
                  row.getBigDecimal(5),
                  row.getBigDecimal(6),
                  row.getBigDecimal(7),
                  row.getBigDecimal(8)));
        });
    return Collections.unmodifiableSortedMap(rules);
  }

  /** Saves them whatever becomes of the poll that asked: memory must not know more than this. */
  void save(Map<InstrumentId, InstrumentRules> rules) {
    List<Object[]> rows =
        rules.entrySet().stream().map(entry -> row(entry.getKey(), entry.getValue())).toList();
    ownTransaction.executeWithoutResult(
        status ->
            database.batchUpdate(
                """
                insert into instrument_rules (exchange, symbol, tick_size, quantity_step,
                  minimum_quantity, minimum_cost, taker_fee_rate, maker_fee_rate, updated_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, now())
                on conflict (exchange, symbol) do update set
                  tick_size = excluded.tick_size,
                  quantity_step = excluded.quantity_step,
                  minimum_quantity = excluded.minimum_quantity,
                  minimum_cost = excluded.minimum_cost,
                  taker_fee_rate = excluded.taker_fee_rate,
                  maker_fee_rate = excluded.maker_fee_rate,
                  updated_at = excluded.updated_at
                """,
                rows));
  }

  private static Object[] row(InstrumentId instrument, InstrumentRules rules) {
    return new Object[] {
      instrument.exchange(),
      instrument.symbol().toString(),
      rules.tickSize(),
      rules.quantityStep(),
      rules.minimumQuantity(),
      rules.minimumCost(),
      rules.takerFeeRate(),
      rules.makerFeeRate()
    };
  }
}
