package io.tidemark.exchange.resilience;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.tidemark.exchange.resilience.VenueFailure.Effect;
import io.tidemark.exchange.resilience.VenueFailure.Pause;
import io.tidemark.model.reason.OrderReason;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import si.mazi.rescu.HttpStatusIOException;

/** What the failures of XChange's REST client prove. */
public final class RestFailures {

  private RestFailures() {}

  /**
   * Tells what an exception of a request proves; its words are used only where they hold no data.
   */
  public static VenueFailure of(Exception failure) {
    Throwable cause = rootOf(failure);
    if (cause instanceof ConnectException
        || cause instanceof UnknownHostException
        || cause instanceof NoRouteToHostException) {
      return unavailable(Effect.NEVER_LEFT, "no connection: " + cause.getMessage());
    }
    if (failure instanceof HttpStatusIOException status) {
      return ofStatus(status.getHttpStatusCode());
    }
    if (failure instanceof IOException && !(cause instanceof JsonProcessingException)) {
      return unavailable(
          Effect.UNCERTAIN, cause.getClass().getSimpleName() + ": " + cause.getMessage());
    }
    return unavailable(
        Effect.UNCERTAIN, "answer not understood (" + cause.getClass().getSimpleName() + ")");
  }

  private static VenueFailure ofStatus(int code) {
    String detail = "HTTP " + code;
    return switch (code) {
      case 429 -> new VenueFailure(Effect.REFUSED, OrderReason.RATE_LIMITED, true, detail);
      case 401, 403 -> new VenueFailure(Effect.REFUSED, OrderReason.NOT_AUTHORISED, false, detail);
      case 400, 404, 405, 413, 414, 415 ->
          new VenueFailure(Effect.REFUSED, OrderReason.REFUSED, false, detail);
      // A gateway before the venue, Cloudflare's own codes among them, is overloaded or cut off.
      case 502, 503, 504, 520, 521, 522, 523, 524, 525, 526, 527, 529, 530 ->
          new VenueFailure(
              Effect.UNCERTAIN, OrderReason.VENUE_UNAVAILABLE, true, Pause.LONG, detail);
      default -> unavailable(Effect.UNCERTAIN, detail);
    };
  }

  private static VenueFailure unavailable(Effect effect, String detail) {
    return new VenueFailure(effect, OrderReason.VENUE_UNAVAILABLE, true, detail);
  }

  private static Throwable rootOf(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }
}
