package io.tidemark.embedded;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/** One start of a PostgreSQL server, from unpacking to its first answer. */
final class PostgresStart {

  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(60);
  private static final Duration LIMIT = ANSWER_LIMIT.plusSeconds(60);
  private static final Duration CANCEL_LIMIT = Duration.ofSeconds(5);
  private static final String GIVEN_UP = "pg_ctl: could not start server";

  private static final Map<String, String> CONFIGURATION =
      Map.ofEntries(
          Map.entry("listen_addresses", "127.0.0.1"),
          Map.entry("unix_socket_directories", ""),
          Map.entry("fsync", "on"),
          Map.entry("synchronous_commit", "on"),
          Map.entry("timezone", "UTC"),
          Map.entry("log_timezone", "UTC"),
          Map.entry("max_connections", "150"),
          Map.entry("shared_buffers", "96MB"),
          Map.entry("maintenance_work_mem", "32MB"),
          Map.entry("max_wal_size", "512MB"),
          Map.entry("io_method", "sync"),
          // It shares the machine: tidies up in small steps, so that nobody waits for it.
          Map.entry("autovacuum_vacuum_cost_delay", "20ms"),
          Map.entry("default_statistics_target", "20"),
          Map.entry("jit", "off"),
          Map.entry("log_checkpoints", "off"));

  private final DatabaseSettings settings;
  private final ServerLog log;

  PostgresStart(DatabaseSettings settings, ServerLog log) {
    this.settings = settings;
    this.log = log;
  }

  /**
   * Runs it.
   *
   * @throws EmbeddedServerException when the server does not start, as soon as that is known
   */
  EmbeddedPostgres run() {
    FutureTask<EmbeddedPostgres> start = new FutureTask<>(() -> builder().start());
    Thread thread = Thread.ofPlatform().daemon().name("postgres-start").start(start);
    boolean over = Deadline.awaits(LIMIT, () -> start.isDone() || log.contains(GIVEN_UP));
    if (!over || !start.isDone()) {
      // An interrupt ends the library's wait for an answer, and it returns what it has.
      thread.interrupt();
      Deadline.awaits(CANCEL_LIMIT, start::isDone);
    }
    Optional<LocalProcess> running = Postmaster.find(settings.dataDirectory());
    if (start.state() == FutureTask.State.SUCCESS && running.isPresent()) {
      return start.resultNow();
    }
    abandon(start);
    throw failure(start.state() == FutureTask.State.FAILED ? start.exceptionNow() : null);
  }

  private EmbeddedPostgres.Builder builder() {
    EmbeddedPostgres.Builder builder =
        EmbeddedPostgres.builder()
            .setPort(settings.port())
            .setDataDirectory(settings.dataDirectory())
            .setCleanDataDirectory(false)
            .setOverrideWorkingDirectory(settings.binariesDirectory().toFile())
            .setRegisterShutdownHook(false)
            .setPGStartupWait(ANSWER_LIMIT)
            .setLocaleConfig("locale-provider", "builtin")
            .setLocaleConfig("builtin-locale", "C.UTF-8")
            .setLocaleConfig("locale", "C")
            .setOutputRedirector(ProcessBuilder.Redirect.appendTo(log.file().toFile()));
    CONFIGURATION.forEach(builder::setServerConfig);
    return builder;
  }

  private void abandon(FutureTask<EmbeddedPostgres> start) {
    try {
      Postmaster.stop(settings.dataDirectory());
      if (start.state() == FutureTask.State.SUCCESS) {
        start.resultNow().close();
      }
    } catch (IOException | EmbeddedServerException e) {
      throw failure(e);
    }
  }

  private EmbeddedServerException failure(@Nullable Throwable cause) {
    String why = cause == null ? "" : ": " + cause.getMessage();
    return new EmbeddedServerException(
        "PostgreSQL did not start in %s%s. %s"
            .formatted(settings.dataDirectory(), why, log.describe()),
        cause);
  }
}
