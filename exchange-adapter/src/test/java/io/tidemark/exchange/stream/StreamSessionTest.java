package io.tidemark.exchange.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.exchange.ExchangeSettings.Retry;
import io.tidemark.exchange.StreamChange;
import io.tidemark.exchange.StreamHealthSettings;
import io.tidemark.exchange.StreamState;
import io.tidemark.exchange.VenueReadException;
import io.tidemark.exchange.resilience.Backoff;
import io.tidemark.model.reason.OrderReason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StreamSessionTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  /** A quarter of a second of silence brings a ping, another one the end. */
  private static final StreamHealthSettings HEALTH = health();

  private static StreamHealthSettings health() {
    StreamHealthSettings usual = StreamHealthSettings.defaults();
    return new StreamHealthSettings(
        Duration.ofMillis(250),
        Duration.ofMillis(250),
        usual.confirmTimeout(),
        usual.channelSilence(),
        usual.accountSilence(),
        usual.arrivalGrace(),
        usual.questionPause(),
        usual.longestPause(),
        usual.futureTolerance());
  }

  /** Says hello, and is live at the first word it hears. */
  private static final class Greeting implements StreamProtocol {
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private final CountDownLatch release = new CountDownLatch(1);
    private volatile String ping = "";

    @Override
    public String ping() {
      return ping;
    }

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
        case "ask" ->
            stream.aside(
                () -> {
                  Thread asking = Thread.currentThread();
                  return () -> heard.add("answered beside: " + !threads.contains(asking));
                },
                why -> heard.add("not answered"));
        case "ask in vain" ->
            stream.aside(
                () -> {
                  throw new VenueReadException(OrderReason.VENUE_UNAVAILABLE, "down");
                },
                why -> heard.add("not answered: " + why));
        case "held up" -> {
          try {
            release.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        }
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

  private volatile Instant now = NOW;
  private final AtomicInteger failures = new AtomicInteger();
  private final AtomicInteger arrivals = new AtomicInteger();
  private final LoopbackStream venue = new LoopbackStream();
  private final Greeting protocol = new Greeting();
  private final List<StreamChange> changes = new CopyOnWriteArrayList<>();
  private final StreamSession session = session(venue.address());

  /** Everything that comes in reads the clock on the network's thread. */
  private Instant read() {
    if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      throw new IllegalStateException("no clock");
    }
    if (!Thread.currentThread().getName().startsWith("stream-")) {
      arrivals.incrementAndGet();
    }
    return now;
  }

  private StreamSession session(URI address) {
    return new StreamSession(
        "test",
        address,
        Duration.ofSeconds(1),
        new Backoff(new Retry(3, Duration.ofMillis(5), 1, 0), new Random(1)),
        this::read,
        changes::add,
        protocol,
        HEALTH,
        System::nanoTime);
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

  @Test
  void pingsASilentConnectionAndMakesANewOneWithoutAnAnswer() {
    protocol.ping = "are you there";
    connectAndGoLive();

    await().until(() -> venue.connections.size() >= 2);
    assertThat(venue.received).startsWith("hello", "are you there");
    assertThat(changes)
        .filteredOn(change -> change.state() == StreamState.DISCONNECTED)
        .first()
        .extracting(StreamChange::detail)
        .asString()
        .contains("silent for PT0.25S");
  }

  @Test
  void keepsASilentConnectionThatAnswersPings() {
    protocol.ping = "are you there";
    venue.answers.put("are you there", "here");
    connectAndGoLive();

    await().until(() -> protocol.heard.stream().filter("here"::equals).count() >= 3);
    assertThat(venue.connections).hasSize(1);
  }

  @Test
  void givesUpAConnectionWhoseHandshakeIsNeverAnswered() throws IOException {
    try (ServerSocket deaf = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
        StreamSession waiting =
            session(URI.create("ws://127.0.0.1:" + deaf.getLocalPort() + "/ws"))) {
      waiting.start();
      await().until(() -> states().contains(StreamState.DISCONNECTED));
    }
  }

  @Test
  void runsQuestionsBesideTheWorkerAndAnswersOnIt() {
    connectAndGoLive();
    venue.say("ask");
    venue.say("ask in vain");

    await()
        .untilAsserted(
            () ->
                assertThat(protocol.heard).contains("answered beside: true", "not answered: down"));
  }

  @Test
  void tellsWhenItHeardLastAndStandsStillWhileTheConnectionIsSilent() {
    assertThat(session.heardAt()).isEmpty();
    connectAndGoLive();
    now = NOW.plusSeconds(60);
    venue.say("{\"event\":\"heartbeat\"}");
    await().until(() -> session.heardAt().equals(Optional.of(NOW.plusSeconds(60))));
    now = NOW.plusSeconds(3600);

    assertThat(session.heardAt()).contains(NOW.plusSeconds(60));
    session.close();
    assertThat(session.heardAt()).isEmpty();
  }

  @Test
  void countsAMessageFromItsArrivalAndNotFromWhenItIsWorkedOn() {
    connectAndGoLive();
    venue.say("held up");
    await().until(() -> protocol.heard.contains("held up"));
    venue.say("late");
    await().until(() -> arrivals.get() == 3);
    now = NOW.plusSeconds(3600);
    protocol.release.countDown();
    await().until(() -> protocol.heard.contains("late"));

    assertThat(session.heardAt()).contains(NOW);
  }

  @Test
  void triesAgainWhenAConnectionCannotEvenBeBegun() {
    failures.set(1);
    connectAndGoLive();

    assertThat(states())
        .containsExactly(StreamState.DISCONNECTED, StreamState.CONNECTING, StreamState.LIVE);
  }
}
