package io.tidemark.launcher.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LinkTest {

  private static final int PATIENCE_MILLIS = 10_000;
  private static final int SILENCE_MILLIS = 300;

  private ServerSocket echoing;
  private Link link;

  @BeforeEach
  void open() throws IOException {
    echoing = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
    Thread.ofPlatform().daemon().name("echo").start(this::echo);
    link = Link.to("echo", echoing.getLocalPort(), new SplittableRandom(3));
  }

  @AfterEach
  void close() throws IOException {
    link.close();
    echoing.close();
  }

  private void echo() {
    try {
      while (true) {
        Socket socket = echoing.accept();
        Thread.ofVirtual().start(() -> echo(socket));
      }
    } catch (IOException e) {
      // The test has ended.
      return;
    }
  }

  private static void echo(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      socket.getInputStream().transferTo(socket.getOutputStream());
    } catch (IOException e) {
      // The link was cut, as the test wants it.
      return;
    }
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), link.port());
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MILLIS);
    return socket;
  }

  private static byte[] bytes(int count, int seed) {
    byte[] bytes = new byte[count];
    new java.util.Random(seed).nextBytes(bytes);
    return bytes;
  }

  /** Milliseconds until all came back. */
  private static long roundTrip(Socket socket, byte[] sent) throws IOException {
    long begin = System.nanoTime();
    Thread sender = Thread.ofVirtual().start(() -> send(socket, sent));
    byte[] back = socket.getInputStream().readNBytes(sent.length);
    long millis = Duration.ofNanos(System.nanoTime() - begin).toMillis();
    sender.interrupt();
    assertThat(Arrays.equals(back, sent)).isTrue();
    return millis;
  }

  private static void send(Socket socket, byte[] sent) {
    try {
      socket.getOutputStream().write(sent);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void carriesEverythingInItsOrder() throws IOException {
    try (Socket socket = connect()) {
      roundTrip(socket, bytes(3_000_000, 1));
      roundTrip(socket, bytes(1, 2));
    }
  }

  @Test
  void delaysEachDirection() throws IOException {
    try (Socket socket = connect()) {
      link.set(LinkState.delayed(Duration.ofMillis(150)));

      assertThat(roundTrip(socket, bytes(100, 1))).isGreaterThanOrEqualTo(300);
      // What is under way waits side by side.
      assertThat(roundTrip(socket, bytes(200_000, 2))).isBetween(300L, 3_000L);
    }
  }

  @Test
  void isNarrow() throws IOException {
    try (Socket socket = connect()) {
      link.set(LinkState.slow(100_000));

      assertThat(roundTrip(socket, bytes(50_000, 1))).isGreaterThanOrEqualTo(500);
    }
  }

  @Test
  void losesNothingForGood() throws IOException {
    try (Socket socket = connect()) {
      link.set(LinkState.lossy(0.5));

      assertThat(roundTrip(socket, bytes(400_000, 1)))
          .isGreaterThanOrEqualTo(LinkState.RESENT_AFTER.toMillis());
    }
  }

  @Test
  void endsEveryConnectionWhenItIsCut() throws IOException {
    try (Socket socket = connect()) {
      roundTrip(socket, bytes(10, 1));

      link.set(LinkState.CUT);

      assertThatThrownBy(() -> roundTrip(socket, bytes(10, 2))).isInstanceOf(IOException.class);
      try (Socket late = connect()) {
        assertThatThrownBy(
                () -> {
                  late.getOutputStream().write(1);
                  if (late.getInputStream().read() < 0) {
                    throw new IOException("ended");
                  }
                })
            .isInstanceOf(IOException.class);
      }
    }
    link.set(LinkState.SOUND);
    try (Socket socket = connect()) {
      roundTrip(socket, bytes(10, 3));
    }
  }

  @Test
  void tellsNobodyWhenItIsHalfOpen() throws IOException {
    try (Socket socket = connect()) {
      roundTrip(socket, bytes(10, 1));

      link.set(LinkState.HALF_OPEN);

      socket.setSoTimeout(SILENCE_MILLIS);
      socket.getOutputStream().write(bytes(10, 2));
      assertThatThrownBy(() -> socket.getInputStream().read())
          .isInstanceOf(SocketTimeoutException.class);
      try (Socket late = connect()) {
        assertThat(late.isConnected()).isTrue();
      }

      link.set(LinkState.SOUND);

      socket.setSoTimeout(PATIENCE_MILLIS);
      assertThatThrownBy(
              () -> {
                if (socket.getInputStream().read() < 0) {
                  throw new IOException("ended");
                }
              })
          .isInstanceOf(IOException.class)
          .isNotInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void refusesWhenNobodyListensBehindIt() throws IOException {
    echoing.close();
    try (Socket socket = connect()) {
      assertThatThrownBy(
              () -> {
                if (socket.getInputStream().read() < 0) {
                  throw new IOException("ended");
                }
              })
          .isInstanceOf(IOException.class)
          .isNotInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void refusesWhatIsNoLink() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LinkState.lossy(1.5))
        .withMessageContaining("lossShare");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LinkState.slow(-1))
        .withMessageContaining("bytesPerSecond");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LinkState.delayed(Duration.ofMillis(-1)))
        .withMessageContaining("delay");
  }
}
