package io.tidemark.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class DockerTest {

  @TempDir Path directory;

  @Test
  void isAbsentWithoutASocket() {
    assertThat(Docker.answersAt(URI.create("unix://" + directory.resolve("absent")))).isFalse();
  }

  @Test
  void isThereWhenItAnswersAPing() throws Exception {
    assertThat(answersWhenTheSocketSays("HTTP/1.0 200 OK\r\n\r\nOK")).isTrue();
  }

  @Test
  void isAbsentWhenTheSocketRefusesThePing() throws Exception {
    assertThat(answersWhenTheSocketSays("HTTP/1.0 503 Service Unavailable\r\n\r\n")).isFalse();
  }

  @Test
  void isAbsentWhenTheSocketNeverAnswers() throws Exception {
    assertThat(answersWhenTheSocketSays("")).isFalse();
  }

  private boolean answersWhenTheSocketSays(String answer) throws Exception {
    Path socket = directory.resolve("docker.sock");
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(socket));
      Thread.ofPlatform().daemon().start(() -> serve(server, answer));
      return Docker.answersAt(URI.create("unix://" + socket));
    }
  }

  /** Holds the connection open, so that silence is not mistaken for a refusal. */
  private static void serve(ServerSocketChannel server, String answer) {
    try (SocketChannel client = server.accept()) {
      client.write(ByteBuffer.wrap(answer.getBytes(StandardCharsets.US_ASCII)));
      ByteBuffer request = ByteBuffer.allocate(1024);
      while (client.read(request) >= 0) {}
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
