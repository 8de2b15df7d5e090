package io.tidemark.exchange.stream;

import io.tidemark.exchange.StreamChange;
import io.tidemark.exchange.StreamHealthSettings;
import io.tidemark.exchange.StreamState;
import io.tidemark.exchange.VenueReadException;
import io.tidemark.exchange.resilience.Backoff;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
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

  /** Between two ticks the worker listens; it did something else in what is much longer. */
  private static final int STEP_TICKS = 4;

  /** A connection that was live for less counts as one more that failed: the next waits longer. */
  private static final Duration WELL_HELD = Duration.ofSeconds(10);

  /** The client's time-out is for the connection alone: a handshake may never be answered. */
  private static final int HANDSHAKE_PATIENCE = 2;

  private final String name;
  private final URI address;
  private final Duration connectTimeout;
  private final Backoff backoff;
  private final InstantSource clock;
  private final Consumer<StreamChange> listener;
  private final StreamProtocol protocol;
  private final LongSupplier nanoTime;
  private final Duration tick;

  private final BlockingQueue<Task> work = new ArrayBlockingQueue<>(QUEUE);
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread worker;
  private volatile StreamState state = StreamState.CONNECTING;
  private volatile @Nullable Instant heardAt;

  // Of the worker alone.
  private final ListeningTime time;
  private final ConnectionWatch watch;
  private @Nullable VenueConnection connection;
  private int failedAttempts;
  private long liveSince;
  private long lastTick;

  /**
   * What the worker does next.
   *
   * @param nanos when it came in, by the machine's rising clock
   */
  private record Task(long nanos, Runnable step) {}

  /**
   * @param name for logs
   * @param listener hears of states
   * @param health when a silent connection is doubted
   * @param nanoTime the machine's rising clock, such as {@link System#nanoTime}
   */
  public StreamSession(
      String name,
      URI address,
      Duration connectTimeout,
      Backoff backoff,
      InstantSource clock,
      Consumer<StreamChange> listener,
      StreamProtocol protocol,
      StreamHealthSettings health,
      LongSupplier nanoTime) {
    this.name = name;
    this.address = address;
    this.connectTimeout = connectTimeout;
    this.backoff = backoff;
    this.clock = clock;
    this.listener = listener;
    this.protocol = protocol;
    this.nanoTime = nanoTime;
    tick = health.tick();
    time = new ListeningTime(nanoTime.getAsLong(), STEP_TICKS * tick.toNanos());
    watch = new ConnectionWatch(health, connectTimeout.multipliedBy(HANDSHAKE_PATIENCE));
    worker = Thread.ofVirtual().name("stream-" + name).unstarted(this::run);
  }

  public void start() {
    worker.start();
  }

  @Override
  public StreamState state() {
    return state;
  }

  /**
   * When the last message came in that was worked on, of whatever kind, by the suite's clock; empty
   * while there is no connection. Any thread may ask.
   */
  public Optional<Instant> heardAt() {
    return Optional.ofNullable(heardAt);
  }

  @Override
  public long nanos() {
    return time.nanos();
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
      liveSince = time.nanos();
    }
    state = next;
    LOG.info("stream={} state={} detail=\"{}\"", name, next, detail);
    hand(StreamChange.ofConnection(next, detail, clock.instant()));
  }

  @Override
  public void tell(StreamState about, ChannelWatch channel, String detail) {
    LOG.info(
        "stream={} state={} instrument={} channel={} detail=\"{}\"",
        name,
        about,
        channel.instrument(),
        channel.channel(),
        detail);
    hand(new StreamChange(about, channel.instrument(), channel.channel(), detail, clock.instant()));
  }

  private void hand(StreamChange change) {
    guard(() -> listener.accept(change));
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
  public void aside(Supplier<Runnable> question, Consumer<String> otherwise) {
    VenueConnection asker = connection;
    Thread.ofVirtual()
        .name("stream-" + name + "-aside")
        .start(() -> enqueue(answer(question, otherwise, asker)));
  }

  private Runnable answer(
      Supplier<Runnable> question, Consumer<String> otherwise, @Nullable VenueConnection asker) {
    Runnable then;
    try {
      then = question.get();
    } catch (VenueReadException | IllegalStateException e) {
      then = () -> otherwise.accept(String.valueOf(e.getMessage()));
    } catch (RuntimeException | LinkageError e) {
      LOG.error("stream={} cause=question_failed", name, e);
      then = () -> otherwise.accept(e.toString());
    }
    Runnable step = then;
    return () -> {
      if (asker == connection) {
        attempt(step);
      }
    };
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
    var _ = work.offer(new Task(nanoTime.getAsLong(), () -> {}));
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
        step(work.poll(tick.toNanos(), TimeUnit.NANOSECONDS));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      end = "broken: " + e + "; restart this service";
      LOG.error("stream={} cause=worker_broken", name, e);
      throw e;
    } finally {
      drop();
      become(StreamState.CLOSED, end);
    }
  }

  private void step(@Nullable Task next) {
    time.advance(next == null ? nanoTime.getAsLong() : next.nanos());
    if (next != null && !isClosing()) {
      next.step().run();
    }
    if (time.nanos() - lastTick >= tick.toNanos() && !isClosing()) {
      lastTick = time.nanos();
      attempt(this::look);
    }
  }

  private void look() {
    switch (watch.look(time.nanos())) {
      case DEAD -> restart(watch.why());
      case PING -> ping();
      case WELL -> {
        if (watch.isOpen()) {
          protocol.tick(this);
        }
      }
    }
  }

  private void ping() {
    String ping = protocol.ping();
    if (!ping.isEmpty()) {
      LOG.info("stream={} event=ping cause=silent", name);
      watch.pinged(time.nanos());
      send(ping);
    }
  }

  private void connect() {
    while (!isClosing()) {
      watch.connecting(time.nanos());
      try {
        become(StreamState.CONNECTING, "connecting");
        open();
        return;
      } catch (RuntimeException e) {
        LOG.error("stream={} cause=connect_failed", name, e);
        rest("could not connect: " + e);
      }
    }
  }

  private void open() {
    ConnectionEvents events = new ConnectionEvents();
    VenueConnection next = new VenueConnection(address, connectTimeout, events);
    events.owner = next;
    connection = next;
    next.open();
  }

  private void opened(VenueConnection source) {
    heard(source, clock.instant(), () -> protocol.opened(this));
  }

  private void received(VenueConnection source, String text, Instant cameAt) {
    heard(source, cameAt, () -> protocol.received(this, text));
  }

  /** The instant counts once what came is told, and only if it left the connection whole. */
  private void heard(VenueConnection source, Instant cameAt, Runnable step) {
    if (source == connection) {
      watch.heard(time.nanos());
      attempt(step);
      if (source == connection) {
        heardAt = cameAt;
      }
    }
  }

  /** A message that breaks the protocol voids what we know: a new connection tells all anew. */
  private void attempt(Runnable step) {
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
    if (source == connection) {
      rest(why);
      connect();
    }
  }

  /** Gives the connection up, and waits the longer the more often it failed. */
  private void rest(String why) {
    drop();
    boolean heldWell = state == StreamState.LIVE && time.nanos() - liveSince >= WELL_HELD.toNanos();
    failedAttempts = heldWell ? 1 : failedAttempts + 1;
    attempt(() -> protocol.lost(why));
    become(StreamState.DISCONNECTED, why);
    try {
      var _ = closing.await(backoff.after(failedAttempts).toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void drop() {
    VenueConnection former = connection;
    connection = null;
    heardAt = null;
    if (former != null) {
      try {
        former.close();
      } catch (RuntimeException e) {
        LOG.error("stream={} cause=connection_not_closed", name, e);
      }
    }
  }

  /** Waits while the worker has too much to do. */
  private void enqueue(Runnable step) {
    Task task = new Task(nanoTime.getAsLong(), step);
    try {
      boolean taken = false;
      while (!taken && !isClosing()) {
        taken = work.offer(task, 1, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Brings what network threads tell to the worker. */
  private final class ConnectionEvents implements VenueConnection.Events {

    private @Nullable VenueConnection owner;

    @Override
    public void opened() {
      hand(source -> StreamSession.this.opened(source));
    }

    @Override
    public void received(String text) {
      Instant cameAt = clock.instant();
      hand(source -> StreamSession.this.received(source, text, cameAt));
    }

    @Override
    public void lost(String why) {
      hand(source -> StreamSession.this.lost(source, why));
    }

    private void hand(Consumer<VenueConnection> step) {
      VenueConnection source = owner;
      if (source != null) {
        enqueue(() -> step.accept(source));
      }
    }
  }
}
