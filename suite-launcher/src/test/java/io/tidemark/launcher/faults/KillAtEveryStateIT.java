package io.tidemark.launcher.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.launcher.demo.Invariants;
import io.tidemark.launcher.demo.SuiteClient;
import io.tidemark.launcher.demo.VenueLedger;
import io.tidemark.launcher.faults.KillPoint.Asked;
import io.tidemark.model.Ids;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.OrderPurpose;
import io.tidemark.model.OrderStatus;
import io.tidemark.model.OrderType;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Side;
import io.tidemark.model.TimeInForce;
import io.tidemark.model.event.CancelOrder;
import io.tidemark.model.event.PlaceOrder;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.UUID;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/**
 * The execution process is killed at every state of an order, before and after it is committed, and
 * started again: each order is at the venue once or not at all, and the books agree.
 */
@Timeout(180)
class KillAtEveryStateIT {

  private static final InstrumentId BITCOIN = InstrumentId.of("kraken", "BTC/USD");
  private static final int IN_A_HURRY = 100;
  private static final int SPEED = 10;

  /** What the end of the whole suite compares, as far as orders and fills go. */
  private static final List<String> BOOKS =
      List.of(
          "ordersEqualLedger", "fillsEqualLedger", "noDuplicateClientOrderId", "fillsSumToOrders");

  @TempDir static Path logs;
  private static ExecutionUnderTest execution;
  private static OrderGate gate;

  @BeforeAll
  static void start() {
    execution = new ExecutionUnderTest(logs);
    gate = new OrderGate(execution.database());
  }

  @AfterAll
  static void stop() {
    gate.close();
    execution.close();
  }

  @AfterEach
  void leaveTheVenueAsItWas() {
    gate.open();
    execution.endFaults();
    execution.venue().setRunning(true);
    execution.venue().setSpeed(SPEED);
  }

  @ParameterizedTest
  @EnumSource
  void placesEachOrderOnceWheneverItIsKilled(KillPoint point) {
    PlaceOrder intent = intent(point);
    arrange(point, intent);

    await("the moment " + point)
        .atMost(ExecutionUnderTest.PATIENCE)
        .until(() -> isThere(point, intent.clientOrderId()));
    execution.kill();
    gate.open();
    execution.endFaults();
    execution.restart();

    execution.venue().setSpeed(IN_A_HURRY);
    awaitStatus(intent, point.end());
    if (!OrderStatus.valueOf(point.end()).isTerminal()) {
      execution.publish(cancel(intent));
      awaitStatus(intent, "CANCELLED");
    }
    assertAtVenueAtMostOnce(point, intent);
    assertToldInOrder(intent);
    assertBooksAgree();
  }

  /** Prepares the moment and asks for the order. */
  private static void arrange(KillPoint point, PlaceOrder intent) {
    if (point.asked() != Asked.CANCELLED) {
      prepare(point);
      if (point.asked() == KillPoint.Asked.BEHIND_ANOTHER) {
        PlaceOrder before = place(point + " before", "0.2", null);
        execution.publish(before);
        awaitStatus(before, "SUBMITTING");
      }
      execution.publish(intent);
      return;
    }
    execution.publish(intent);
    awaitStatus(intent, "ACCEPTED");
    prepare(point);
    execution.publish(cancel(intent));
  }

  private static void prepare(KillPoint point) {
    point.faults().forEach(execution::disturb);
    switch (point.hold()) {
      case COMMIT -> gate.holdBeforeCommit(point.status());
      case PUBLICATION -> gate.holdBeforePublication(point.status());
      case AFTER_PUBLICATION -> gate.holdAfterPublication(point.status());
      case COMMITTED, FAULT_STRUCK, VENUE_HAS_IT, VENUE_HAS_ENDED_IT -> {
        // The venue's fault is enough.
      }
    }
  }

  private static boolean isThere(KillPoint point, UUID id) {
    return switch (point.hold()) {
      case COMMIT, PUBLICATION, AFTER_PUBLICATION -> gate.isHolding();
      case COMMITTED -> gate.status(id).equals(point.status());
      case FAULT_STRUCK -> gate.status(id).equals(point.status()) && execution.hasStruck();
      case VENUE_HAS_IT -> gate.status(id).equals(point.status()) && isAtVenue(id);
      case VENUE_HAS_ENDED_IT ->
          gate.status(id).equals(point.status()) && !execution.isOpenAtVenue(id);
    };
  }

  private static boolean isAtVenue(UUID id) {
    return execution.ledger().orders().stream()
        .anyMatch(order -> order.clientOrderId().equals(id.toString()));
  }

  private static void awaitStatus(PlaceOrder intent, String status) {
    await()
        .atMost(ExecutionUnderTest.PATIENCE)
        .untilAsserted(() -> assertThat(gate.status(intent.clientOrderId())).isEqualTo(status));
  }

  private static void assertAtVenueAtMostOnce(KillPoint point, PlaceOrder intent) {
    List<VenueLedger.Order> there =
        execution.ledger().orders().stream()
            .filter(order -> order.clientOrderId().equals(intent.clientOrderId().toString()))
            .toList();
    boolean never = List.of("DENIED", "REJECTED", "EXPIRED").contains(point.end());
    assertThat(there).hasSize(never ? 0 : 1);
  }

  /** Every state is told, the last of them is the only end, and none is told otherwise again. */
  private static void assertToldInOrder(PlaceOrder intent) {
    await()
        .atMost(ExecutionUnderTest.PATIENCE)
        .untilAsserted(
            () -> {
              SortedMap<Long, String> told = execution.told(intent.clientOrderId());
              assertThat(told.keySet())
                  .containsExactlyElementsOf(
                      LongStream.rangeClosed(1, told.size()).boxed().toList());
              assertThat(told.values())
                  .filteredOn(status -> OrderStatus.valueOf(status).isTerminal())
                  .containsExactly(told.getOrDefault((long) told.size(), "nothing"));
            });
  }

  private static void assertBooksAgree() {
    SuiteClient client = execution.client();
    SuiteClient.Account noAccount = new SuiteClient.Account("ACTIVE", "", List.of());
    Map<String, String> outcome =
        Invariants.check(
            execution.ledger(),
            new Invariants.Books(noAccount, List.of(), client.orders(), client.fills()),
            List.of(),
            0,
            0);
    assertThat(outcome)
        .allSatisfy(
            (name, words) -> {
              if (BOOKS.contains(name)) {
                assertThat(words).as(name).isEqualTo(Invariants.HELD);
              }
            });
  }

  private static PlaceOrder intent(KillPoint point) {
    return switch (point.asked()) {
      case MARKET, BEHIND_ANOTHER -> place(point.name(), "0.2", null);
      case TOO_MUCH -> place(point.name(), "100000", null);
      case TOO_LITTLE -> place(point.name(), "0.00000001", null);
      case RESTING, CANCELLED -> place(point.name(), "0.1", "100");
      case LARGER_THAN_THE_BOOK -> {
        // While the venue's time stands, nobody sells more at that price.
        execution.venue().setRunning(false);
        JsonNode ask = execution.ask("Depth?pair=XBTUSD&count=1").at("/result/XXBTZUSD/asks/0");
        BigDecimal more = new BigDecimal(ask.path(1).asString()).add(BigDecimal.ONE);
        yield place(point.name(), more.toPlainString(), ask.path(0).asString());
      }
    };
  }

  private static PlaceOrder place(String name, String quantity, @Nullable String limit) {
    Instant now = execution.venue().venueTime();
    String account = execution.database().name();
    return new PlaceOrder(
        Ids.of("order", account, name),
        "states",
        account,
        BITCOIN,
        "it",
        Ids.of("position", account, name),
        Ids.of("cause", account, name),
        OrderPurpose.ENTRY,
        Side.BUY,
        limit == null ? OrderType.MARKET : OrderType.LIMIT,
        Quantity.of(quantity),
        limit == null ? null : Price.of(limit),
        null,
        false,
        TimeInForce.GTC,
        "a test wants it",
        Price.of("900"),
        now,
        now);
  }

  private static CancelOrder cancel(PlaceOrder order) {
    Instant now = execution.venue().venueTime();
    return new CancelOrder(
        order.clientOrderId(),
        order.run(),
        order.account(),
        order.instrument(),
        order.causeId(),
        "a test wants it no more",
        now,
        now);
  }
}
