package io.tidemark.operator.alert;

import java.util.Set;

/** A way to tell people. */
public interface AlertChannel {

  /** What it is called in the record, in capital letters. */
  String name();

  /** Who may be told anything by it. */
  Set<String> recipients();

  /** Who of them wants to be told of a new alert now; asked within the alert's transaction. */
  default Set<String> listeners() {
    return recipients();
  }

  /**
   * Hands a message over; called on one thread of the channel's own, and takes no longer than some
   * seconds.
   *
   * @param recipient one of {@link #recipients}
   * @throws InterruptedException if the service stops
   */
  Sending send(String recipient, AlertMessage message) throws InterruptedException;
}
