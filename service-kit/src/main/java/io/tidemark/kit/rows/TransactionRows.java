package io.tidemark.kit.rows;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * What the parts of a service write in one transaction, sent to the database together right before
 * it commits: consumed offsets, rows and outgoing events cost one round trip. What the transaction
 * reads does not see it. If the database refuses something, the transaction is rolled back.
 */
public final class TransactionRows {

  private final SaveBatch batch = new SaveBatch();
  private final List<Runnable> atEnd = new ArrayList<>();
  private final Map<Object, Object> parts = new HashMap<>();

  private TransactionRows() {}

  /**
   * Those of the current transaction.
   *
   * @throws IllegalStateException outside a transaction
   */
  public static TransactionRows of(JdbcTemplate database) {
    Key key = new Key(database);
    if (TransactionSynchronizationManager.getResource(key) instanceof TransactionRows begun) {
      return begun;
    }
    if (!TransactionSynchronizationManager.isActualTransactionActive()) {
      throw new IllegalStateException("rows are collected within a transaction only");
    }
    TransactionRows rows = new TransactionRows();
    TransactionSynchronizationManager.registerSynchronization(new Sending(key, rows, database));
    TransactionSynchronizationManager.bindResource(key, rows);
    return rows;
  }

  /** The statements so far; they run in the order they are added. */
  public SaveBatch batch() {
    return batch;
  }

  /**
   * Calls {@code addition} right before the statements are sent, to add what is only known then;
   * additions in the order they came.
   */
  public void atEnd(Runnable addition) {
    atEnd.add(addition);
  }

  /**
   * What {@code owner} keeps for this transaction.
   *
   * @param begin makes it when the owner first asks
   */
  public <T> T part(Object owner, Class<T> type, Supplier<T> begin) {
    Object part = parts.get(owner);
    if (part == null) {
      part = begin.get();
      parts.put(owner, part);
    }
    return type.cast(part);
  }

  private void send(JdbcTemplate database) {
    for (int i = 0; i < atEnd.size(); i++) {
      atEnd.get(i).run();
    }
    batch.run(database);
  }

  private record Key(JdbcTemplate database) {}

  private record Sending(Key key, TransactionRows rows, JdbcTemplate database)
      implements TransactionSynchronization {

    @Override
    public void suspend() {
      TransactionSynchronizationManager.unbindResource(key);
    }

    @Override
    public void resume() {
      TransactionSynchronizationManager.bindResource(key, rows);
    }

    @Override
    public void beforeCommit(boolean readOnly) {
      rows.send(database);
    }

    @Override
    public void afterCompletion(int outcome) {
      TransactionSynchronizationManager.unbindResourceIfPossible(key);
    }
  }
}
