package io.tidemark.launcher.suite;

import io.tidemark.embedded.ProcessSignals;
import io.tidemark.kit.codec.Json;
import io.tidemark.kit.service.TidemarkService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Services in processes of their own, as they are deployed. */
public final class ProcessServices implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ProcessServices.class);
  private static final Duration START_LIMIT = Duration.ofMinutes(3);
  private static final Duration ASK_LIMIT = Duration.ofSeconds(2);
  private static final long ASK_EVERY_MILLIS = 250;
  private static final long STOP_SECONDS = 4;
  private static final Duration ORDERLY_STOP = Duration.ofSeconds(30);

  /** All at once they would keep each other from starting in time on a small machine. */
  private static final int STARTING_AT_ONCE = 3;

  private final ServiceSettings settings;
  private final SuitePorts ports;
  private final Path logs;
  private final Map<TidemarkService, Process> processes = new EnumMap<>(TidemarkService.class);
  private boolean closed;

  private ProcessServices(ServiceSettings settings, SuitePorts ports, Path logs) {
    this.settings = settings;
    this.ports = ports;
    this.logs = logs;
  }

  /**
   * Starts all services, a few at a time, and waits until each is live.
   *
   * @param logs the folder of their logs
   * @param started told of each service as it is live
   * @throws IllegalStateException if one ends or is not live in time; the others are stopped
   */
  public static ProcessServices start(
      ServiceSettings settings, SuitePorts ports, Path logs, Consumer<TidemarkService> started) {
    return start(InProcessServices.START_ORDER, settings, ports, logs, started);
  }

  /**
   * Starts some services, a few at a time in the order given, and waits until each is live.
   *
   * @param logs the folder of their logs
   * @param started told of each service as it is live
   * @throws IllegalStateException if one ends or is not live in time; the others are stopped
   */
  public static ProcessServices start(
      List<TidemarkService> order,
      ServiceSettings settings,
      SuitePorts ports,
      Path logs,
      Consumer<TidemarkService> started) {
    ProcessServices services = new ProcessServices(settings, ports, logs);
    try (ExecutorService starters = Executors.newFixedThreadPool(STARTING_AT_ONCE)) {
      List<Future<?>> starting = new ArrayList<>();
      for (TidemarkService service : order) {
        starting.add(
            starters.submit(
                () -> {
                  services.launch(service);
                  services.awaitLive(service);
                  started.accept(service);
                }));
      }
      awaitAll(starting, starters);
      return services;
    } catch (RuntimeException e) {
      services.close();
      throw e;
    }
  }

  /** What is not started when one fails is not started any more. */
  private static void awaitAll(List<Future<?>> starting, ExecutorService starters) {
    try {
      for (Future<?> start : starting) {
        start.get();
      }
    } catch (ExecutionException e) {
      starters.shutdownNow();
      throw e.getCause() instanceof RuntimeException failure
          ? failure
          : new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      starters.shutdownNow();
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the services started", e);
    }
  }

  /**
   * The process of a service.
   *
   * @throws IllegalArgumentException if the service was not started
   */
  public ProcessHandle process(TidemarkService service) {
    return child(service).toHandle();
  }

  /** How a service's process ended; empty while it runs. */
  public OptionalInt exitCode(TidemarkService service) {
    Process process = child(service);
    return process.isAlive() ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
  }

  /** Kills a service with SIGKILL; it stays down until {@link #restart}. */
  public void kill(TidemarkService service) {
    Process process = child(service);
    process.destroyForcibly();
    if (!awaitEnd(process, TimeUnit.SECONDS.toNanos(STOP_SECONDS))) {
      throw new IllegalStateException(
          "%s, process %d, does not end; end it by hand"
              .formatted(service.serviceName(), process.pid()));
    }
  }

  /** Lets a service stand still until {@link #resume}; its connections stay. */
  public void pause(TidemarkService service) {
    ProcessSignals.pause(child(service).pid());
  }

  /** Lets a paused service go on. */
  public void resume(TidemarkService service) {
    ProcessSignals.resume(child(service).pid());
  }

  /** Stops a service in order, as for an upgrade; it stays down until {@link #restart}. */
  public void stop(TidemarkService service) {
    Process process = child(service);
    process.destroy();
    if (!awaitEnd(process, ORDERLY_STOP.toNanos())) {
      throw new IllegalStateException(
          "%s, process %d, does not stop within %d s"
              .formatted(service.serviceName(), process.pid(), ORDERLY_STOP.toSeconds()));
    }
  }

  /**
   * Starts a service that has ended, and waits until it is live.
   *
   * @throws IllegalStateException if it ends or is not live in time, or all is closed
   */
  public void restart(TidemarkService service) {
    if (exitCode(service).isEmpty()) {
      throw new IllegalStateException(service.serviceName() + " has not ended");
    }
    launch(service);
    awaitLive(service);
  }

  /** Asks all to stop, and ends what does not. */
  @Override
  public void close() {
    Map<TidemarkService, Process> all;
    synchronized (this) {
      closed = true;
      all = new EnumMap<>(processes);
    }
    all.values().forEach(Process::destroy);
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(STOP_SECONDS);
    all.forEach(
        (service, process) -> {
          if (!awaitEnd(process, deadline - System.nanoTime())) {
            LOG.warn("event=service_ended_forcibly service={}", service.serviceName());
            process.destroyForcibly();
          }
        });
  }

  private synchronized Process child(TidemarkService service) {
    Process process = processes.get(service);
    if (process == null) {
      throw new IllegalArgumentException(service.serviceName() + " was not started");
    }
    return process;
  }

  private synchronized void launch(TidemarkService service) {
    if (closed) {
      throw new IllegalStateException(service.serviceName() + " is not started: all is closed");
    }
    processes.put(service, launch(service, settings, ports, logs));
  }

  private static boolean awaitEnd(Process process, long nanos) {
    try {
      return process.waitFor(Math.max(0, nanos), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static Process launch(
      TidemarkService service, ServiceSettings settings, SuitePorts ports, Path logs) {
    Path log = log(service, logs);
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:+UseCompactObjectHeaders",
                "-XX:TieredStopAtLevel=1",
                "-XX:ReservedCodeCacheSize=48m",
                "-Duser.timezone=UTC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dsun.net.http.retryPost=false",
                "-Dhttp.maxConnections=32",
                "-Dorg.springframework.boot.logging.LoggingSystem=none",
                "-Dlogback.configurationFile=suite-logback.xml",
                "-Dtidemark.log=" + log,
                "-cp",
                System.getProperty("java.class.path"),
                ServiceProcess.class.getName(),
                service.name()));
    // In the environment and not among the arguments, which every user of the machine can read.
    builder
        .environment()
        .put(
            "SPRING_APPLICATION_JSON",
            Json.mapper().writeValueAsString(settings.of(service, ports)));
    // Its standard output is the same file.
    builder.environment().put("TIDEMARK_LOG_TO", "file");
    builder
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "%s cannot be started: %s".formatted(service.serviceName(), e.getMessage()), e);
    }
  }

  private void awaitLive(TidemarkService service) {
    HttpRequest question =
        HttpRequest.newBuilder(URI.create(ports.url(service) + "/actuator/health/liveness"))
            .timeout(ASK_LIMIT)
            .build();
    long deadline = System.nanoTime() + START_LIMIT.toNanos();
    try (HttpClient http = HttpClient.newBuilder().connectTimeout(ASK_LIMIT).build()) {
      while (!answers(http, question)) {
        if (exitCode(service).isPresent() || System.nanoTime() > deadline) {
          throw new IllegalStateException(
              "%s did not start; see %s".formatted(service.serviceName(), log(service, logs)));
        }
        pause();
      }
    }
  }

  private static boolean answers(HttpClient http, HttpRequest question) {
    try {
      return http.send(question, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the services started", e);
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(ASK_EVERY_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Path log(TidemarkService service, Path logs) {
    return logs.resolve(service.serviceName() + ".log").toAbsolutePath();
  }
}
