package io.tidemark.exchange.stream;

/** What a venue and we say on a stream. Called by the session's one worker. */
public interface StreamProtocol {

  /** The connection is open, and everything learned on a former one is void: subscribe anew. */
  void opened(StreamOutlet stream);

  /** The venue said something. */
  void received(StreamOutlet stream, String text);

  /** The connection is lost; {@link #opened} follows when there is another one. */
  default void lost(String why) {}

  /** Called a few times a second while the connection is open. */
  default void tick(StreamOutlet stream) {}

  /** A message that makes the venue answer; empty if it knows none, so silence proves nothing. */
  default String ping() {
    return "";
  }
}
