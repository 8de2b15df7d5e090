package io.tidemark.simulator.faults;

import java.util.Set;

/** What can go wrong. */
public enum FaultKind {
  /** The WebSocket connections are cut; with {@code refuse}, new ones are turned away too. */
  DROP(Reach.CONNECTIONS, "connections", "refuse"),
  /** A channel tells nothing, while the connection and its heartbeats live. */
  STALL(Reach.MESSAGES),
  /** Connections stay open and nothing at all comes, not even heartbeats or answers. */
  SILENCE(Reach.CONNECTIONS, "connections"),
  /** A book's checksum is not that of the book. */
  BAD_CHECKSUM(Reach.MESSAGES),
  /** A message comes again. */
  DUPLICATE(Reach.MESSAGES, "copies"),
  /** Messages of a channel change places within a window. */
  REORDER(Reach.MESSAGES, "window"),
  /** A message never comes. */
  DROP_MESSAGES(Reach.MESSAGES),
  /** REST answers with a server error in place of Kraken's JSON; nothing was done. */
  HTTP_ERROR(Reach.REQUESTS, "status", "body"),
  /** A request is answered with that too many came; nothing was done. */
  RATE_LIMIT_ERROR(Reach.REQUESTS),
  /** No token is given, or one that was given opens no private channel and takes no order. */
  TOKEN_FAILURE(Reach.ACCOUNT, "at"),
  /** Answers and messages come late. */
  LATENCY(Reach.EVERYTHING, "millis", "minMillis", "maxMillis"),
  /** What a request asks for is done, but its answer never comes. */
  TIMEOUT_AFTER_ACCEPT(Reach.REQUESTS, "close"),
  /** The venue's clock is off: what it tells, and what it judges deadlines by. */
  CLOCK_SKEW(Reach.EVERYTHING, "millis"),
  /** Data that cannot be true is told beside the true. */
  INVALID_DATA(Reach.EVERYTHING, "fault"),
  /** A subscription is answered with an error. */
  REFUSE_SUBSCRIPTION(Reach.MESSAGES, "message");

  /** What can narrow a fault. */
  enum Reach {
    CONNECTIONS,
    MESSAGES("channel", "pair"),
    ACCOUNT,
    REQUESTS("method", "pair"),
    EVERYTHING("channel", "method", "pair");

    private final Set<String> fields;

    Reach(String... fields) {
      this.fields = Set.of(fields);
    }
  }

  private final Reach reach;
  private final Set<String> parameters;

  FaultKind(Reach reach, String... parameters) {
    this.reach = reach;
    this.parameters = Set.of(parameters);
  }

  /** Of {@code channel}, {@code method} and {@code pair}, those that can narrow it. */
  Set<String> scopeFields() {
    return reach.fields;
  }

  /** The names of its parameters. */
  Set<String> parameters() {
    return parameters;
  }
}
