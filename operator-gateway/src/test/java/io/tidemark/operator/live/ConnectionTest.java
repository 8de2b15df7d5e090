package io.tidemark.operator.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;

class ConnectionTest {

  private final List<String> sent = new CopyOnWriteArrayList<>();
  private final CountDownLatch reads = new CountDownLatch(1);
  private final WebSocketSession session = mock(WebSocketSession.class);
  private final Connection connection = new Connection(session);
  private Thread writer;

  @BeforeEach
  void write() throws IOException {
    when(session.isOpen()).thenReturn(true);
    doAnswer(
            call -> {
              reads.await();
              sent.add(call.<TextMessage>getArgument(0).getPayload());
              return null;
            })
        .when(session)
        .sendMessage(any());
    writer =
        Thread.ofVirtual()
            .start(
                () ->
                    connection.run(
                        () -> {
                          connection.caughtUp();
                          return "all";
                        }));
  }

  @AfterEach
  void end() {
    writer.interrupt();
  }

  @Test
  void sendsFramesInTheirOrder() {
    reads.countDown();
    connection.begin(List.of());
    connection.offer("1");
    connection.offer("2");

    await().atMost(Duration.ofSeconds(10)).until(() -> sent.equals(List.of("1", "2")));
  }

  @Test
  void sendsNothingOfTheStreamBeforeItBegan() {
    reads.countDown();
    connection.offer("1");
    connection.begin(List.of());
    connection.offer("2");

    await().atMost(Duration.ofSeconds(10)).until(() -> sent.equals(List.of("2")));
  }

  @Test
  void givesOneThatComesBackAllThatItMissedHoweverMuch() {
    List<String> missed = IntStream.range(0, LiveState.KEPT).mapToObj(Integer::toString).toList();
    reads.countDown();

    connection.begin(missed);

    await().atMost(Duration.ofSeconds(10)).until(() -> sent.equals(missed));
  }

  @Test
  void givesAllToOneThatWasTooSlowAndThenGoesOn() {
    connection.begin(List.of());
    for (int i = 0; i < 100; i++) {
      connection.offer(Integer.toString(i));
    }
    reads.countDown();

    await().atMost(Duration.ofSeconds(10)).until(() -> sent.contains("all"));
    connection.offer("100");
    await().atMost(Duration.ofSeconds(10)).until(() -> sent.getLast().equals("100"));
    // At most the one that was being sent is before it.
    assertThat(sent).hasSizeLessThanOrEqualTo(3);
  }

  @Test
  void isFedUpWithTenUnreadableMessagesInARowOnly() {
    for (int i = 0; i < 9; i++) {
      assertThat(connection.isFedUp()).isFalse();
    }
    connection.understood();
    for (int i = 0; i < 9; i++) {
      assertThat(connection.isFedUp()).isFalse();
    }
    assertThat(connection.isFedUp()).isTrue();
  }
}
