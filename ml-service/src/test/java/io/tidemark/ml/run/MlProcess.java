package io.tidemark.ml.run;

import io.tidemark.ml.MlApplication;
import io.tidemark.ml.registry.RunningMl;
import io.tidemark.testkit.TestDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** The service as a process of its own, which can be killed. */
final class MlProcess implements AutoCloseable {

  private final Process process;
  private final MlClient client;

  MlProcess(TestDatabase database, Path folder, String... further) throws IOException {
    int port = freePort();
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Duser.timezone=UTC",
                "--enable-native-access=ALL-UNNAMED",
                MlApplication.class.getName()));
    command.addAll(RunningMl.arguments(port, database, folder.resolve("models")));
    command.addAll(List.of(further));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("service.log").toFile());
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    process = builder.start();
    client = new MlClient(URI.create("http://127.0.0.1:%d/api/v1/".formatted(port)));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** One who asks it, once it answers. */
  MlClient client() {
    Awaitility.await()
        .atMost(Duration.ofSeconds(120))
        .ignoreExceptions()
        .until(() -> client.get("training-runs").statusCode() == 200);
    return client;
  }

  /** What it has started. */
  List<ProcessHandle> children() {
    return process.descendants().toList();
  }

  /** SIGKILL. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /**
   * SIGTERM.
   *
   * @return whether it ended in that time
   */
  boolean end(Duration limit) throws InterruptedException {
    process.destroy();
    return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
