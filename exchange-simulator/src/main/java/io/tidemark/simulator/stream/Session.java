package io.tidemark.simulator.stream;

import io.tidemark.simulator.faults.Connection;

/** A client's connection, as the protocol sees it. */
public interface Session extends Connection {

  /** Whether the client has fallen behind with taking what was sent. */
  boolean isLagging();
}
