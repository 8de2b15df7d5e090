package io.tidemark.core.engine;

import static io.tidemark.core.engine.EngineFixture.at;
import static io.tidemark.core.engine.EngineFixture.cancel;
import static io.tidemark.core.engine.EngineFixture.execution;
import static io.tidemark.core.engine.EngineFixture.expiring;
import static io.tidemark.core.engine.EngineFixture.fill;
import static io.tidemark.core.engine.EngineFixture.state;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.engine.ExecutionInput.IntentReceived;
import io.tidemark.core.engine.ExecutionInput.QueryFound;
import io.tidemark.core.engine.ExecutionInput.SubmissionStarted;
import io.tidemark.core.engine.ExecutionInput.SubmitAccepted;
import io.tidemark.core.engine.ExecutionInput.SubmitAmbiguous;
import io.tidemark.core.engine.ExecutionInput.TimerElapsed;
import io.tidemark.core.engine.ExecutionInput.VenueFilled;
import io.tidemark.core.engine.ExecutionInput.VenueReported;
import io.tidemark.core.engine.VenueCommand.CancelVenueOrder;
import io.tidemark.core.engine.VenueCommand.SubmitOrder;
import io.tidemark.core.engine.VenueOrderState.Phase;
import io.tidemark.model.OrderStatus;
import io.tidemark.model.Quantity;
import io.tidemark.model.event.OrderChanged;
import io.tidemark.model.event.PlaceOrder;
import io.tidemark.model.reason.OrderReason;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A limit order whose time to work ends at second 60. */
class LimitTimeTest {

  private static final PlaceOrder ORDER = expiring("10", "99", 60, 0);
  private static final UUID ID = ORDER.clientOrderId();

  private ExecutionStage stage = ExecutionStage.start(execution());

  @Test
  void takesBackWhatHasNotTradedInTime() {
    accept();
    step(new VenueFilled(ID, fill("t1", "4", 30)), 30);

    assertThat(step(new TimerElapsed(), 59.9).commands()).isEmpty();
    ExecutionOutcome over = step(new TimerElapsed(), 60.5);

    assertThat(over.commands())
        .singleElement()
        .isInstanceOfSatisfying(
            CancelVenueOrder.class, command -> assertThat(command.decidedAt()).isEqualTo(at(60)));
    assertThat(changes(over))
        .singleElement()
        .satisfies(change -> assertThat(change.status()).isEqualTo(OrderStatus.CANCEL_PENDING))
        .satisfies(change -> assertThat(change.reason()).isEqualTo(OrderReason.TIMED_OUT));

    ExecutionOutcome ended = step(new VenueReported(ID, state(Phase.CANCELLED, "4", 61)), 61);

    assertThat(changes(ended))
        .singleElement()
        .satisfies(change -> assertThat(change.status()).isEqualTo(OrderStatus.CANCELLED))
        .satisfies(change -> assertThat(change.reason()).isEqualTo(OrderReason.TIMED_OUT))
        .satisfies(change -> assertThat(change.filled()).isEqualTo(Quantity.of("4")));
  }

  @Test
  void cancelsOnceHoweverOftenTheTimerElapses() {
    accept();
    step(new TimerElapsed(), 61);

    assertThat(step(new TimerElapsed(), 61.5).commands())
        .noneMatch(CancelVenueOrder.class::isInstance);
    assertThat(stage.order(ID).orElseThrow().status()).isEqualTo(OrderStatus.CANCEL_PENDING);
  }

  @Test
  void endsWithoutTheVenueWhatWasNotSentInTime() {
    step(new IntentReceived(ORDER), 0);

    ExecutionOutcome over = step(new SubmissionStarted(ID), 60);

    assertThat(over.commands()).isEmpty();
    assertThat(stage.order(ID).orElseThrow().status()).isEqualTo(OrderStatus.CANCELLED);
    assertThat(changes(over).getFirst().reason()).isEqualTo(OrderReason.TIMED_OUT);
    assertThat(stage.waiting()).isEmpty();
  }

  @Test
  void cancelsAnUnknownOrderOnceTheVenueIsKnownToHaveIt() {
    step(new IntentReceived(ORDER), 0);
    step(new SubmissionStarted(ID), 1);
    step(new SubmitAmbiguous(ID, "lost"), 2);

    assertThat(step(new TimerElapsed(), 61).commands())
        .noneMatch(CancelVenueOrder.class::isInstance);
    ExecutionOutcome found = step(new QueryFound(ID, state(Phase.OPEN, "0", 62), List.of()), 62);

    assertThat(found.commands()).singleElement().isInstanceOf(CancelVenueOrder.class);
    assertThat(found.commands()).noneMatch(SubmitOrder.class::isInstance);
  }

  @Test
  void goesOnAfterARestart() {
    accept();
    stage = ExecutionStage.restore(execution(), stage.orders());

    assertThat(step(new TimerElapsed(), 61).commands())
        .singleElement()
        .isInstanceOf(CancelVenueOrder.class);
  }

  @Test
  void tellsACancelBeforeItsTimeAsRequested() {
    accept();
    step(new IntentReceived(cancel(ORDER, 10)), 10);

    ExecutionOutcome ended = step(new VenueReported(ID, state(Phase.CANCELLED, "0", 11)), 11);

    assertThat(changes(ended).getFirst().reason()).isNull();
  }

  @Test
  void paperEndsItAtItsTimeWheneverTheCancelComes() {
    PaperVenue venue = PaperVenue.start(EngineFixture.paper("0", 1));
    venue.onMarket(EngineFixture.trade("100", "1", 0));
    accept();
    SubmitOrder sent = submission();
    venue.onCommand(sent, at(1));

    assertThat(venue.onMarket(EngineFixture.trade("98", "3", 60.9))).hasSize(1);
    List<ExecutionInput> told = venue.onMarket(EngineFixture.trade("98", "30", 61));

    assertThat(told)
        .singleElement()
        .isInstanceOfSatisfying(
            VenueReported.class,
            report -> {
              assertThat(report.state().phase()).isEqualTo(Phase.CANCELLED);
              assertThat(report.state().filled()).isEqualTo(Quantity.of("3"));
              assertThat(report.state().time()).isEqualTo(at(61));
            });
  }

  private SubmitOrder submission() {
    ExecutionStage other = ExecutionStage.start(execution());
    other.step(new IntentReceived(ORDER), at(0));
    return (SubmitOrder) other.step(new SubmissionStarted(ID), at(0)).commands().getFirst();
  }

  private void accept() {
    step(new IntentReceived(ORDER), 0);
    step(new SubmissionStarted(ID), 1);
    step(new SubmitAccepted(ID, "V1", at(1)), 1);
  }

  private ExecutionOutcome step(ExecutionInput input, double seconds) {
    return stage.step(input, at(seconds));
  }

  private static List<OrderChanged> changes(ExecutionOutcome outcome) {
    return outcome.events().stream()
        .filter(OrderChanged.class::isInstance)
        .map(OrderChanged.class::cast)
        .toList();
  }
}
