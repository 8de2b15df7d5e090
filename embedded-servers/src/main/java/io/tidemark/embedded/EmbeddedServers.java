package io.tidemark.embedded;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Both servers, started and stopped side by side. */
public final class EmbeddedServers implements AutoCloseable {

  private final EmbeddedKafka kafka;
  private final EmbeddedDatabase database;

  private EmbeddedServers(EmbeddedKafka kafka, EmbeddedDatabase database) {
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
      return new EmbeddedServers(kafka.resultNow(), database.resultNow());
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

  /** The broker, running until {@link #close}. */
  public EmbeddedKafka kafka() {
    return kafka;
  }

  /** The database server, running until {@link #close}. */
  public EmbeddedDatabase database() {
    return database;
  }

  /** Stops both. */
  @Override
  public void close() {
    sideBySide(kafka::close, database::close);
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
