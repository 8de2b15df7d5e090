package io.tidemark.ingestor;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Passes bytes between clients and a port of this machine, until a connection is cut. */
final class CuttingProxy implements AutoCloseable {

  private static final int BUFFER = 1 << 16;

  private final ServerSocket listening;
  private final int target;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final AtomicInteger accepted = new AtomicInteger();

  CuttingProxy(int target) {
    this.target = target;
    try {
      listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().name("proxy-accept").start(this::accept);
  }

  int port() {
    return listening.getLocalPort();
  }

  /** How many connections were made so far. */
  int connections() {
    return accepted.get();
  }

  /** Cuts every connection, wherever its bytes are; new ones are let through. */
  void cut() {
    for (Socket socket : Set.copyOf(sockets)) {
      close(socket);
    }
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket client = listening.accept();
        Socket venue = new Socket(InetAddress.getLoopbackAddress(), target);
        sockets.add(client);
        sockets.add(venue);
        accepted.incrementAndGet();
        Thread.ofVirtual().start(() -> pass(client, venue));
        Thread.ofVirtual().start(() -> pass(venue, client));
      } catch (IOException e) {
        if (!listening.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private void pass(Socket from, Socket to) {
    byte[] buffer = new byte[BUFFER];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        out.write(buffer, 0, read);
      }
    } catch (IOException e) {
      // The connection was cut, by us or by one of its ends.
      close(to);
    } finally {
      sockets.remove(from);
      sockets.remove(to);
    }
  }

  private void close(Socket socket) {
    try {
      sockets.remove(socket);
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      listening.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    cut();
  }
}
