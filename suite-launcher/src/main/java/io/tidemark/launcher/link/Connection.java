package io.tidemark.launcher.link;

import io.tidemark.launcher.link.LinkState.Carriage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection over a link, from a client to the server. */
final class Connection {

  private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

  /** About what one TCP segment carries on loopback. */
  private static final int PIECE_BYTES = 16_384;

  /** What may be under way in one direction; more makes the sender wait. */
  private static final int PIECES_UNDER_WAY = 64;

  private static final byte[] END = {};

  private final Socket client;
  private final Socket server;
  private final Supplier<LinkState> state;
  private final RandomGenerator random;
  private final Consumer<Connection> ended;
  private final BlockingQueue<Piece> toServer = new LinkedBlockingQueue<>(PIECES_UNDER_WAY);
  private final BlockingQueue<Piece> toClient = new LinkedBlockingQueue<>(PIECES_UNDER_WAY);
  private final AtomicInteger directions = new AtomicInteger(2);

  Connection(
      Socket client,
      Socket server,
      Supplier<LinkState> state,
      RandomGenerator random,
      Consumer<Connection> ended)
      throws IOException {
    this.client = client;
    this.server = server;
    this.state = state;
    this.random = random;
    this.ended = ended;
    client.setTcpNoDelay(true);
    server.setTcpNoDelay(true);
  }

  private record Piece(long dueNanos, byte[] bytes) {}

  /** Carries in both directions until one side ends. */
  void carry(Executor threads) {
    carry(client, toServer, server, threads);
    carry(server, toClient, client, threads);
  }

  /** Ends both sides at once, as a broken link does. */
  void close() {
    reset(client);
    reset(server);
    // Whoever waits to put more in finds its socket closed.
    toServer.clear();
    toClient.clear();
    ended.accept(this);
  }

  /** Ends a connection without a farewell. */
  static void reset(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException e) {
      LOG.debug("event=reset_failed", e);
    }
  }

  private void carry(Socket from, BlockingQueue<Piece> underWay, Socket to, Executor threads) {
    threads.execute(() -> untilItEnds(() -> read(from.getInputStream(), underWay)));
    threads.execute(() -> untilItEnds(() -> write(underWay, to)));
  }

  private interface Carrying {
    void run() throws IOException, InterruptedException;
  }

  private void untilItEnds(Carrying carrying) {
    try {
      carrying.run();
    } catch (IOException e) {
      // One side is gone: so is the other.
      close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      close();
    }
  }

  private void read(InputStream from, BlockingQueue<Piece> underWay)
      throws IOException, InterruptedException {
    byte[] buffer = new byte[PIECE_BYTES];
    for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
      LinkState now = state.get();
      if (now.carriage() == Carriage.OPEN) {
        underWay.put(
            new Piece(System.nanoTime() + now.delay().toNanos(), Arrays.copyOf(buffer, read)));
      }
    }
    underWay.put(new Piece(System.nanoTime(), END));
  }

  private void write(BlockingQueue<Piece> underWay, Socket to)
      throws IOException, InterruptedException {
    OutputStream out = to.getOutputStream();
    while (true) {
      Piece piece = underWay.take();
      TimeUnit.NANOSECONDS.sleep(piece.dueNanos - System.nanoTime());
      if (piece.bytes.length == 0) {
        to.shutdownOutput();
        if (directions.decrementAndGet() == 0) {
          close();
        }
        return;
      }
      LinkState now = state.get();
      if (now.lossShare() > 0 && random.nextDouble() < now.lossShare()) {
        TimeUnit.NANOSECONDS.sleep(LinkState.RESENT_AFTER.toNanos());
      }
      if (now.bytesPerSecond() > 0) {
        TimeUnit.NANOSECONDS.sleep(
            TimeUnit.SECONDS.toNanos(piece.bytes.length) / now.bytesPerSecond());
      }
      out.write(piece.bytes);
    }
  }
}
