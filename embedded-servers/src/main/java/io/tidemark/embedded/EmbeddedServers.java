package io.tidemark.embedded;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Both servers, started and stopped side by side. Each can be killed and started again on its data
 * while the other runs.
 */
public final class EmbeddedServers implements AutoCloseable {

  private final KafkaSettings kafkaSettings;
  private final DatabaseSettings databaseSettings;
  private final Object kafkaTurn = new Object();
  private final Object databaseTurn = new Object();

  private volatile EmbeddedKafka kafka;
  private volatile EmbeddedDatabase database;
  private volatile boolean closed;

  private EmbeddedServers(
      KafkaSettings kafkaSettings,
      DatabaseSettings databaseSettings,
      EmbeddedKafka kafka,
      EmbeddedDatabase database) {
    this.kafkaSettings = kafkaSettings;
    this.databaseSettings = databaseSettings;
    this.kafka = kafka;
    this.database = database;
  }

  /**
   * Starts both and waits until both answer. When one fails, the other is stopped.
   *
   * @throws EmbeddedServerException when one does not start
   */
  public static EmbeddedServers start(
      KafkaSettings kafkaSettings, DatabaseSettings databaseSettings) {
    Future<EmbeddedKafka> kafka;
    Future<EmbeddedDatabase> database;
    try (ExecutorService threads = Executors.newThreadPerTaskExecutor(Thread::new)) {
      kafka = threads.submit(() -> EmbeddedKafka.start(kafkaSettings));
      database = threads.submit(() -> EmbeddedDatabase.start(databaseSettings));
    }
    if (succeeded(kafka) && succeeded(database)) {
      return new EmbeddedServers(
          kafkaSettings, databaseSettings, kafka.resultNow(), database.resultNow());
    }
    List<Future<? extends AutoCloseable>> starts = List.of(kafka, database);
    throw failure(starts);
  }

  /**
   * Stops what a killed run left behind in these directories; see {@link
   * EmbeddedKafka#stopLeftover} and {@link EmbeddedDatabase#stopLeftover}.
   */
  public static void stopLeftovers(Path kafkaDirectory, Path databaseDirectory) {
    sideBySide(
        () -> EmbeddedKafka.stopLeftover(kafkaDirectory),
        () -> EmbeddedDatabase.stopLeftover(databaseDirectory));
  }

  /** Kills the broker; it stays down until {@link #restartKafka}. */
  public void killKafka() {
    synchronized (kafkaTurn) {
      kafka.kill();
    }
  }

  /** Lets the broker stand still until {@link #resumeKafka}; its connections stay. */
  public void pauseKafka() {
    synchronized (kafkaTurn) {
      ProcessSignals.pause(kafka.pid());
    }
  }

  /** Lets a paused broker go on. */
  public void resumeKafka() {
    synchronized (kafkaTurn) {
      ProcessSignals.resume(kafka.pid());
    }
  }

  /** Stops the broker in order; it stays down until {@link #restartKafka}. */
  public void stopKafka() {
    synchronized (kafkaTurn) {
      kafka.close();
    }
  }

  /**
   * Lets the broker find its disk full, upon which it ends; it stays down until {@link
   * #restartKafka}.
   *
   * @throws EmbeddedServerException when this machine has no {@code prlimit}
   */
  public void fillDiskOfKafka() {
    synchronized (kafkaTurn) {
      kafka.fillDisk();
    }
  }

  /**
   * Starts the broker on its data, stopping it first if it runs.
   *
   * @throws EmbeddedServerException when it does not start, or all is closed
   */
  public void restartKafka() {
    synchronized (kafkaTurn) {
      requireOpen();
      kafka.close();
      kafka = EmbeddedKafka.start(kafkaSettings);
    }
  }

  /** Kills the database server; it stays down until {@link #restartDatabase}. */
  public void killDatabase() {
    synchronized (databaseTurn) {
      database.kill();
    }
  }

  /** Lets the database server stand still until {@link #resumeDatabase}; its connections stay. */
  public void pauseDatabase() {
    synchronized (databaseTurn) {
      database.pause();
    }
  }

  /** Lets a paused database server go on. */
  public void resumeDatabase() {
    synchronized (databaseTurn) {
      database.resume();
    }
  }

  /** Stops the database server in order; it stays down until {@link #restartDatabase}. */
  public void stopDatabase() {
    synchronized (databaseTurn) {
      database.close();
    }
  }

  /**
   * Starts the database server on its data, stopping it first if it runs.
   *
   * @throws EmbeddedServerException when it does not start, or all is closed
   */
  public void restartDatabase() {
    synchronized (databaseTurn) {
      requireOpen();
      database.close();
      database = EmbeddedDatabase.start(databaseSettings);
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new EmbeddedServerException("The servers are stopped; start them anew.");
    }
  }

  /** The broker, running until {@link #close} unless it is killed. */
  public EmbeddedKafka kafka() {
    return kafka;
  }

  /** The database server, running until {@link #close} unless it is killed. */
  public EmbeddedDatabase database() {
    return database;
  }

  /** Stops both. */
  @Override
  public void close() {
    closed = true;
    sideBySide(this::closeKafka, this::closeDatabase);
  }

  private void closeKafka() {
    synchronized (kafkaTurn) {
      kafka.close();
    }
  }

  private void closeDatabase() {
    synchronized (databaseTurn) {
      database.close();
    }
  }

  /** The first failure, after everything else is closed; what fails then is suppressed in it. */
  private static RuntimeException failure(List<Future<? extends AutoCloseable>> starts) {
    Throwable failure =
        starts.stream()
            .filter(start -> !succeeded(start))
            .map(Future::exceptionNow)
            .reduce(EmbeddedServers::suppress)
            .orElseThrow();
    for (Future<? extends AutoCloseable> start : starts) {
      if (succeeded(start)) {
        try {
          start.resultNow().close();
        } catch (Exception e) {
          failure.addSuppressed(e);
        }
      }
    }
    return rethrowable(failure);
  }

  private static void sideBySide(Runnable first, Runnable second) {
    Future<?> other;
    try (ExecutorService threads = Executors.newThreadPerTaskExecutor(Thread::new)) {
      other = threads.submit(first);
      second.run();
    }
    if (!succeeded(other)) {
      throw rethrowable(other.exceptionNow());
    }
  }

  private static boolean succeeded(Future<?> future) {
    return future.state() == Future.State.SUCCESS;
  }

  private static Throwable suppress(Throwable first, Throwable second) {
    first.addSuppressed(second);
    return first;
  }

  private static RuntimeException rethrowable(Throwable failure) {
    return failure instanceof RuntimeException e
        ? e
        : new EmbeddedServerException(String.valueOf(failure.getMessage()), failure);
  }
}
