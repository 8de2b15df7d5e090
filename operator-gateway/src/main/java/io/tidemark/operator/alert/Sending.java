package io.tidemark.operator.alert;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How handing something over ended. */
public sealed interface Sending {

  /** It was taken. */
  record Sent() implements Sending {}

  /**
   * It was not taken now; it is worth another try.
   *
   * @param reason without secrets
   * @param after what the other side asked to wait; null if it did not say
   * @param perhapsTaken whether it may have been taken all the same, as after an answer that did
   *     not come
   */
  record TryAgain(String reason, @Nullable Duration after, boolean perhapsTaken)
      implements Sending {}

  /**
   * It will never be taken as it is.
   *
   * @param reason without secrets
   */
  record Refused(String reason) implements Sending {}
}
