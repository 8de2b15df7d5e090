package io.tidemark.operator.alert;

import io.micrometer.core.instrument.MeterRegistry;
import io.tidemark.operator.alert.DeliveryTable.Delivery;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells what waits for the recipients of one channel, each of them the oldest first. What is handed
 * over is noted before, and how it ended after: nothing is lost, and what may have been told before
 * a kill is told again and says so. More than the most messages a minute are told in one.
 */
final class AlertSender {

  private static final Logger LOG = LoggerFactory.getLogger(AlertSender.class);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration FIRST_WAIT = Duration.ofSeconds(2);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);
  private static final int MOST_DOUBLINGS = 8;
  private static final int MOST_IN_ONE = 200;

  private final AlertChannel channel;
  private final DeliveryTable table;
  private final AlertProperties properties;
  private final String origin;
  private final MeterRegistry metrics;
  private final InstantSource clock;

  AlertSender(
      AlertChannel channel,
      DeliveryTable table,
      AlertProperties properties,
      String origin,
      MeterRegistry metrics,
      InstantSource clock) {
    this.channel = channel;
    this.table = table;
    this.properties = properties;
    this.origin = origin;
    this.metrics = metrics;
    this.clock = clock;
  }

  String channel() {
    return channel.name();
  }

  /** Withdraws what waits for those who are not to be told any more. */
  void withdrawOthers() {
    int withdrawn = table.withdrawOthers(channel.name(), channel.recipients(), now());
    if (withdrawn > 0) {
      LOG.info("event=alerts_withdrawn channel={} count={}", channel.name(), withdrawn);
    }
  }

  /** Tells what waits and may be told now. */
  void sendOnce() throws InterruptedException {
    for (String recipient : table.recipientsDue(channel.name(), now())) {
      sendTo(recipient);
    }
  }

  private void sendTo(String recipient) throws InterruptedException {
    int told = table.messagesSince(channel.name(), recipient, now().minus(MINUTE));
    int left = properties.mostAMinute() - told;
    boolean taken = true;
    while (taken && left > 0) {
      List<Delivery> waiting = table.waiting(channel.name(), recipient, MOST_IN_ONE);
      if (waiting.isEmpty()) {
        return;
      }
      // The last message that is left has all that there is to tell.
      taken = send(recipient, left == 1 ? waiting : waiting.subList(0, 1));
      left--;
    }
  }

  /** Whether it ended, so that the next may be told. */
  private boolean send(String recipient, List<Delivery> deliveries) throws InterruptedException {
    List<Long> ids = deliveries.stream().map(Delivery::id).toList();
    table.begin(ids);
    AlertMessage message =
        new AlertMessage(
            origin,
            deliveries.stream().map(Delivery::news).toList(),
            deliveries.stream().anyMatch(Delivery::repeated));
    return switch (channel.send(recipient, message)) {
      case Sending.Sent _ -> {
        end(ids, DeliveryState.SENT, null);
        yield true;
      }
      case Sending.Refused refused -> {
        end(ids, DeliveryState.REFUSED, refused.reason());
        yield true;
      }
      case Sending.TryAgain again -> {
        tryAgain(deliveries, again);
        yield false;
      }
    };
  }

  private void end(List<Long> ids, DeliveryState state, @Nullable String reason) {
    table.end(ids, state, reason, now());
    metrics
        .counter(
            "tidemark_alert_deliveries_total", "channel", channel.name(), "state", state.name())
        .increment(ids.size());
    if (reason != null) {
      LOG.warn(
          "event=alert_not_told channel={} count={} state={} cause=\"{}\"",
          channel.name(),
          ids.size(),
          state,
          reason);
    }
  }

  private void tryAgain(List<Delivery> deliveries, Sending.TryAgain again) {
    Instant now = now();
    Instant tooOld = now.minus(properties.tryFor());
    List<Long> given = ids(deliveries, one -> one.createdAt().isBefore(tooOld));
    List<Long> left = ids(deliveries, one -> !one.createdAt().isBefore(tooOld));
    if (!given.isEmpty()) {
      end(given, DeliveryState.GIVEN_UP, again.reason());
    }
    if (!left.isEmpty()) {
      Duration wait = wait(deliveries.getFirst().attempts(), again.after());
      table.again(left, now.plus(wait), again.reason(), again.perhapsTaken());
      LOG.info(
          "event=alert_waits channel={} seconds={} cause=\"{}\"",
          channel.name(),
          wait.toSeconds(),
          again.reason());
    }
  }

  private static List<Long> ids(List<Delivery> deliveries, Predicate<Delivery> which) {
    return deliveries.stream().filter(which).map(Delivery::id).toList();
  }

  /** Twice as long each time; as long as the other side asks for, if that is longer. */
  private static Duration wait(int attempts, @Nullable Duration asked) {
    Duration own = FIRST_WAIT.multipliedBy(1L << Math.min(attempts, MOST_DOUBLINGS));
    Duration wait = own.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : own;
    return asked != null && asked.compareTo(wait) > 0 ? asked : wait;
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
