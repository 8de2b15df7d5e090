package io.tidemark.launcher.link;

import io.tidemark.launcher.link.LinkState.Carriage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A TCP proxy on loopback in front of one server, whose {@link LinkState} can be changed while
 * connections are open. What was sent while nothing was carried is lost with its connection, which
 * ends when the link is sound again: a peer that knows nothing of it would wait for ever.
 */
public final class Link implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Link.class);

  private final String name;
  private final int target;
  private final RandomGenerator random;
  private final ServerSocket server;
  private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofPlatform().daemon().name("link-", 0).factory());

  private volatile LinkState state = LinkState.SOUND;
  private volatile boolean closed;

  private Link(String name, int target, RandomGenerator random, ServerSocket server) {
    this.name = name;
    this.target = target;
    this.random = random;
    this.server = server;
  }

  /**
   * Opens a link to a server, which need not run yet.
   *
   * @param name of what is at its other end
   * @param target loopback port of the server
   * @param random decides what is lost
   */
  public static Link to(String name, int target, RandomGenerator random) {
    try {
      Link link =
          new Link(
              name, target, random, new ServerSocket(0, 128, InetAddress.getLoopbackAddress()));
      link.threads.execute(link::accept);
      return link;
    } catch (IOException e) {
      throw new UncheckedIOException("no link to %s can be opened".formatted(name), e);
    }
  }

  /** The loopback port to connect to. */
  public int port() {
    return server.getLocalPort();
  }

  /** How the link carries now. */
  public LinkState state() {
    return state;
  }

  /** Changes the link, for open connections too. */
  public void set(LinkState next) {
    LinkState last = state;
    state = next;
    LOG.info("event=link_changed link={} state={}", name, next);
    if (next.carriage() == Carriage.CUT || last.carriage() == Carriage.SILENT) {
      endAll();
    }
  }

  @Override
  public void close() {
    closed = true;
    try {
      server.close();
    } catch (IOException e) {
      LOG.debug("event=link_close_failed link={}", name, e);
    }
    endAll();
    threads.shutdownNow();
  }

  private void endAll() {
    connections.forEach(Connection::close);
    connections.clear();
  }

  private void accept() {
    while (!closed) {
      try {
        Socket client = server.accept();
        if (state.carriage() == Carriage.CUT) {
          Connection.reset(client);
        } else {
          connect(client);
        }
      } catch (IOException e) {
        if (!closed) {
          LOG.warn("event=link_accept_failed link={} cause=\"{}\"", name, e.getMessage());
        }
      }
    }
  }

  private void connect(Socket client) throws IOException {
    try {
      Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
      Connection connection =
          new Connection(client, server, this::state, random, connections::remove);
      connections.add(connection);
      connection.carry(threads);
    } catch (IOException e) {
      // Whoever connects is told what it would be told without the link.
      Connection.reset(client);
    }
  }
}
