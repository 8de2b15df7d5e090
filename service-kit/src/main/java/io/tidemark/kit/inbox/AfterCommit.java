package io.tidemark.kit.inbox;

import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Actions that wait for the current transaction's commit. */
public final class AfterCommit {

  private AfterCommit() {}

  /**
   * Runs {@code action} once the current transaction has committed, and not at all if it rolls
   * back.
   *
   * @throws IllegalStateException outside a transaction
   */
  public static void run(Runnable action) {
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            action.run();
          }
        });
  }
}
