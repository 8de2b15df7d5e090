package io.tidemark.simulator.faults;

import java.time.Duration;

/**
 * What a REST request is answered with.
 *
 * @param status of HTTP
 * @param contentType of the body; empty if there is none
 * @param body may be empty
 * @param after how long it waits, in wall time
 * @param delivery whether it comes at all
 */
public record RestAnswer(
    int status, String contentType, String body, Duration after, Delivery delivery) {

  private static final int OK = 200;

  /** What becomes of an answer. */
  public enum Delivery {
    /** It is sent. */
    SENT,
    /** The connection is closed in its stead. */
    CLOSED,
    /** Nothing comes, and the connection stays open. */
    NEVER
  }

  static RestAnswer json(String body) {
    return new RestAnswer(OK, "application/json", body, Duration.ZERO, Delivery.SENT);
  }

  RestAnswer later(Duration by) {
    return new RestAnswer(status, contentType, body, after.plus(by), delivery);
  }

  RestAnswer delivered(Delivery newDelivery) {
    return new RestAnswer(status, contentType, body, after, newDelivery);
  }
}
