package io.tidemark.simulator.faults;

/** A client's WebSocket, as faults see it. */
public interface Connection {

  /** Sends a message; messages arrive in the order they were sent in. */
  void send(String text);

  /** Cuts the connection without a goodbye. */
  void disconnect();
}
