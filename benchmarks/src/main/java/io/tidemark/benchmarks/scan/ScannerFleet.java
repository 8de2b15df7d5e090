package io.tidemark.benchmarks.scan;

import io.tidemark.kit.codec.Json;
import io.tidemark.kit.service.TidemarkService;
import io.tidemark.launcher.suite.ServiceProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Scanners in processes of their own, as they are deployed. */
final class ScannerFleet implements AutoCloseable {

  private static final Duration STARTING = Duration.ofMinutes(3);

  private final Map<String, String> settings;
  private final List<Integer> ports;
  private final Path logs;
  private final Map<Integer, Process> running = new LinkedHashMap<>();
  private final HttpClient http = HttpClient.newHttpClient();

  /**
   * @param ports one for each scanner there will ever be
   */
  ScannerFleet(Map<String, String> settings, List<Integer> ports, Path logs) {
    this.settings = settings;
    this.ports = ports;
    this.logs = logs;
  }

  /** Starts one; it may not be ready yet. */
  void start(int number) throws IOException {
    int port = ports.get(number);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx512m",
            "-XX:+UseSerialGC",
            "-XX:+UseCompactObjectHeaders",
            "-Duser.timezone=UTC",
            "-Dorg.springframework.boot.logging.LoggingSystem=none",
            "-Dlogback.configurationFile=suite-logback.xml",
            "-Dtidemark.log=" + logs.resolve("scanner-%d.log".formatted(number)),
            "-cp",
            System.getProperty("java.class.path"),
            ServiceProcess.class.getName(),
            TidemarkService.SCANNER.name()));
    Map<String, String> all = new LinkedHashMap<>(settings);
    all.put("server.port", Integer.toString(port));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("SPRING_APPLICATION_JSON", Json.mapper().writeValueAsString(all));
    builder.environment().put("TIDEMARK_LOG_TO", "file");
    builder.redirectErrorStream(true);
    builder.redirectOutput(
        ProcessBuilder.Redirect.appendTo(
            logs.resolve("scanner-%d.out".formatted(number)).toFile()));
    running.put(number, builder.start());
  }

  /** Waits until every one that runs is ready. */
  void awaitReady() throws InterruptedException {
    long deadline = System.nanoTime() + STARTING.toNanos();
    for (int number : running.keySet()) {
      while (!isReady(ports.get(number))) {
        if (System.nanoTime() > deadline) {
          throw new IllegalStateException(
              "scanner %d is not ready; see %s".formatted(number, logs));
        }
        Thread.sleep(200);
      }
    }
  }

  private boolean isReady(int port) throws InterruptedException {
    URI address = URI.create("http://127.0.0.1:%d/actuator/health/readiness".formatted(port));
    try {
      return http.send(
                  HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(2)).build(),
                  HttpResponse.BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (IOException e) {
      return false;
    }
  }

  /** Asks one to end, and waits. */
  void stop(int number) throws InterruptedException {
    Process process = process(number);
    process.destroy();
    process.waitFor();
    running.remove(number);
  }

  /** Kills one. */
  void kill(int number) throws InterruptedException {
    Process process = process(number);
    process.destroyForcibly();
    process.waitFor();
    running.remove(number);
  }

  /** Processor time that those that run have used. */
  Duration cpu() {
    return running.values().stream()
        .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
        .reduce(Duration.ZERO, Duration::plus);
  }

  private Process process(int number) {
    Process process = running.get(number);
    if (process == null) {
      throw new IllegalStateException("scanner %d does not run".formatted(number));
    }
    return process;
  }

  @Override
  public void close() {
    running.values().forEach(Process::destroyForcibly);
    http.close();
  }
}
