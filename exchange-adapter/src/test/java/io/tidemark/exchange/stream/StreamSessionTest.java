package io.tidemark.exchange.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.exchange.ExchangeSettings.Retry;
import io.tidemark.exchange.StreamChange;
import io.tidemark.exchange.StreamState;
import io.tidemark.exchange.resilience.Backoff;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StreamSessionTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  /** Says hello, and is live at the first word it hears. */
  private static final class Greeting implements StreamProtocol {
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

    @Override
    public void opened(StreamOutlet stream) {
      stream.send("hello");
    }

    @Override
    public void received(StreamOutlet stream, String text) {
      threads.add(Thread.currentThread());
      heard.add(text);
      switch (text) {
        case "live" -> stream.become(StreamState.LIVE, "greeted");
        case "void" -> stream.restart("asked to");
        case "odd" -> throw new IllegalArgumentException("odd");
        case "listener fails" ->
            stream.guard(
                () -> {
                  throw new IllegalStateException("listener failed");
                });
        default -> {
          // Only kept.
        }
      }
    }
  }

  private final LoopbackStream venue = new LoopbackStream();
  private final Greeting protocol = new Greeting();
  private final List<StreamChange> changes = new CopyOnWriteArrayList<>();
  private final StreamSession session = session(venue.address());

  private StreamSession session(URI address) {
    return new StreamSession(
        "test",
        address,
        Duration.ofSeconds(2),
        new Backoff(new Retry(3, Duration.ofMillis(5), 1, 0), new Random(1)),
        () -> NOW,
        changes::add,
        protocol);
  }

  @AfterEach
  void close() {
    session.close();
    venue.close();
  }

  private List<StreamState> states() {
    return changes.stream().map(StreamChange::state).toList();
  }

  private void connectAndGoLive() {
    session.start();
    await().until(() -> venue.received.contains("hello"));
    venue.say("live");
    await().until(() -> session.state() == StreamState.LIVE);
  }

  @Test
  void handsOnWhatTheVenueSaysInOrderOnOneThread() {
    connectAndGoLive();
    List<String> words = IntStream.range(0, 500).mapToObj(Integer::toString).toList();
    words.forEach(venue::say);

    await().until(() -> protocol.heard.size() == 501);
    assertThat(protocol.heard.subList(1, 501)).isEqualTo(words);
    assertThat(protocol.threads).hasSize(1);
  }

  @Test
  void tellsALostConnectionAndMakesANewOne() {
    connectAndGoLive();
    venue.hangUp();
    await().until(() -> venue.connections.size() == 2 && venue.received.size() == 2);
    venue.say("live");
    await().until(() -> session.state() == StreamState.LIVE);

    assertThat(states())
        .containsExactly(
            StreamState.CONNECTING,
            StreamState.LIVE,
            StreamState.DISCONNECTED,
            StreamState.CONNECTING,
            StreamState.LIVE);
  }

  @Test
  void makesANewConnectionWhenTheProtocolAsksOrBreaks() {
    connectAndGoLive();
    venue.say("void");
    await().until(() -> venue.connections.size() == 2);
    venue.say("odd");
    await().until(() -> venue.connections.size() == 3);

    assertThat(states()).contains(StreamState.DISCONNECTED);
  }

  @Test
  void goesOnWhenAListenerFails() {
    connectAndGoLive();
    venue.say("listener fails");
    venue.say("after");

    await().until(() -> protocol.heard.contains("after"));
    assertThat(venue.connections).hasSize(1);
  }

  @Test
  void triesAgainWhileNobodyListens() {
    StreamSession nowhere = session(URI.create("ws://127.0.0.1:1/ws"));
    nowhere.start();

    await().until(() -> states().stream().filter(StreamState.DISCONNECTED::equals).count() > 2);
    nowhere.close();
    assertThat(states()).last().isEqualTo(StreamState.CLOSED);
  }

  @Test
  void tellsNothingAfterItIsClosed() {
    connectAndGoLive();
    session.close();
    int told = changes.size();
    int heard = protocol.heard.size();

    assertThat(states()).last().isEqualTo(StreamState.CLOSED);
    await().until(() -> !venue.connections.getLast().isOpen());
    assertThat(changes).hasSize(told);
    assertThat(protocol.heard).hasSize(heard);
  }
}
