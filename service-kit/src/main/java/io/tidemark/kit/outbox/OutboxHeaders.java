package io.tidemark.kit.outbox;

/** The headers by which a consumer knows what it has seen. */
public final class OutboxHeaders {

  /** The service whose outbox sent the message. */
  public static final String PRODUCER = "producer";

  /** The producer's sequence for the message's key; rises by one. */
  public static final String SEQUENCE = "sequence";

  private OutboxHeaders() {}
}
