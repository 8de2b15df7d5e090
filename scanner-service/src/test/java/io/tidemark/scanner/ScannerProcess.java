package io.tidemark.scanner;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.kit.codec.Json;
import io.tidemark.kit.service.ServiceApplication;
import io.tidemark.kit.service.TidemarkService;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A scanner in a process of its own, which can be killed and started again. */
final class ScannerProcess implements AutoCloseable {

  private final Map<String, String> settings;
  private final int port;
  private final Path log;
  private final HttpClient http = HttpClient.newHttpClient();

  private @Nullable Process process;

  ScannerProcess(Map<String, String> settings, int port, Path log) {
    this.settings = settings;
    this.port = port;
    this.log = log;
  }

  /** Runs a scanner that ends when whoever started it does. */
  public static void main(String[] arguments) {
    Thread.ofPlatform().daemon().name("starter-watch").start(ScannerProcess::endWithStarter);
    ServiceApplication.run(TidemarkService.SCANNER, ScannerApplication.class, arguments);
  }

  private static void endWithStarter() {
    try {
      System.in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      System.err.println("who started this cannot be heard: " + e.getMessage());
    }
    Runtime.getRuntime().exit(0);
  }

  void start() {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx192m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Duser.timezone=UTC",
            "-cp",
            System.getProperty("java.class.path"),
            ScannerProcess.class.getName(),
            "--server.port=" + port);
    builder
        .environment()
        .put("SPRING_APPLICATION_JSON", Json.mapper().writeValueAsString(settings));
    try {
      process =
          builder
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
    } catch (IOException e) {
      throw new IllegalStateException("no scanner can be started", e);
    }
  }

  /** As a supervisor does: one that finds an invalid file at its start does not come up. */
  void startAgainIfItEnded() {
    if (process != null && !process.isAlive()) {
      start();
    }
  }

  /** Whether it answers; fails if it has ended by itself. */
  boolean isReady() {
    assertThat(process != null && process.isAlive()).as(this::logged).isTrue();
    return ask("GET", "/actuator/health/readiness").filter(code -> code == 200).isPresent();
  }

  /** The status of the answer; empty if there is none. */
  Optional<Integer> ask(String method, String path) {
    try {
      return Optional.of(
          http.send(
                  HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                      .header("X-API-Key", "key")
                      .method(method, HttpRequest.BodyPublishers.noBody())
                      .build(),
                  HttpResponse.BodyHandlers.discarding())
              .statusCode());
    } catch (IOException _) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /** As {@code kill -9}. */
  void kill() {
    end(true);
  }

  /** Asks it to end, and waits. */
  void stop() {
    end(false);
  }

  private void end(boolean atOnce) {
    Process running = process;
    if (running == null) {
      return;
    }
    if (atOnce) {
      running.destroyForcibly();
    } else {
      running.destroy();
    }
    try {
      running.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process = null;
  }

  String logged() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return "no log: " + e.getMessage();
    }
  }

  @Override
  public void close() {
    kill();
    http.close();
  }
}
