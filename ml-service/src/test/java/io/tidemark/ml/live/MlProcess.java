package io.tidemark.ml.live;

import io.tidemark.kit.codec.Json;
import io.tidemark.kit.service.ServiceApplication;
import io.tidemark.kit.service.TidemarkService;
import io.tidemark.ml.MlApplication;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The service in a process of its own, which can be killed and started again. */
final class MlProcess implements AutoCloseable {

  private final Map<String, String> settings;
  private final Path log;

  private @Nullable Process process;

  MlProcess(Map<String, String> settings, Path log) {
    this.settings = settings;
    this.log = log;
  }

  /** Runs a service that ends when whoever started it does. */
  public static void main(String[] arguments) {
    Thread.ofPlatform().daemon().name("starter-watch").start(MlProcess::endWithStarter);
    ServiceApplication.run(TidemarkService.ML, MlApplication.class, arguments);
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
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Duser.timezone=UTC",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            MlProcess.class.getName(),
            "--server.port=0");
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
      throw new IllegalStateException("no service can be started", e);
    }
  }

  /** As {@code kill -9}. */
  void kill() {
    Process running = process;
    if (running == null) {
      return;
    }
    running.destroyForcibly();
    try {
      running.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process = null;
  }

  @Override
  public void close() {
    kill();
  }
}
