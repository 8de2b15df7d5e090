package io.tidemark.embedded;

import org.jspecify.annotations.Nullable;

/**
 * A port that a service needs and another process listens on.
 *
 * @param service who needs it
 * @param port which port
 * @param owner who listens there, as pid and command; null when the system does not tell
 */
public record PortInUse(String service, int port, @Nullable String owner) {

  @Override
  public String toString() {
    return service
        + " needs port "
        + port
        + ", used by "
        + (owner == null ? "another user's process" : owner);
  }
}
