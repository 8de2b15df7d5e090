package io.tidemark.simulator.stream;

/** A WebSocket protocol: what it makes of its clients' connections and messages. */
public interface StreamProtocol {

  /**
   * A client is there.
   *
   * @param isPrivate whether it came to the address for private channels
   */
  void opened(Session session, boolean isPrivate);

  /** A client sent a message. */
  void received(Session session, String text);

  /** A client is gone. */
  void closed(Session session);
}
