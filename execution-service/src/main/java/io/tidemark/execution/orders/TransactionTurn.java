package io.tidemark.execution.orders;

import java.util.concurrent.locks.ReentrantLock;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Lets one transaction at a time have something that is kept in memory, from the moment it asks
 * until it has ended.
 */
public final class TransactionTurn {

  private final ReentrantLock turn = new ReentrantLock(true);

  /**
   * Waits for the turn, and keeps it until the current transaction has ended; does nothing if the
   * transaction has it already.
   *
   * @param notCommitted throws away what is in memory, if the transaction does not commit
   * @throws IllegalStateException outside a transaction
   */
  public void take(Runnable notCommitted) {
    if (turn.isHeldByCurrentThread()) {
      return;
    }
    turn.lock();
    try {
      TransactionSynchronizationManager.registerSynchronization(
          new TransactionSynchronization() {
            @Override
            public void afterCompletion(int outcome) {
              try {
                if (outcome != STATUS_COMMITTED) {
                  notCommitted.run();
                }
              } finally {
                turn.unlock();
              }
            }
          });
    } catch (IllegalStateException e) {
      turn.unlock();
      throw e;
    }
  }
}
