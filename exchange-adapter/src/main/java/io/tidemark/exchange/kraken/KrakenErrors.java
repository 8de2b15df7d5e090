package io.tidemark.exchange.kraken;

import io.tidemark.exchange.resilience.VenueFailure;
import io.tidemark.exchange.resilience.VenueFailure.Effect;
import io.tidemark.model.reason.OrderReason;
import java.util.List;
import java.util.Locale;

/**
 * What Kraken's error codes mean. A code is matched by its beginning, the first match counts.
 *
 * <p>A code that is not listed is a refusal if the order engine gave it ({@code EOrder:}) and
 * ambiguous otherwise: asking is cheaper than trading twice.
 */
enum KrakenErrors {
  DEADLINE("EService:Deadline elapsed", Effect.REFUSED, OrderReason.DEADLINE_PASSED, false),
  CANCEL_ONLY(
      "EService:Market in cancel_only", Effect.REFUSED, OrderReason.VENUE_UNAVAILABLE, false),
  POST_ONLY_MODE(
      "EService:Market in post_only", Effect.REFUSED, OrderReason.VENUE_UNAVAILABLE, false),
  LIMIT_ONLY_MODE(
      "EService:Market in limit_only", Effect.REFUSED, OrderReason.VENUE_UNAVAILABLE, false),
  THROTTLED("EService:Throttled", Effect.REFUSED, OrderReason.RATE_LIMITED, true),
  /** Unavailable, Busy, Timeout: Kraken says that the request may have been carried out. */
  SERVICE("EService:", Effect.UNCERTAIN, OrderReason.VENUE_UNAVAILABLE, true),

  API_RATE("EAPI:Rate limit exceeded", Effect.REFUSED, OrderReason.RATE_LIMITED, true),
  API_KEY("EAPI:Invalid key", Effect.REFUSED, OrderReason.NOT_AUTHORISED, false),
  API_SIGNATURE("EAPI:Invalid signature", Effect.REFUSED, OrderReason.NOT_AUTHORISED, false),
  /** Also the answer to a request that a proxy or a lost connection delivered twice. */
  API_NONCE("EAPI:Invalid nonce", Effect.UNCERTAIN, OrderReason.NOT_AUTHORISED, false),
  API_DISABLED("EAPI:Feature disabled", Effect.REFUSED, OrderReason.VENUE_UNAVAILABLE, false),

  PERMISSION("EGeneral:Permission denied", Effect.REFUSED, OrderReason.NOT_AUTHORISED, false),
  LOCKOUT("EGeneral:Temporary lockout", Effect.REFUSED, OrderReason.RATE_LIMITED, true),
  TOO_MANY("EGeneral:Too many requests", Effect.REFUSED, OrderReason.RATE_LIMITED, true),
  /** The id is in use: the order, or its first copy, is at the venue. */
  DUPLICATE_ID(
      "EGeneral:Invalid arguments:cl_ord_id",
      Effect.UNCERTAIN,
      OrderReason.AMBIGUOUS_ANSWER,
      false),
  ARGUMENTS("EGeneral:Invalid arguments", Effect.REFUSED, OrderReason.INVALID_ORDER, false),
  UNKNOWN_METHOD("EGeneral:Unknown method", Effect.REFUSED, OrderReason.REFUSED, false),
  INTERNAL("EGeneral:Internal error", Effect.UNCERTAIN, OrderReason.VENUE_UNAVAILABLE, true),

  ACCOUNT_DISABLED("EAuth:Account", Effect.REFUSED, OrderReason.NOT_AUTHORISED, false),
  AUTH_RATE("EAuth:Too many requests", Effect.REFUSED, OrderReason.RATE_LIMITED, true),
  SESSION("ESession:Invalid session", Effect.REFUSED, OrderReason.NOT_AUTHORISED, true),
  QUERY("EQuery:", Effect.REFUSED, OrderReason.INVALID_ORDER, false),

  FUNDS("EOrder:Insufficient funds", Effect.REFUSED, OrderReason.INSUFFICIENT_FUNDS, false),
  MARGIN(
      "EOrder:Insufficient initial margin", Effect.REFUSED, OrderReason.INSUFFICIENT_FUNDS, false),
  MINIMUM("EOrder:Order minimum not met", Effect.REFUSED, OrderReason.INVALID_ORDER, false),
  COST("EOrder:Cost minimum not met", Effect.REFUSED, OrderReason.INVALID_ORDER, false),
  TICK("EOrder:Tick size check failed", Effect.REFUSED, OrderReason.INVALID_ORDER, false),
  INVALID("EOrder:Invalid", Effect.REFUSED, OrderReason.INVALID_ORDER, false),
  POST_ONLY("EOrder:Post only order", Effect.REFUSED, OrderReason.WOULD_TAKE, false),
  ORDER_RATE("EOrder:Rate limit exceeded", Effect.REFUSED, OrderReason.RATE_LIMITED, true),
  DOMAIN_RATE("EOrder:Domain rate limit exceeded", Effect.REFUSED, OrderReason.RATE_LIMITED, true),
  AGREEMENT("EOrder:Trading agreement", Effect.REFUSED, OrderReason.NOT_AUTHORISED, false),
  ORDER("EOrder:", Effect.REFUSED, OrderReason.REFUSED, false);

  /** The venue works no such order. */
  private static final String UNKNOWN_ORDER = "EOrder:Unknown order";

  private final String beginning;
  private final Effect effect;
  private final OrderReason reason;
  private final boolean passing;

  KrakenErrors(String beginning, Effect effect, OrderReason reason, boolean passing) {
    this.beginning = beginning;
    this.effect = effect;
    this.reason = reason;
    this.passing = passing;
  }

  /** What the error codes of one answer prove; the first one tells, all are kept. */
  static VenueFailure failure(List<String> codes) {
    String first = codes.getFirst();
    String detail = String.join(", ", codes);
    for (KrakenErrors error : values()) {
      if (first.startsWith(error.beginning)) {
        return new VenueFailure(error.effect, error.reason, error.passing, detail);
      }
    }
    return new VenueFailure(Effect.UNCERTAIN, OrderReason.AMBIGUOUS_ANSWER, false, detail);
  }

  /** What the refusal of a subscription means. */
  enum Refusal {
    /** There is such a subscription already. */
    STANDS,
    /** It may be taken a little later. */
    PASSING,
    /** It will not be taken. */
    FINAL
  }

  /** What the words of a refused subscription mean; streams use codes and plain words. */
  static Refusal refusal(String words) {
    String plain = words.toLowerCase(Locale.ROOT);
    if (plain.contains("already")) {
      return Refusal.STANDS;
    }
    return plain.contains("rate") || failure(List.of(words)).passing()
        ? Refusal.PASSING
        : Refusal.FINAL;
  }

  /** Whether a refusal to end a subscription says that there is none. */
  static boolean isNoSubscription(String words) {
    return words.toLowerCase(Locale.ROOT).contains("subscription not found");
  }

  /** Whether a refusal says that the venue works no such order. */
  static boolean isUnknownOrder(VenueFailure failure) {
    return failure.detail().startsWith(UNKNOWN_ORDER);
  }
}
