package io.tidemark.exchange.stream;

/** What a venue and we say on a stream. Called by the session's one worker. */
public interface StreamProtocol {

  /** The connection is open, and everything learned on a former one is void: subscribe anew. */
  void opened(StreamOutlet stream);

  /** The venue said something. */
  void received(StreamOutlet stream, String text);
}
