package io.tidemark.launcher.faults;

import io.tidemark.launcher.demo.Invariants;
import io.tidemark.launcher.demo.SuiteClient;
import io.tidemark.launcher.demo.Tally;
import io.tidemark.launcher.demo.VenueLedger;
import io.tidemark.model.OrderStatus;
import io.tidemark.model.PositionStatus;
import io.tidemark.model.TradingState;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What must hold after faults, beyond what must hold after any replay: nothing is at the venue or
 * in the books that nobody asked for, and nothing that was asked for is lost or left in doubt.
 */
final class FaultInvariants {

  private FaultInvariants() {}

  /**
   * What is compared.
   *
   * @param asked what the suite's topics hold
   * @param recoveries one a fault
   * @param faults how many were planned and reached
   * @param endedByThemselves services that ended and were not hit
   */
  record Evidence(
      VenueLedger venue,
      Invariants.Books suite,
      Tally.Asked asked,
      List<Recovery> recoveries,
      int faults,
      List<String> endedByThemselves) {}

  /** Checks all; by name, {@link Invariants#HELD} or what broke. */
  static Map<String, String> check(Evidence evidence) {
    Map<String, String> outcome = new LinkedHashMap<>();
    outcome.put("feesEqualLedger", Invariants.verdict(fees(evidence)));
    outcome.put("everyVenueOrderHasIntent", Invariants.verdict(withoutIntent(evidence)));
    outcome.put("everyIntentHasOrder", Invariants.verdict(lostIntents(evidence)));
    outcome.put("everyPositionHasReason", Invariants.verdict(withoutReason(evidence)));
    outcome.put("noUnknownUnlessReducing", Invariants.verdict(unknown(evidence)));
    outcome.put("everyOrderSettled", Invariants.verdict(unsettled(evidence)));
    outcome.put("everyFaultRecovered", Invariants.verdict(notRecovered(evidence)));
    outcome.put("noServiceEndedByItself", Invariants.verdict(evidence.endedByThemselves));
    return outcome;
  }

  private static List<String> fees(Evidence evidence) {
    BigDecimal venue =
        evidence.venue.fills().stream()
            .map(VenueLedger.Fill::fee)
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    BigDecimal ours =
        evidence.suite.account().balances().stream()
            .map(SuiteClient.Balance::fees)
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    return ours.compareTo(venue) == 0
        ? List.of()
        : List.of("suite %s, venue %s".formatted(ours.toPlainString(), venue.toPlainString()));
  }

  private static List<String> withoutIntent(Evidence evidence) {
    Set<String> asked =
        evidence.asked.intents().stream().map(UUID::toString).collect(Collectors.toSet());
    return evidence.venue.orders().stream()
        .filter(order -> !asked.contains(order.clientOrderId()))
        .map(
            order ->
                "venue order %s, client order id '%s'"
                    .formatted(order.venueOrderId(), order.clientOrderId()))
        .toList();
  }

  private static List<String> lostIntents(Evidence evidence) {
    Set<UUID> lost = new HashSet<>(evidence.asked.intents());
    evidence.suite.orders().forEach(order -> lost.remove(order.clientOrderId()));
    return lost.stream().sorted().map(id -> "intent %s has no order".formatted(id)).toList();
  }

  private static List<String> withoutReason(Evidence evidence) {
    List<String> broken = new ArrayList<>();
    for (SuiteClient.Position position : evidence.suite.positions()) {
      if (!evidence.asked.signals().contains(position.signalId())) {
        broken.add(
            "position %s of unknown signal %s"
                .formatted(position.positionId(), position.signalId()));
      }
      boolean closed =
          position.status().equals(PositionStatus.CLOSED.name())
              && position.entryQuantity().signum() != 0;
      if (closed && position.exitReason() == null) {
        broken.add("position %s closed without a reason".formatted(position.positionId()));
      }
    }
    return broken;
  }

  /** The pause at the run's own end is no reason to leave an order in doubt. */
  private static List<String> unknown(Evidence evidence) {
    SuiteClient.Account account = evidence.suite.account();
    boolean reduces =
        !account.state().equals(TradingState.ACTIVE.name())
            && !account.reason().contains("by " + Operator.NAME);
    return reduces ? List.of() : in(evidence, OrderStatus.UNKNOWN).toList();
  }

  private static List<String> unsettled(Evidence evidence) {
    return Stream.of(
            OrderStatus.INTENDED,
            OrderStatus.SUBMITTING,
            OrderStatus.ACCEPTED,
            OrderStatus.PARTIALLY_FILLED,
            OrderStatus.CANCEL_PENDING)
        .flatMap(status -> in(evidence, status))
        .toList();
  }

  private static Stream<String> in(Evidence evidence, OrderStatus status) {
    return evidence.suite.orders().stream()
        .filter(order -> order.status().equals(status.name()))
        .map(order -> "order %s is %s".formatted(order.clientOrderId(), status));
  }

  private static List<String> notRecovered(Evidence evidence) {
    List<String> broken = new ArrayList<>();
    for (Recovery recovery : evidence.recoveries) {
      if (recovery.recoverySeconds() == null) {
        broken.add(
            "fault %d, %s %s"
                .formatted(recovery.number(), recovery.process(), recovery.means().words()));
      }
    }
    int missing = evidence.faults - evidence.recoveries.size();
    if (missing > 0) {
      broken.add("%d faults were not carried out".formatted(missing));
    }
    return broken;
  }
}
