package io.tidemark.simulator.stream;

/** A client's connection, as the protocol sees it. */
public interface Session {

  /** Sends a message; messages arrive in the order they were sent in. */
  void send(String text);

  /** Whether the client has fallen behind with taking what was sent. */
  boolean isLagging();
}
