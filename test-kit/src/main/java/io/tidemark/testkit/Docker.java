package io.tidemark.testkit;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** Asks whether a Docker daemon answers, without the noise of a client library that finds none. */
final class Docker {

  private static final int LIMIT_MILLIS = 2_000;
  private static final String PING = "GET /_ping HTTP/1.0\r\nHost: docker\r\n\r\n";

  private Docker() {}

  static boolean answers() {
    String host = System.getenv("DOCKER_HOST");
    return host == null
        ? usualSockets().stream().anyMatch(Docker::answersAt)
        : answersAt(URI.create(host));
  }

  /** Whether a daemon answers at a {@code unix} or {@code tcp} address. */
  static boolean answersAt(URI address) {
    return switch (String.valueOf(address.getScheme())) {
      case "unix" -> Files.exists(Path.of(address.getPath())) && pings(Path.of(address.getPath()));
      case "tcp" -> accepts(address);
      default -> false;
    };
  }

  private static List<URI> usualSockets() {
    String runtime = System.getenv("XDG_RUNTIME_DIR");
    return Stream.concat(
            Stream.of(
                Path.of("/var/run/docker.sock"),
                Path.of(System.getProperty("user.home"), ".docker", "run", "docker.sock")),
            Stream.ofNullable(runtime).map(directory -> Path.of(directory, "docker.sock")))
        .map(path -> URI.create("unix://" + path))
        .toList();
  }

  private static boolean pings(Path socket) {
    FutureTask<Boolean> ping = new FutureTask<>(() -> ping(socket));
    Thread.ofPlatform().daemon().name("docker-ping").start(ping);
    try {
      return ping.get(LIMIT_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException | TimeoutException e) {
      ping.cancel(true);
      return false;
    }
  }

  private static boolean ping(Path socket) throws IOException {
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      channel.write(ByteBuffer.wrap(PING.getBytes(StandardCharsets.US_ASCII)));
      ByteBuffer status = ByteBuffer.allocate("HTTP/1.1 200".length());
      while (status.hasRemaining() && channel.read(status) >= 0) {}
      return StandardCharsets.US_ASCII.decode(status.flip()).toString().endsWith(" 200");
    }
  }

  private static boolean accepts(URI address) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address.getHost(), address.getPort()), LIMIT_MILLIS);
      return true;
    } catch (IOException | IllegalArgumentException e) {
      return false;
    }
  }
}
