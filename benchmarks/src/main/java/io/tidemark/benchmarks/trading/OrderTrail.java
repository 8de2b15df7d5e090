package io.tidemark.benchmarks.trading;

import io.tidemark.benchmarks.venue.Delays;
import io.tidemark.benchmarks.venue.TopicReader;
import io.tidemark.benchmarks.venue.VenueProcess;
import io.tidemark.kit.codec.EventCodec;
import io.tidemark.model.OrderStatus;
import io.tidemark.model.event.Event;
import io.tidemark.model.event.OrderChanged;
import io.tidemark.model.event.OrderDenied;
import io.tidemark.model.event.PlaceOrder;
import io.tidemark.model.event.SignalRaised;
import io.tidemark.model.reason.DenialReason;
import io.tidemark.model.topic.Topic;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import tools.jackson.databind.JsonNode;

/** Follows each signal to its order, by the ids in the messages and the broker's times. */
final class OrderTrail implements AutoCloseable {

  private static final List<Topic> TOPICS =
      List.of(Topic.STRATEGY_SIGNAL, Topic.ORDER_INTENT, Topic.ORDER, Topic.POSITION);
  private static final Duration SETTLING = Duration.ofSeconds(5);
  private static final int OFFSET_READINGS = 200;
  private static final double LEAST_SHARE = 0.99;

  private final TopicReader reader;
  private final Map<UUID, Long> signals = new HashMap<>();
  private final Map<UUID, UUID> signalOfOrder = new HashMap<>();
  private final Map<UUID, Long> intended = new HashMap<>();
  private final Map<UUID, Long> acknowledged = new HashMap<>();
  private final Map<DenialReason, Integer> denied = new EnumMap<>(DenialReason.class);

  OrderTrail(String kafka) throws InterruptedException, ExecutionException {
    reader = new TopicReader(kafka, TOPICS);
  }

  /** Signals count from now on; what became of them is read afterwards, so as not to disturb. */
  void measure() {
    reader.beginHere();
  }

  private void note(Event event, long brokerMillis) {
    switch (event) {
      case SignalRaised signal -> signals.put(signal.signalId(), brokerMillis);
      case PlaceOrder order -> {
        signalOfOrder.put(order.clientOrderId(), order.causeId());
        intended.put(order.clientOrderId(), brokerMillis);
      }
      case OrderChanged change when change.status() == OrderStatus.ACCEPTED ->
          acknowledged.putIfAbsent(change.clientOrderId(), brokerMillis);
      case OrderDenied denial -> denied.merge(denial.reason(), 1, Integer::sum);
      default -> {
        // Nothing that is measured.
      }
    }
  }

  /**
   * Prints what became of the signals; one that became no order counts as the longest delay.
   *
   * @return whether enough of them became orders for the figures to mean something
   */
  boolean report(double rate, Duration measured, VenueProcess venue)
      throws IOException, InterruptedException {
    Thread.sleep(SETTLING);
    reader.readAll(message -> note(EventCodec.decode(message.value()), message.timestamp()));
    Map<UUID, Long> opened = openedAt(venue);
    Delays toIntent = new Delays();
    Delays toVenue = new Delays();
    Delays toReport = new Delays();
    int followed = 0;
    Map<UUID, UUID> orderOfSignal = new HashMap<>();
    signalOfOrder.forEach((order, signal) -> orderOfSignal.put(signal, order));
    for (Map.Entry<UUID, Long> signal : signals.entrySet()) {
      UUID order = orderOfSignal.get(signal.getKey());
      Long intent = order == null ? null : intended.get(order);
      toIntent.add(intent == null ? Delays.LONGEST_MILLIS : intent - signal.getValue());
      Long atVenue = order == null ? null : opened.get(order);
      followed += atVenue == null ? 0 : 1;
      toVenue.add(atVenue == null ? Delays.LONGEST_MILLIS : atVenue - signal.getValue());
      Long reported = order == null ? null : acknowledged.get(order);
      toReport.add(reported == null ? Delays.LONGEST_MILLIS : reported - signal.getValue());
    }
    System.out.printf(
        "%.0f signals/s for %d s: %d of %d signals became orders at the venue%n",
        rate, measured.toSeconds(), followed, signals.size());
    if (!denied.isEmpty()) {
      System.out.println("  denied: " + denied);
    }
    tell("the order's intent on Kafka", toIntent);
    tell("order in the venue's books", toVenue);
    tell("its acceptance on Kafka", toReport);
    return isEnough(followed);
  }

  private boolean isEnough(int followed) {
    double share = (double) followed / signals.size();
    if (share >= LEAST_SHARE) {
      return true;
    }
    System.out.printf(
        "  FAILED: %.1f %% of the signals became orders, of %.0f %% at least%n",
        100 * share, 100 * LEAST_SHARE);
    return false;
  }

  /** When the venue took each order, on this machine's clock. */
  private static Map<UUID, Long> openedAt(VenueProcess venue)
      throws IOException, InterruptedException {
    Duration offset = venue.offset();
    for (int i = 1; i < OFFSET_READINGS; i++) {
      Duration reading = venue.offset();
      offset = reading.compareTo(offset) < 0 ? reading : offset;
    }
    Map<UUID, Long> opened = new HashMap<>();
    for (JsonNode account : venue.ledger().path("accounts")) {
      for (JsonNode order : account.path("orders")) {
        opened.put(
            UUID.fromString(order.path("clOrdId").stringValue()),
            Instant.parse(order.path("openedAt").stringValue()).plus(offset).toEpochMilli());
      }
    }
    return opened;
  }

  private static void tell(String what, Delays delays) {
    System.out.printf(
        "  signal on Kafka to %s: p50 %d ms, p99 %d ms, p99.9 %d ms, most %d ms%n",
        what, delays.millis(0.5), delays.millis(0.99), delays.millis(0.999), delays.millis(1));
  }

  @Override
  public void close() throws InterruptedException {
    reader.close();
  }
}
