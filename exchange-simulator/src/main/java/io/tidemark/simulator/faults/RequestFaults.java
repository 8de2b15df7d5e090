package io.tidemark.simulator.faults;

import io.tidemark.simulator.faults.Effect.ClockSkew;
import io.tidemark.simulator.faults.Effect.HttpError;
import io.tidemark.simulator.faults.Effect.RateLimitError;
import io.tidemark.simulator.faults.Effect.TokenFailure;
import io.tidemark.simulator.faults.Effect.TokenPlace;
import io.tidemark.simulator.limits.TooMany;
import io.tidemark.simulator.rest.ClockOffset;
import io.tidemark.simulator.rest.Parameters;
import java.time.Duration;
import java.util.Optional;

/**
 * What becomes of requests before the venue has done them: how far its clock is off for them, and
 * whether an order that came by WebSocket is refused.
 */
public final class RequestFaults implements ClockOffset {

  /** Kraken's words for an error of its own. */
  static final String UNAVAILABLE = "EService:Unavailable";

  private final FaultBoard board;

  public RequestFaults(FaultBoard board) {
    this.board = board;
  }

  @Override
  public Duration of(String method, Parameters form) {
    Duration offset = Duration.ZERO;
    if (board.isQuiet()) {
      return offset;
    }
    for (Fault fault : board.active()) {
      if (fault.effect() instanceof ClockSkew(Duration by)
          && fault.concerns(method, form)
          && fault.strikes()) {
        offset = offset.plus(by);
      }
    }
    return offset;
  }

  /**
   * Why an order request by WebSocket is refused, in Kraken's words; empty if it is not.
   *
   * @param method such as {@code add_order}
   */
  public Optional<String> refusesOrder(String method, Parameters form) {
    if (board.isQuiet()) {
      return Optional.empty();
    }
    for (Fault fault : board.active()) {
      Optional<String> words =
          switch (fault.effect()) {
            case HttpError e -> Optional.of(UNAVAILABLE);
            case RateLimitError e -> Optional.of(TooMany.ORDERS);
            default -> Optional.empty();
          };
      if (words.isPresent() && fault.concerns(method, form) && fault.strikes()) {
        return words;
      }
    }
    return Optional.empty();
  }

  /** Whether the token of an order request by WebSocket does not hold. */
  public boolean refusesToken() {
    return !board.isQuiet()
        && board.active().stream()
            .anyMatch(
                fault ->
                    fault.effect() instanceof TokenFailure(TokenPlace at)
                        && at != TokenPlace.REQUEST
                        && fault.strikes());
  }
}
