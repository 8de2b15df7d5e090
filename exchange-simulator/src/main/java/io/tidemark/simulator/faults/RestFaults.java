package io.tidemark.simulator.faults;

import io.tidemark.simulator.faults.Effect.ClockSkew;
import io.tidemark.simulator.faults.Effect.HttpError;
import io.tidemark.simulator.faults.Effect.InvalidData;
import io.tidemark.simulator.faults.Effect.Latency;
import io.tidemark.simulator.faults.Effect.RateLimitError;
import io.tidemark.simulator.faults.Effect.TimeoutAfterAccept;
import io.tidemark.simulator.faults.Effect.TokenFailure;
import io.tidemark.simulator.faults.Effect.TokenPlace;
import io.tidemark.simulator.faults.RestAnswer.Delivery;
import io.tidemark.simulator.limits.TooMany;
import io.tidemark.simulator.rest.KrakenJson;
import io.tidemark.simulator.rest.Parameters;
import io.tidemark.simulator.rest.RestApi;
import io.tidemark.simulator.venue.KrakenException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What becomes of what REST answers. Errors come before the venue is asked, so nothing is done; a
 * time-out, a lie and a delay come after.
 */
public final class RestFaults {

  private static final String TOKEN_METHOD = "GetWebSocketsToken";
  private static final String ORDER_METHOD = "AddOrder";

  private final FaultBoard board;
  private final Function<RestApi.Call, JsonNode> venue;

  /**
   * @param venue what answers when nothing is wrong
   */
  public RestFaults(FaultBoard board, Function<RestApi.Call, JsonNode> venue) {
    this.board = board;
    this.venue = venue;
  }

  /** Answers a request, unless and except as a fault will have it. */
  public RestAnswer answer(RestApi.Call call) {
    if (board.isQuiet()) {
      return RestAnswer.json(KrakenJson.write(venue.apply(call)));
    }
    String method = call.path().substring(call.path().lastIndexOf('/') + 1);
    Parameters form = form(call);
    List<Fault> faults =
        board.active().stream().filter(fault -> fault.concerns(method, form)).toList();
    Duration delay = Duration.ZERO;
    for (Fault fault : faults) {
      if (fault.effect() instanceof Latency latency && fault.strikes()) {
        delay = delay.plus(latency.drawn(fault.random()));
      }
    }
    Optional<RestAnswer> error = error(faults, call.path(), method);
    return (error.isPresent() ? error.get() : venueAnswer(call, faults, method)).later(delay);
  }

  /** What cannot be read names no pair; the venue says what is wrong with it. */
  private static Parameters form(RestApi.Call call) {
    try {
      return Parameters.parse(call.query() + "&" + call.body());
    } catch (KrakenException e) {
      return Parameters.of(Map.of());
    }
  }

  /** The first error that strikes. */
  private static Optional<RestAnswer> error(List<Fault> faults, String path, String method) {
    for (Fault fault : faults) {
      switch (fault.effect()) {
        case HttpError error when fault.strikes() -> {
          return Optional.of(serverError(error));
        }
        case RateLimitError e when fault.strikes() -> {
          return Optional.of(krakenError(TooMany.wordsOf(path)));
        }
        case TokenFailure(TokenPlace at)
            when method.equals(TOKEN_METHOD)
                && at != TokenPlace.SUBSCRIPTION
                && fault.strikes() -> {
          return Optional.of(krakenError("EGeneral:Internal error"));
        }
        default -> {
          // the others do not keep the venue from answering
        }
      }
    }
    return Optional.empty();
  }

  private static RestAnswer krakenError(String words) {
    ObjectNode answer = KrakenJson.object();
    answer.putArray("error").add(words);
    return RestAnswer.json(KrakenJson.write(answer));
  }

  private static RestAnswer serverError(HttpError error) {
    String html =
        "<html><head><title>%1$d</title></head><body><h1>Error %1$d</h1></body></html>\n"
            .formatted(error.status());
    return switch (error.body()) {
      case NONE -> new RestAnswer(error.status(), "", "", Duration.ZERO, Delivery.SENT);
      case HTML -> new RestAnswer(error.status(), "text/html", html, Duration.ZERO, Delivery.SENT);
      case JSON ->
          new RestAnswer(
              error.status(),
              "application/json",
              krakenError(RequestFaults.UNAVAILABLE).body(),
              Duration.ZERO,
              Delivery.SENT);
    };
  }

  private RestAnswer venueAnswer(RestApi.Call call, List<Fault> faults, String method) {
    JsonNode told = venue.apply(call);
    boolean accepted = told.path("error").isEmpty();
    Delivery delivery = Delivery.SENT;
    for (Fault fault : faults) {
      switch (fault.effect()) {
        case ClockSkew(var by) when RestEdits.skew(told, method, by) -> fault.strikes();
        case InvalidData(var lie)
            when accepted && RestEdits.canLie(told, method, lie) && fault.strikes() ->
            RestEdits.lie(told, method, lie);
        case TimeoutAfterAccept(boolean close)
            when accepted && concernsOrders(fault, method) && fault.strikes() ->
            delivery = close ? Delivery.CLOSED : Delivery.NEVER;
        default -> {
          // it has nothing to do with answers
        }
      }
    }
    return RestAnswer.json(KrakenJson.write(told)).delivered(delivery);
  }

  /** Without a method it is about new orders. */
  private static boolean concernsOrders(Fault fault, String method) {
    return fault.order().method() != null || method.equals(ORDER_METHOD);
  }
}
