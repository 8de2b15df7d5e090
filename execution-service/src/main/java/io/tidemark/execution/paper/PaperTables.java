package io.tidemark.execution.paper;

import io.tidemark.core.engine.PaperOrder;
import io.tidemark.core.engine.PaperVenueChanges;
import io.tidemark.kit.codec.Json;
import io.tidemark.model.Money;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.kafka.common.TopicPartition;
import org.springframework.jdbc.core.JdbcTemplate;

/** The paper venue's books, and how far it has gone through the market. */
final class PaperTables {

  private final JdbcTemplate database;
  private final String account;

  PaperTables(JdbcTemplate database, String account) {
    this.database = database;
    this.account = account;
  }

  /** The orders, in the order they came. */
  List<PaperOrder> orders() {
    return database.query(
        "select state from paper_order where account = ? order by number",
        (row, number) -> Json.mapper().readValue(row.getString(1), PaperOrder.class),
        account);
  }

  /** By currency; empty before they were first saved. */
  SortedMap<String, Money> balances() {
    SortedMap<String, Money> balances = new TreeMap<>();
    database.query(
        "select currency, amount from paper_balance where account = ?",
        row -> {
          balances.put(row.getString(1), new Money(row.getBigDecimal(2), row.getString(1)));
        },
        account);
    return balances;
  }

  /** The next offset of each partition that a consumer has read. */
  Map<TopicPartition, Long> offsets(String consumer) {
    Map<TopicPartition, Long> offsets = new HashMap<>();
    database.query(
        "select topic, partition, next_offset from consumer_offset where consumer = ?",
        row -> {
          offsets.put(new TopicPartition(row.getString(1), row.getInt(2)), row.getLong(3));
        },
        consumer);
    return offsets;
  }

  /**
   * Writes what has changed since {@code stored}, and brings that up to date.
   *
   * @param stored the orders as the database has them
   */
  void store(PaperVenueChanges changes, Map<UUID, PaperOrder> stored) {
    List<Object[]> orders = new ArrayList<>();
    for (PaperOrder order : changes.orders()) {
      UUID id = order.order().clientOrderId();
      if (!order.equals(stored.put(id, order))) {
        orders.add(new Object[] {id, account, Json.mapper().writeValueAsString(order)});
      }
    }
    database.batchUpdate(
        """
        insert into paper_order (client_order_id, account, state)
        values (?, ?, cast(? as jsonb))
        on conflict (client_order_id) do update set state = excluded.state
        """,
        orders);
    save(changes.balances().values());
  }

  /** Writes balances. */
  void save(Collection<Money> balances) {
    database.batchUpdate(
        """
        insert into paper_balance (account, currency, amount) values (?, ?, ?)
        on conflict (account, currency) do update set amount = excluded.amount
        """,
        balances.stream()
            .map(amount -> new Object[] {account, amount.currency(), amount.amount()})
            .toList());
  }
}
