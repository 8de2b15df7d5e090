package io.tidemark.core.engine;

import static io.tidemark.core.engine.EngineFixture.at;
import static io.tidemark.core.engine.EngineFixture.cancel;
import static io.tidemark.core.engine.EngineFixture.execution;
import static io.tidemark.core.engine.EngineFixture.fill;
import static io.tidemark.core.engine.EngineFixture.market;
import static io.tidemark.core.engine.EngineFixture.state;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.engine.ExecutionInput.IntentReceived;
import io.tidemark.core.engine.ExecutionInput.QueryMissing;
import io.tidemark.core.engine.ExecutionInput.Restarted;
import io.tidemark.core.engine.ExecutionInput.SubmissionStarted;
import io.tidemark.core.engine.ExecutionInput.SubmitAccepted;
import io.tidemark.core.engine.ExecutionInput.SubmitAmbiguous;
import io.tidemark.core.engine.ExecutionInput.SubmitRejected;
import io.tidemark.core.engine.ExecutionInput.VenueFilled;
import io.tidemark.core.engine.ExecutionInput.VenueReported;
import io.tidemark.core.engine.ExecutionOutcome.Disposition;
import io.tidemark.core.engine.OrderLifecycle.Input;
import io.tidemark.core.engine.OrderLifecycle.Transition;
import io.tidemark.core.engine.VenueOrderState.Phase;
import io.tidemark.model.OrderStatus;
import io.tidemark.model.Side;
import io.tidemark.model.event.PlaceOrder;
import io.tidemark.model.reason.OrderReason;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every state with every input, through the stage itself. */
class OrderLifecycleTest {

  /** What is expected, as in the documentation: next state, = stay, - ignore, ! violation. */
  private static final String EXPECTED =
      """
      .          INTENDED    DENIED  SUBMITTING        UNKNOWN           ACCEPTED          PARTIALLY_FILLED  CANCEL_PENDING  FILLED  CANCELLED  EXPIRED  REJECTED
      STARTED    SUBMITTING  -       -                 -                 -                 -                 -               -       -          -        -
      CANCEL     CANCELLED   -       =                 =                 CANCEL_PENDING    CANCEL_PENDING    -               -       -          -        -
      ACCEPTED   !           !       ACCEPTED          ACCEPTED          =                 =                 =               =       =          !        !
      REFUSED    !           !       REJECTED          REJECTED          !                 !                 !               !       -          -        -
      AMBIGUOUS  !           !       UNKNOWN           -                 -                 -                 -               -       -          -        -
      RESTARTED  =           -       UNKNOWN           =                 =                 =                 =               -       -          -        -
      WORKING    !           !       ACCEPTED          ACCEPTED          =                 =                 =               -       -          !        !
      FILL_PART  !           !       PARTIALLY_FILLED  PARTIALLY_FILLED  PARTIALLY_FILLED  =                 =               =       =          =        =
      FILL_LAST  !           !       FILLED            FILLED            FILLED            FILLED            FILLED          =       =          =        =
      CANCELLED  !           !       CANCELLED         CANCELLED         CANCELLED         CANCELLED         CANCELLED       -       =          =        =
      EXPIRED    !           !       EXPIRED           EXPIRED           EXPIRED           EXPIRED           EXPIRED         -       =          =        =
      REJECTED   !           !       REJECTED          REJECTED          REJECTED          REJECTED          REJECTED        -       =          =        =
      ABSENT     -           -       -                 EXPIRED           -                 -                 -               -       -          -        -
      UNPROVEN   -           -       -                 =                 -                 -                 -               -       -          -        -
      """;

  private static final PlaceOrder ORDER = market(Side.BUY, "10", 0);
  private static final PlaceOrder TOO_SMALL = market(Side.BUY, "0.001", 0);

  record Cell(OrderStatus status, Input input, String expected) {}

  static Stream<Cell> cells() {
    List<String[]> rows = EXPECTED.lines().map(line -> line.strip().split("\\s+")).toList();
    String[] columns = rows.getFirst();
    return rows.stream()
        .skip(1)
        .flatMap(
            row ->
                Stream.iterate(1, column -> column < columns.length, column -> column + 1)
                    .map(
                        column ->
                            new Cell(
                                OrderStatus.valueOf(columns[column]),
                                Input.valueOf(row[0]),
                                row[column])));
  }

  @ParameterizedTest
  @MethodSource("cells")
  void followsTheTable(Cell cell) {
    PlaceOrder order = cell.status() == OrderStatus.DENIED ? TOO_SMALL : ORDER;
    ExecutionStage stage = stageWith(cell.status());

    ExecutionOutcome outcome = stage.step(input(cell.input(), order), at(9));

    OrderStatus after = stage.order(order.clientOrderId()).orElseThrow().status();
    boolean moves = !List.of("=", "-", "!").contains(cell.expected());
    assertThat(after).isEqualTo(moves ? OrderStatus.valueOf(cell.expected()) : cell.status());
    if (cell.input() != Input.RESTARTED) {
      assertThat(outcome.disposition())
          .isEqualTo(
              switch (cell.expected()) {
                case "-" -> Disposition.IGNORED;
                case "!" -> Disposition.VIOLATION;
                default -> Disposition.APPLIED;
              });
      assertThat(outcome.note().isEmpty()).isEqualTo(outcome.disposition() == Disposition.APPLIED);
    }
    assertThat(outcome.commands()).noneMatch(c -> submitsAgain(cell, c));
  }

  @ParameterizedTest
  @MethodSource("statuses")
  void deniesOnlyWhatWasNotSent(OrderStatus status) {
    Transition expected =
        status == OrderStatus.INTENDED
            ? new Transition.Move(OrderStatus.DENIED)
            : new Transition.Ignore();

    assertThat(OrderLifecycle.next(status, Input.DENIED)).isEqualTo(expected);
  }

  static OrderStatus[] statuses() {
    return OrderStatus.values();
  }

  private static boolean submitsAgain(Cell cell, VenueCommand command) {
    return command instanceof VenueCommand.SubmitOrder && cell.status() != OrderStatus.INTENDED;
  }

  private static ExecutionStage stageWith(OrderStatus status) {
    ExecutionStage stage = ExecutionStage.start(execution());
    PlaceOrder order = status == OrderStatus.DENIED ? TOO_SMALL : ORDER;
    UUID id = order.clientOrderId();
    List<ExecutionInput> way =
        switch (status) {
          case INTENDED, DENIED -> List.of();
          case CANCELLED -> List.of(new IntentReceived(cancel(order, 1)));
          case SUBMITTING -> List.of(new SubmissionStarted(id));
          case UNKNOWN -> List.of(new SubmissionStarted(id), new SubmitAmbiguous(id, "lost"));
          case ACCEPTED -> List.of(new SubmissionStarted(id), accepted(id));
          case PARTIALLY_FILLED ->
              List.of(new SubmissionStarted(id), new VenueFilled(id, fill("t1", "4", 1)));
          case CANCEL_PENDING ->
              List.of(
                  new SubmissionStarted(id), accepted(id), new IntentReceived(cancel(order, 1)));
          case FILLED ->
              List.of(new SubmissionStarted(id), new VenueFilled(id, fill("t1", "10", 1)));
          case EXPIRED ->
              List.of(
                  new SubmissionStarted(id),
                  new SubmitAmbiguous(id, "lost"),
                  new QueryMissing(id, at(8), true));
          case REJECTED ->
              List.of(
                  new SubmissionStarted(id),
                  new SubmitRejected(id, OrderReason.REFUSED, "no", at(1)));
        };
    stage.step(new IntentReceived(order), at(0));
    way.forEach(input -> stage.step(input, at(1)));
    assertThat(stage.order(id).orElseThrow().status()).isEqualTo(status);
    return stage;
  }

  private static SubmitAccepted accepted(UUID id) {
    return new SubmitAccepted(id, "V1", at(1));
  }

  private static ExecutionInput input(Input input, PlaceOrder order) {
    UUID id = order.clientOrderId();
    return switch (input) {
      case DENIED -> throw new IllegalArgumentException("a denial is not an input from outside");
      case STARTED -> new SubmissionStarted(id);
      case CANCEL -> new IntentReceived(cancel(order, 9));
      case ACCEPTED -> accepted(id);
      case REFUSED -> new SubmitRejected(id, OrderReason.REFUSED, "no", at(9));
      case AMBIGUOUS -> new SubmitAmbiguous(id, "lost");
      case RESTARTED -> new Restarted();
      case WORKING -> new VenueReported(id, state(Phase.OPEN, "0", 9));
      case FILL_PART -> new VenueFilled(id, fill("t9", "0.0001", 9));
      case FILL_LAST -> new VenueFilled(id, fill("t9", "10", 9));
      case CANCELLED -> new VenueReported(id, state(Phase.CANCELLED, "0", 9));
      case EXPIRED -> new VenueReported(id, state(Phase.EXPIRED, "0", 9));
      case REJECTED -> new VenueReported(id, state(Phase.REJECTED, "0", 9));
      case ABSENT -> new QueryMissing(id, at(9), true);
      case UNPROVEN -> new QueryMissing(id, at(9), false);
    };
  }
}
