package io.tidemark.operator.thought;

import io.tidemark.model.Ids;
import io.tidemark.model.event.PositionChanged;
import io.tidemark.operator.thought.Thought.Kind;
import io.tidemark.operator.thought.Thought.Severity;
import java.util.Map;
import java.util.Optional;

/** Sentences of positions: opened, closed in part or as a whole, given up. */
final class PositionWords {

  private PositionWords() {}

  /** Empty for a change that others tell: its orders and fills. */
  static Optional<Thought> of(PositionChanged position) {
    return sentence(position)
        .map(
            sentence ->
                new Thought(
                    Ids.of(
                        "thought",
                        position.positionId(),
                        position.change(),
                        position.eventTime(),
                        position.quantity()),
                    position.run(),
                    position.eventTime(),
                    Kind.POSITION,
                    Severity.NOTICE,
                    position.instrument(),
                    position.strategy(),
                    sentence,
                    Map.of("positionId", position.positionId(), "signalId", position.signalId())));
  }

  private static Optional<String> sentence(PositionChanged position) {
    String what =
        "%s position in %s of %s"
            .formatted(
                Words.of(position.side().name()),
                position.instrument().symbol(),
                position.strategy());
    return switch (position.change()) {
      case OPENED ->
          Optional.of(
              "Opened a %s: %s at %s%s."
                  .formatted(what, position.quantity(), position.entryPrice(), plan(position)));
      case REDUCED ->
          Optional.of(
              "Closed a part of the %s: %s are left, %s so far."
                  .formatted(what, position.quantity(), result(position)));
      case CLOSED ->
          Optional.of(
              "Closed the %s at %s by %s: %s after fees."
                  .formatted(
                      what,
                      position.exitPrice(),
                      position.exitReason() == null
                          ? "its orders"
                          : Words.of(position.exitReason().name()),
                      result(position)));
      case ABANDONED -> Optional.of("Gave up the %s: its order ended unfilled.".formatted(what));
      case REQUESTED, INCREASED, CLOSING -> Optional.empty();
    };
  }

  private static String plan(PositionChanged position) {
    StringBuilder plan = new StringBuilder();
    if (position.stopPrice() != null) {
      plan.append(", stops at ").append(position.stopPrice());
    }
    if (position.takeProfitPrice() != null) {
      plan.append(", takes profit at ").append(position.takeProfitPrice());
    }
    return plan.toString();
  }

  private static String result(PositionChanged position) {
    return position.realisedPnl().isNegative()
        ? "lost " + position.realisedPnl().negated()
        : "won " + position.realisedPnl();
  }
}
