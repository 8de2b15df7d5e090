package io.tidemark.exchange.stream;

import io.tidemark.exchange.StreamChange;
import io.tidemark.exchange.StreamState;
import io.tidemark.exchange.VenueReadException;
import io.tidemark.exchange.resilience.Backoff;
import io.tidemark.model.InstrumentId;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A stream that lives until it is closed: connects, hands what comes to its protocol, and connects
 * again when the connection is lost. One worker thread does all of it, so the protocol and the
 * listener behind it need no locks. A slow listener slows the connection down; nothing is dropped.
 */
public final class StreamSession implements StreamOutlet, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(StreamSession.class);

  /** What may wait for the worker before the connection is slowed down. */
  private static final int QUEUE = 4096;

  private final String name;
  private final URI address;
  private final Duration connectTimeout;
  private final Backoff backoff;
  private final InstantSource clock;
  private final Consumer<StreamChange> listener;
  private final StreamProtocol protocol;

  private final BlockingQueue<Runnable> work = new ArrayBlockingQueue<>(QUEUE);
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread worker;
  private volatile StreamState state = StreamState.CONNECTING;

  // Of the worker alone.
  private @Nullable VenueConnection connection;
  private int failedAttempts;

  /**
   * @param name for logs
   * @param listener hears of states
   */
  public StreamSession(
      String name,
      URI address,
      Duration connectTimeout,
      Backoff backoff,
      InstantSource clock,
      Consumer<StreamChange> listener,
      StreamProtocol protocol) {
    this.name = name;
    this.address = address;
    this.connectTimeout = connectTimeout;
    this.backoff = backoff;
    this.clock = clock;
    this.listener = listener;
    this.protocol = protocol;
    worker = Thread.ofVirtual().name("stream-" + name).unstarted(this::run);
  }

  public void start() {
    worker.start();
  }

  @Override
  public StreamState state() {
    return state;
  }

  @Override
  public void send(String text) {
    if (connection != null) {
      connection.send(text);
    }
  }

  @Override
  public void become(StreamState next, String detail) {
    if (next == StreamState.LIVE) {
      failedAttempts = 0;
    }
    state = next;
    tell(next, null, detail);
  }

  @Override
  public void tell(StreamState about, @Nullable InstrumentId instrument, String detail) {
    LOG.info("stream={} state={} instrument={} detail=\"{}\"", name, about, instrument, detail);
    guard(() -> listener.accept(new StreamChange(about, instrument, detail, clock.instant())));
  }

  @Override
  public void guard(Runnable call) {
    try {
      call.run();
    } catch (RuntimeException e) {
      LOG.error("stream={} cause=listener_failed", name, e);
    }
  }

  @Override
  public void restart(String why) {
    if (connection != null) {
      lost(connection, why);
    }
  }

  /** Ends the stream. The listener hears CLOSED and is not called after this returns. */
  @Override
  public void close() {
    closing.countDown();
    var _ = work.offer(() -> {});
    if (!Thread.currentThread().equals(worker)) {
      joinWorker();
    }
  }

  private void joinWorker() {
    try {
      worker.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isClosing() {
    return closing.getCount() == 0;
  }

  private void run() {
    String end = "closed here";
    try {
      connect();
      while (!isClosing()) {
        Runnable next = work.take();
        if (!isClosing()) {
          next.run();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Error e) {
      end = "broken: " + e + "; restart this service";
      LOG.error("stream={} cause=worker_broken", name, e);
      throw e;
    } finally {
      drop();
      become(StreamState.CLOSED, end);
    }
  }

  private void connect() {
    if (isClosing()) {
      return;
    }
    become(StreamState.CONNECTING, "connecting");
    ConnectionEvents events = new ConnectionEvents();
    VenueConnection next = new VenueConnection(address, connectTimeout, events);
    events.owner = next;
    connection = next;
    next.open();
  }

  private void opened(VenueConnection source) {
    if (source == connection) {
      run(() -> protocol.opened(this));
    }
  }

  private void received(VenueConnection source, String text) {
    if (source == connection) {
      run(() -> protocol.received(this, text));
    }
  }

  /** A message that breaks the protocol voids what we know: a new connection tells all anew. */
  private void run(Runnable step) {
    try {
      step.run();
    } catch (VenueReadException e) {
      restart(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      LOG.error("stream={} cause=protocol_failed", name, e);
      restart("a message was not understood: " + e.getMessage());
    }
  }

  private void lost(VenueConnection source, String why) {
    if (source != connection) {
      return;
    }
    drop();
    failedAttempts++;
    become(StreamState.DISCONNECTED, why);
    try {
      var _ = closing.await(backoff.after(failedAttempts).toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    connect();
  }

  private void drop() {
    if (connection != null) {
      connection.close();
      connection = null;
    }
  }

  /** Brings what network threads tell to the worker. */
  private final class ConnectionEvents implements VenueConnection.Events {

    private @Nullable VenueConnection owner;

    @Override
    public void opened() {
      enqueue(source -> StreamSession.this.opened(source));
    }

    @Override
    public void received(String text) {
      enqueue(source -> StreamSession.this.received(source, text));
    }

    @Override
    public void lost(String why) {
      enqueue(source -> StreamSession.this.lost(source, why));
    }

    private void enqueue(Consumer<VenueConnection> step) {
      VenueConnection source = owner;
      try {
        boolean taken = false;
        while (source != null && !taken && !isClosing()) {
          taken = work.offer(() -> step.accept(source), 1, TimeUnit.SECONDS);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
