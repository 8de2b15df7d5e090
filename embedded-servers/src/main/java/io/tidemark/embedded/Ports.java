package io.tidemark.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** Checks and finds TCP ports of this machine. */
public final class Ports {

  private static final int LARGEST = 65_535;

  private Ports() {}

  /**
   * Checks every port before anything is started.
   *
   * @param portsByService port of each service, told in this order
   * @throws PortsInUseException naming every port on which something listens
   * @throws IllegalArgumentException when a port is out of range or two services share one
   */
  public static void requireFree(SequencedMap<String, Integer> portsByService) {
    requireDistinct(portsByService);
    List<PortInUse> inUse = new ArrayList<>();
    portsByService.forEach(
        (service, port) -> {
          if (!isFree(port)) {
            inUse.add(new PortInUse(service, port, ListeningProcess.find(port).orElse(null)));
          }
        });
    if (!inUse.isEmpty()) {
      throw new PortsInUseException(inUse);
    }
  }

  /** A port on which nothing listens now. Nothing keeps it free: use it soon. */
  public static int free() {
    return free(1).getFirst();
  }

  /** As many different ports on which nothing listens now. */
  public static List<Integer> free(int count) {
    List<ServerSocket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      return sockets.stream().map(ServerSocket::getLocalPort).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("No free port: " + e.getMessage(), e);
    } finally {
      sockets.forEach(Ports::close);
    }
  }

  static void requireValid(String name, int port) {
    if (port < 1 || port > LARGEST) {
      throw new IllegalArgumentException(
          name + " must be from 1 to " + LARGEST + ", but is " + port);
    }
  }

  private static void requireDistinct(Map<String, Integer> portsByService) {
    Map<Integer, String> seen = new HashMap<>();
    portsByService.forEach(
        (service, port) -> {
          requireValid(service, port);
          String other = seen.put(port, service);
          if (other != null) {
            throw new IllegalArgumentException(
                other + " and " + service + " are both given port " + port);
          }
        });
  }

  /** Binds every address, so that a listener on any of them is noticed. */
  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static void close(ServerSocket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
