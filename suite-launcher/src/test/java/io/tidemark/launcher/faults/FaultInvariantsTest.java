package io.tidemark.launcher.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.launcher.demo.Invariants;
import io.tidemark.launcher.demo.SuiteClient;
import io.tidemark.launcher.demo.Tally;
import io.tidemark.launcher.demo.VenueLedger;
import io.tidemark.launcher.faults.FaultInvariants.Evidence;
import io.tidemark.model.Ids;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FaultInvariantsTest {

  private static final UUID SIGNAL = Ids.of("signal", 1);
  private static final UUID ORDER = Ids.of("order", 1);
  private static final UUID POSITION = Ids.of("position", 1);

  private String state = "ACTIVE";
  private String reason = "Started";
  private String venueId = ORDER.toString();
  private String status = "FILLED";
  private String fees = "0.52";
  private @Nullable String exitReason = "SIGNAL";
  private Set<UUID> signals = Set.of(SIGNAL);
  private Set<UUID> intents = Set.of(ORDER);
  private List<String> ended = List.of();
  private @Nullable Double recovered = 9.5;
  private int faults = 1;

  private Map<String, String> check() {
    BigDecimal one = BigDecimal.ONE;
    SuiteClient.Account account =
        new SuiteClient.Account(
            state,
            reason,
            List.of(new SuiteClient.Balance("USD", one, BigDecimal.ZERO, new BigDecimal(fees))));
    VenueLedger venue =
        new VenueLedger(
            new TreeMap<>(Map.of("USD", one)),
            List.of(new VenueLedger.Order("O1", venueId, one, one)),
            List.of(
                new VenueLedger.Fill("T1", "O1", one, one, new BigDecimal("0.26")),
                new VenueLedger.Fill("T2", "O1", one, one, new BigDecimal("0.26"))));
    Invariants.Books books =
        new Invariants.Books(
            account,
            List.of(
                new SuiteClient.Position(
                    POSITION,
                    SIGNAL,
                    "BTC/USD",
                    "LONG",
                    "CLOSED",
                    one,
                    BigDecimal.ZERO,
                    exitReason)),
            List.of(new SuiteClient.Order(ORDER, status, one, one)),
            List.of());
    return FaultInvariants.check(
        new Evidence(
            venue,
            books,
            new Tally.Asked(signals, intents),
            List.of(new Recovery(1, "kafka", Means.KILL, 1, Instant.EPOCH, 0.5, recovered)),
            faults,
            ended));
  }

  private void assertOnlyBroken(String invariant, String words) {
    assertThat(check())
        .allSatisfy(
            (name, outcome) -> {
              if (name.equals(invariant)) {
                assertThat(outcome).isEqualTo(words);
              } else {
                assertThat(outcome).as(name).isEqualTo(Invariants.HELD);
              }
            });
  }

  @Test
  void holdWhenAllAgrees() {
    assertThat(check())
        .hasSize(8)
        .allSatisfy((name, outcome) -> assertThat(outcome).isEqualTo("held"));
  }

  @Test
  void tellFeesThatDiffer() {
    fees = "0.53";
    assertOnlyBroken("feesEqualLedger", "suite 0.53, venue 0.52");
  }

  @Test
  void tellAnOrderThatNobodyAskedFor() {
    venueId = "elsewhere";
    assertOnlyBroken("everyVenueOrderHasIntent", "venue order O1, client order id 'elsewhere'");
  }

  @Test
  void tellAnIntentThatWasLost() {
    UUID lost = Ids.of("order", 2);
    intents = Set.of(ORDER, lost);
    assertOnlyBroken("everyIntentHasOrder", "intent %s has no order".formatted(lost));
  }

  @Test
  void tellAPositionWithoutASignal() {
    signals = Set.of();
    assertOnlyBroken(
        "everyPositionHasReason", "position %s of unknown signal %s".formatted(POSITION, SIGNAL));
  }

  @Test
  void tellAPositionThatClosedWithoutAReason() {
    exitReason = null;
    assertOnlyBroken(
        "everyPositionHasReason", "position %s closed without a reason".formatted(POSITION));
  }

  @Test
  void tellAnOrderLeftInDoubtWhileTheAccountTrades() {
    status = "UNKNOWN";
    assertOnlyBroken("noUnknownUnlessReducing", "order %s is UNKNOWN".formatted(ORDER));
  }

  @Test
  void doNotTakeTheRunsOwnPauseForAReason() {
    status = "UNKNOWN";
    state = "REDUCING";
    reason = "PAUSE by faults: the fault run wants it";
    assertOnlyBroken("noUnknownUnlessReducing", "order %s is UNKNOWN".formatted(ORDER));
  }

  @Test
  void allowDoubtWhileTheAccountOnlyReduces() {
    status = "UNKNOWN";
    state = "REDUCING";
    reason = "The venue can not prove what became of an order";
    assertThat(check()).allSatisfy((name, outcome) -> assertThat(outcome).isEqualTo("held"));
  }

  @Test
  void tellAnOrderThatIsNotSettled() {
    status = "CANCEL_PENDING";
    assertOnlyBroken("everyOrderSettled", "order %s is CANCEL_PENDING".formatted(ORDER));
  }

  @Test
  void tellAFaultThatWasNotRecoveredFrom() {
    recovered = null;
    assertOnlyBroken("everyFaultRecovered", "fault 1, kafka killed");
  }

  @Test
  void tellFaultsThatWereNotCarriedOut() {
    faults = 3;
    assertOnlyBroken("everyFaultRecovered", "2 faults were not carried out");
  }

  @Test
  void tellAServiceThatEndedByItself() {
    ended = List.of("execution-service ended by itself with exit code 1");
    assertOnlyBroken(
        "noServiceEndedByItself", "execution-service ended by itself with exit code 1");
  }
}
