package io.tidemark.embedded;

import java.util.List;
import java.util.stream.Collectors;

/** Ports that the suite needs are taken; the message names all of them with their owners. */
public final class PortsInUseException extends RuntimeException {

  private final transient List<PortInUse> ports;

  PortsInUseException(List<PortInUse> ports) {
    super(
        ports.stream()
            .map(PortInUse::toString)
            .collect(
                Collectors.joining(
                    "; ", "", ". Stop what listens there or configure other ports.")));
    this.ports = List.copyOf(ports);
  }

  /** The ports in the order in which they were asked for, at least one. */
  public List<PortInUse> ports() {
    return ports;
  }
}
