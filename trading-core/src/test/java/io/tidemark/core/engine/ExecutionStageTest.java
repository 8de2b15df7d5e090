package io.tidemark.core.engine;

import static io.tidemark.core.engine.EngineFixture.BTC;
import static io.tidemark.core.engine.EngineFixture.at;
import static io.tidemark.core.engine.EngineFixture.cancel;
import static io.tidemark.core.engine.EngineFixture.execution;
import static io.tidemark.core.engine.EngineFixture.fill;
import static io.tidemark.core.engine.EngineFixture.limit;
import static io.tidemark.core.engine.EngineFixture.market;
import static io.tidemark.core.engine.EngineFixture.state;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.engine.ExecutionInput.Halted;
import io.tidemark.core.engine.ExecutionInput.IntentReceived;
import io.tidemark.core.engine.ExecutionInput.QueryFound;
import io.tidemark.core.engine.ExecutionInput.QueryMissing;
import io.tidemark.core.engine.ExecutionInput.Restarted;
import io.tidemark.core.engine.ExecutionInput.Resumed;
import io.tidemark.core.engine.ExecutionInput.SubmissionStarted;
import io.tidemark.core.engine.ExecutionInput.SubmitAccepted;
import io.tidemark.core.engine.ExecutionInput.SubmitAmbiguous;
import io.tidemark.core.engine.ExecutionInput.TimerElapsed;
import io.tidemark.core.engine.ExecutionInput.VenueFilled;
import io.tidemark.core.engine.ExecutionInput.VenueReported;
import io.tidemark.core.engine.ExecutionOutcome.Disposition;
import io.tidemark.core.engine.VenueCommand.CancelVenueOrder;
import io.tidemark.core.engine.VenueCommand.QueryOrder;
import io.tidemark.core.engine.VenueCommand.SubmitOrder;
import io.tidemark.core.engine.VenueOrderState.Phase;
import io.tidemark.model.Ids;
import io.tidemark.model.OrderStatus;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Side;
import io.tidemark.model.event.OrderChanged;
import io.tidemark.model.event.OrderFilled;
import io.tidemark.model.event.OrderReport;
import io.tidemark.model.event.PlaceOrder;
import io.tidemark.model.reason.OrderReason;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ExecutionStageTest {

  private static final PlaceOrder ORDER = market(Side.BUY, "10", 0);
  private static final UUID ID = ORDER.clientOrderId();

  private final ExecutionStage stage = ExecutionStage.start(execution());

  @Test
  void givesTheCommandToSendOnlyOnceTheSubmissionIsCommitted() {
    assertThat(step(new IntentReceived(ORDER), 0).commands()).isEmpty();
    assertThat(stage.waiting()).containsExactly(ID);

    ExecutionOutcome started = step(new SubmissionStarted(ID), 1);

    assertThat(started.commands()).singleElement().isInstanceOf(SubmitOrder.class);
    assertThat(((SubmitOrder) started.commands().getFirst()).deadline()).isEqualTo(at(6));
    assertThat(statuses(started)).containsExactly(OrderStatus.SUBMITTING);
    assertThat(stage.waiting()).isEmpty();
  }

  @Test
  void putsNumbersOnTheVenuesSteps() {
    PlaceOrder buy = limit(Side.BUY, "1.23456", "100.19", 0);
    step(new IntentReceived(buy), 0);
    SubmitOrder sent =
        (SubmitOrder) step(new SubmissionStarted(buy.clientOrderId()), 0).commands().getFirst();
    assertThat(sent.quantity()).isEqualTo(Quantity.of("1.234"));
    assertThat(sent.limitPrice()).isEqualTo(Price.of("100.1"));

    PlaceOrder sell = limit(Side.SELL, "1", "100.11", 0);
    step(new IntentReceived(sell), 0);
    sent = (SubmitOrder) step(new SubmissionStarted(sell.clientOrderId()), 0).commands().getFirst();
    assertThat(sent.limitPrice()).isEqualTo(Price.of("100.2"));
  }

  @Test
  void deniesWhatTheVenueWouldRefuse() {
    assertDenied(market(Side.BUY, "0.009", 0), "BELOW_MINIMUM_QUANTITY: quantity 0.009");
    assertDenied(market(Side.BUY, "0.04", 0), "BELOW_MINIMUM_COST: cost 4");
    assertThat(stage.waiting()).isEmpty();
  }

  @Test
  void deniesAnEntryThatIsTooOldButNotAnExit() {
    PlaceOrder exit = market(Side.SELL, "10", 0);
    step(new IntentReceived(ORDER), 0);
    step(new IntentReceived(exit), 0);

    assertThat(change(step(new SubmissionStarted(ID), 301)).detail()).startsWith("STALE_DECISION");
    assertThat(step(new SubmissionStarted(exit.clientOrderId()), 301).commands()).hasSize(1);
  }

  @Test
  void onlyAsksAfterAnAmbiguousAnswer() {
    submit();
    ExecutionOutcome unknown = step(new SubmitAmbiguous(ID, "timeout"), 2);
    assertThat(statuses(unknown)).containsExactly(OrderStatus.UNKNOWN);
    assertThat(unknown.commands()).singleElement().isInstanceOf(QueryOrder.class);

    assertThat(step(new TimerElapsed(), 3).commands()).isEmpty();
    assertThat(step(new TimerElapsed(), 4).commands())
        .singleElement()
        .isInstanceOf(QueryOrder.class);
  }

  @Test
  void takesNoAnswerWithinTheDeadlineForAnAmbiguousOne() {
    submit();
    assertThat(step(new TimerElapsed(), 6).commands()).isEmpty();
    ExecutionOutcome late = step(new TimerElapsed(), 6.001);
    assertThat(statuses(late)).containsExactly(OrderStatus.UNKNOWN);
    assertThat(late.commands()).singleElement().isInstanceOf(QueryOrder.class);
  }

  @Test
  void takesAnOrderForAbsentOnlyPastItsDeadlineAndAfterACompleteSearch() {
    submit();
    step(new SubmitAmbiguous(ID, "timeout"), 2);

    assertThat(step(new QueryMissing(ID, at(6), true), 6).disposition())
        .isEqualTo(Disposition.IGNORED);

    OrderChanged unproven = change(step(new QueryMissing(ID, at(6.5), false), 6.5));
    assertThat(unproven.status()).isEqualTo(OrderStatus.UNKNOWN);
    assertThat(unproven.reason()).isEqualTo(OrderReason.DEADLINE_PASSED);
    assertThat(step(new QueryMissing(ID, at(6.6), false), 6.6).disposition())
        .isEqualTo(Disposition.IGNORED);

    OrderChanged absent = change(step(new QueryMissing(ID, at(7), true), 7));
    assertThat(absent.status()).isEqualTo(OrderStatus.EXPIRED);
    assertThat(absent.reason()).isEqualTo(OrderReason.PROVEN_ABSENT);
  }

  @Test
  void findsAnUnknownOrderWithItsFills() {
    submit();
    step(new SubmitAmbiguous(ID, "timeout"), 2);

    ExecutionOutcome found =
        step(
            new QueryFound(
                ID, state(Phase.FILLED, "10", 2), List.of(fill("a", "4", 2), fill("b", "6", 2))),
            3);

    assertThat(fills(found)).hasSize(2);
    assertThat(statuses(found)).containsExactly(OrderStatus.PARTIALLY_FILLED, OrderStatus.FILLED);
    assertThat(found.commands()).isEmpty();
  }

  @Test
  void isFilledOnlyWhenTheFillsAddUp() {
    submit();
    step(new SubmitAccepted(ID, "V1", at(2)), 2);

    ExecutionOutcome told = step(new VenueReported(ID, state(Phase.FILLED, "10", 3)), 3);
    assertThat(statuses(told)).containsExactly(OrderStatus.ACCEPTED);
    assertThat(told.commands()).singleElement().isInstanceOf(QueryOrder.class);

    step(new VenueFilled(ID, fill("a", "4", 3)), 3);
    assertThat(step(new TimerElapsed(), 6).commands()).hasSize(1);
    assertThat(statuses(step(new VenueFilled(ID, fill("b", "6", 3)), 7)))
        .containsExactly(OrderStatus.FILLED);
    assertThat(step(new TimerElapsed(), 20).commands()).isEmpty();
  }

  @Test
  void knowsAFillByTheVenuesTradeId() {
    submit();
    OrderFilled filled = fills(step(new VenueFilled(ID, fill("a", "4", 3)), 3)).getFirst();
    assertThat(filled.fillId()).isEqualTo(Ids.of("fill", "paper", BTC.exchange(), "a"));

    ExecutionOutcome again = step(new VenueFilled(ID, fill("a", "4", 3)), 4);
    assertThat(again.events()).isEmpty();
    assertThat(again.disposition()).isEqualTo(Disposition.IGNORED);
  }

  @Test
  void keepsTheVenuesIdWhenAFillCameFirst() {
    submit();
    step(new VenueFilled(ID, fill("a", "4", 3)), 3);
    step(new SubmitAccepted(ID, "V1", at(2)), 4);

    assertThat(order().venueOrderId()).isEqualTo("V1");
    assertThat(order().status()).isEqualTo(OrderStatus.PARTIALLY_FILLED);
  }

  @Test
  void tellsALateFillOfAnEndedOrder() {
    submit();
    step(new SubmitAccepted(ID, "V1", at(2)), 2);
    step(new VenueReported(ID, state(Phase.CANCELLED, "0", 3)), 3);

    ExecutionOutcome late = step(new VenueFilled(ID, fill("a", "1", 2.5)), 4);

    assertThat(fills(late)).hasSize(1);
    assertThat(change(late).status()).isEqualTo(OrderStatus.CANCELLED);
    assertThat(change(late).filled()).isEqualTo(Quantity.of("1"));
  }

  @Test
  void asksForTheFillsThatAnEndedOrderLacks() {
    submit();
    step(new SubmitAccepted(ID, "V1", at(2)), 2);

    ExecutionOutcome ended = step(new VenueReported(ID, state(Phase.CANCELLED, "3", 3)), 3);

    assertThat(change(ended).filled()).isEqualTo(Quantity.of("3"));
    assertThat(ended.commands()).singleElement().isInstanceOf(QueryOrder.class);
  }

  @Test
  void endsAnUnsentOrderWithoutTheVenue() {
    step(new IntentReceived(ORDER), 0);
    ExecutionOutcome cancelled = step(new IntentReceived(cancel(ORDER, 1)), 1);

    assertThat(statuses(cancelled)).containsExactly(OrderStatus.CANCELLED);
    assertThat(cancelled.commands()).isEmpty();
    assertThat(step(new SubmissionStarted(ID), 2).commands()).isEmpty();
  }

  @Test
  void holdsACancelUntilTheVenueHasTheOrder() {
    submit();
    assertThat(step(new IntentReceived(cancel(ORDER, 1)), 1).commands()).isEmpty();

    ExecutionOutcome accepted = step(new SubmitAccepted(ID, "V1", at(2)), 2);

    assertThat(statuses(accepted))
        .containsExactly(OrderStatus.ACCEPTED, OrderStatus.CANCEL_PENDING);
    assertThat(accepted.commands()).singleElement().isInstanceOf(CancelVenueOrder.class);
  }

  @Test
  void cancelsAgainWhatIsFoundStillOpen() {
    submit();
    step(new SubmitAccepted(ID, "V1", at(2)), 2);
    step(new IntentReceived(cancel(ORDER, 3)), 3);
    step(new ExecutionInput.CancelFailed(ID, "timeout"), 4);

    assertThat(step(new QueryFound(ID, state(Phase.OPEN, "0", 5), List.of()), 5).commands())
        .singleElement()
        .isInstanceOf(CancelVenueOrder.class);
  }

  @Test
  void asksAboutWhatWasBeingSentWhenTheProcessEnded() {
    submit();
    PlaceOrder unsent = market(Side.BUY, "5", 1);
    step(new IntentReceived(unsent), 1);

    ExecutionStage restored = ExecutionStage.restore(execution(), stage.orders());
    ExecutionOutcome outcome = restored.step(new Restarted(), at(10));

    assertThat(statuses(outcome)).containsExactly(OrderStatus.UNKNOWN);
    assertThat(outcome.commands()).singleElement().isInstanceOf(QueryOrder.class);
    assertThat(restored.waiting()).containsExactly(unsent.clientOrderId());
  }

  @Test
  void deniesWhatWaitsAndWhatComesWhileItIsHaltedExitsIncluded() {
    submit();
    PlaceOrder waiting = market(Side.SELL, "5", 1);
    step(new IntentReceived(waiting), 1);

    ExecutionOutcome halted = step(new Halted("HALT by test: enough"), 2);

    assertThat(halted.events())
        .singleElement()
        .satisfies(event -> assertThat(event.clientOrderId()).isEqualTo(waiting.clientOrderId()));
    assertThat(statuses(halted)).containsExactly(OrderStatus.DENIED);
    assertThat(change(halted).detail()).isEqualTo("HALTED: HALT by test: enough");
    assertThat(stage.waiting()).isEmpty();
    assertThat(step(new SubmissionStarted(waiting.clientOrderId()), 3).commands()).isEmpty();
    assertDenied(market(Side.SELL, "6", 3), "HALTED: HALT by test: enough");
    assertThat(order().status()).as("on its way before").isEqualTo(OrderStatus.SUBMITTING);
    step(new SubmitAccepted(ID, "V1", at(4)), 4);
    assertThat(step(new IntentReceived(cancel(ORDER, 5)), 5).commands())
        .as("a cancel is nothing new")
        .singleElement()
        .isInstanceOf(CancelVenueOrder.class);
  }

  @Test
  void staysHaltedOverARestoreUntilItIsResumed() {
    ExecutionStage restored =
        ExecutionStage.restoreHalted(execution(), stage.orders(), "HALT by test: enough");
    assertThat(statuses(restored.step(new IntentReceived(ORDER), at(0))))
        .containsExactly(OrderStatus.DENIED);
    PlaceOrder later = market(Side.BUY, "7", 2);

    restored.step(new Resumed(), at(1));

    assertThat(statuses(restored.step(new IntentReceived(later), at(2))))
        .containsExactly(OrderStatus.INTENDED);
  }

  @Test
  void stopsOnAReportOfAnOrderItNeverSent() {
    assertThat(step(new VenueFilled(ID, fill("a", "1", 1)), 1).disposition())
        .isEqualTo(Disposition.VIOLATION);
  }

  private void assertDenied(PlaceOrder order, String detail) {
    ExecutionOutcome outcome = step(new IntentReceived(order), 0);
    assertThat(statuses(outcome)).containsExactly(OrderStatus.DENIED);
    assertThat(change(outcome).detail()).startsWith(detail);
    assertThat(outcome.commands()).isEmpty();
  }

  private void submit() {
    step(new IntentReceived(ORDER), 0);
    step(new SubmissionStarted(ID), 1);
  }

  private ExecutionOrder order() {
    return stage.order(ID).orElseThrow();
  }

  private ExecutionOutcome step(ExecutionInput input, double seconds) {
    return stage.step(input, at(seconds));
  }

  private static OrderChanged change(ExecutionOutcome outcome) {
    return only(OrderChanged.class, outcome).getLast();
  }

  private static List<OrderFilled> fills(ExecutionOutcome outcome) {
    return only(OrderFilled.class, outcome);
  }

  private static List<OrderStatus> statuses(ExecutionOutcome outcome) {
    return only(OrderChanged.class, outcome).stream().map(OrderChanged::status).toList();
  }

  private static <T extends OrderReport> List<T> only(Class<T> type, ExecutionOutcome outcome) {
    return outcome.events().stream().filter(type::isInstance).map(type::cast).toList();
  }
}
