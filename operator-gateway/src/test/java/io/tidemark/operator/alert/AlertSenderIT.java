package io.tidemark.operator.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tidemark.operator.alert.Alert.Severity;
import io.tidemark.operator.alert.Alert.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is told, how often and when, on a real Postgres; by a clock that is set. */
class AlertSenderIT {

  private static AlertRows rows;

  private final Recorder recorder = new Recorder();
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private AlertDesk desk;
  private AlertSender sender;

  // What is to be told is due by the machine's clock.
  private Instant now = Instant.now().plusSeconds(1);

  @BeforeAll
  static void migrate() {
    rows = new AlertRows();
  }

  @BeforeEach
  void start() {
    rows.empty();
    desk = rows.desk(recorder);
    sender = sender();
  }

  private AlertSender sender() {
    return new AlertSender(
        recorder,
        rows.deliveries,
        AlertRows.PROPERTIES,
        "paper, account main",
        metrics,
        this::tick);
  }

  /** Some time passes between any two looks at the clock. */
  private Instant tick() {
    now = now.plusNanos(1_000);
    return now;
  }

  /** A channel that keeps what it is told, and ends as it is told to. */
  private static final class Recorder implements AlertChannel {

    private final Set<String> recipients = new TreeSet<>(Set.of("one"));
    private final List<String> told = new ArrayList<>();
    private final Deque<Sending> endings = new ArrayDeque<>();
    private boolean stops;

    @Override
    public String name() {
      return "RECORDER";
    }

    @Override
    public Set<String> recipients() {
      return recipients;
    }

    @Override
    public Sending send(String recipient, AlertMessage message) throws InterruptedException {
      told.add(recipient + (message.repeated() ? " perhaps again: " : ": ") + message.headline());
      if (stops) {
        throw new InterruptedException();
      }
      return endings.isEmpty() ? new Sending.Sent() : endings.poll();
    }
  }

  @Test
  void tellsWhatBeganAndThatItIsOver() throws Exception {
    assertThat(desk.raise(AlertRows.alert("a", Severity.CRITICAL))).isTrue();
    assertThat(desk.raise(AlertRows.alert("a", Severity.CRITICAL))).isFalse();
    assertThat(desk.clear("run", Source.THOUGHT, "a", "done")).isTrue();
    assertThat(desk.clear("run", Source.THOUGHT, "a", "done")).isFalse();

    sender.sendOnce();
    sender.sendOnce();

    assertThat(recorder.told)
        .containsExactly("one: CRITICAL: The alert of a.", "one: Over: The alert of a.");
    assertThat(rows.states()).containsExactly("SENT 1", "SENT 1");
    assertThat(
            metrics
                .counter("tidemark_alert_deliveries_total", "channel", "RECORDER", "state", "SENT")
                .count())
        .isEqualTo(2);
  }

  @Test
  void raisesACauseAnewWithAnotherSeverityOnly() {
    assertThat(desk.raise(AlertRows.alert("a", Severity.WARNING, "It is bad."))).isTrue();
    assertThat(desk.raise(AlertRows.alert("a", Severity.WARNING, "Still bad."))).isFalse();
    assertThat(desk.raise(AlertRows.alert("a", Severity.CRITICAL, "It is worse."))).isTrue();

    assertThat(rows.database.sql("select clearance from alert where cleared_at is not null"))
        .extracting(query -> query.query(String.class).list())
        .isEqualTo(List.of("It is worse."));
    // What gave way is not told to be over.
    assertThat(rows.states()).containsExactly("WAITING 0", "WAITING 0");
  }

  @Test
  void tellsWhatIsMoreThanTheMostAMinuteInTheLastOfThem() throws Exception {
    for (int i = 0; i < 7; i++) {
      desk.raise(AlertRows.alert("a" + i, Severity.INFO));
    }

    sender.sendOnce();

    assertThat(recorder.told)
        .containsExactly(
            "one: INFO: The alert of a0.", "one: INFO: The alert of a1.", "one: 5 alerts at once");
    assertThat(rows.states()).containsOnly("SENT 1");

    desk.raise(AlertRows.alert("a7", Severity.INFO));
    desk.raise(AlertRows.alert("a8", Severity.INFO));
    now = now.plusSeconds(59);
    sender.sendOnce();
    assertThat(recorder.told).hasSize(3);

    now = now.plusSeconds(2);
    sender.sendOnce();
    assertThat(recorder.told.subList(3, 5))
        .containsExactly("one: INFO: The alert of a7.", "one: INFO: The alert of a8.");
  }

  @Test
  void triesAgainLessAndLessOftenAndKeepsTheOrder() throws Exception {
    recorder.endings.add(new Sending.TryAgain("away", null, false));
    recorder.endings.add(new Sending.TryAgain("busy", Duration.ofSeconds(90), false));
    desk.raise(AlertRows.alert("a", Severity.INFO));
    desk.raise(AlertRows.alert("b", Severity.INFO));

    sender.sendOnce();
    now = now.plusMillis(1_990);
    sender.sendOnce();
    assertThat(recorder.told).hasSize(1);

    now = now.plusMillis(20);
    sender.sendOnce();
    assertThat(recorder.told).hasSize(2);
    assertThat(rows.states()).containsExactly("WAITING 2", "WAITING 0");

    now = now.plusSeconds(89);
    sender.sendOnce();
    assertThat(recorder.told).hasSize(2);

    now = now.plusSeconds(2);
    sender.sendOnce();
    assertThat(recorder.told.subList(2, 4))
        .containsExactly("one: INFO: The alert of a.", "one: INFO: The alert of b.");
    assertThat(rows.states()).containsExactly("SENT 3", "SENT 1");
  }

  @Test
  void saysThatItMayBeToldAgainWhenAnAnswerDidNotCome() throws Exception {
    recorder.endings.add(new Sending.TryAgain("no answer", null, true));
    desk.raise(AlertRows.alert("a", Severity.INFO));

    sender.sendOnce();
    now = now.plusSeconds(2);
    sender.sendOnce();

    assertThat(recorder.told)
        .containsExactly("one: INFO: The alert of a.", "one perhaps again: INFO: The alert of a.");
  }

  @Test
  void saysThatItMayBeToldAgainAfterAnEndInTheMiddle() throws Exception {
    desk.raise(AlertRows.alert("a", Severity.INFO));
    recorder.stops = true;
    assertThatThrownBy(sender::sendOnce).isInstanceOf(InterruptedException.class);
    assertThat(rows.states()).containsExactly("SENDING 1");

    recorder.stops = false;
    sender().sendOnce();

    assertThat(recorder.told.getLast()).isEqualTo("one perhaps again: INFO: The alert of a.");
    assertThat(rows.states()).containsExactly("SENT 2");
  }

  @Test
  void givesUpWhatIsRefusedAtOnceAndWhatFailsAfterADay() throws Exception {
    desk.raise(AlertRows.alert("a", Severity.INFO));
    desk.raise(AlertRows.alert("b", Severity.INFO));
    recorder.endings.add(new Sending.Refused("blocked"));
    recorder.endings.add(new Sending.TryAgain("away", null, false));

    sender.sendOnce();
    recorder.endings.add(new Sending.TryAgain("away", null, false));
    now = now.plus(Duration.ofHours(24));
    sender.sendOnce();

    assertThat(rows.states()).containsExactly("REFUSED 1", "GIVEN_UP 2");
    assertThat(
            rows.database
                .sql("select detail from alert_delivery order by delivery_id")
                .query(String.class)
                .list())
        .containsExactly("blocked", "away");
    // Who was not told that it began is not told that it is over.
    assertThat(desk.clear("run", Source.THOUGHT, "a", null)).isTrue();
    assertThat(rows.states()).hasSize(2);
  }

  @Test
  void withdrawsWhatWaitsForThoseWhoAreNotToBeToldAnyMore() throws Exception {
    recorder.recipients.add("two");
    desk.raise(AlertRows.alert("a", Severity.INFO));
    recorder.recipients.remove("one");

    sender.withdrawOthers();
    sender.sendOnce();

    assertThat(recorder.told).containsExactly("two: INFO: The alert of a.");
    assertThat(rows.states()).containsExactly("WITHDRAWN 0", "SENT 1");
    desk.raise(AlertRows.alert("b", Severity.INFO));
    assertThat(rows.deliveries.withdrawChannelsBut(Set.of(), now)).isEqualTo(1);
  }
}
