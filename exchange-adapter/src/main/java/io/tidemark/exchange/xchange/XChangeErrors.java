package io.tidemark.exchange.xchange;

import io.tidemark.exchange.resilience.RestFailures;
import io.tidemark.exchange.resilience.VenueFailure;
import io.tidemark.exchange.resilience.VenueFailure.Effect;
import io.tidemark.model.reason.OrderReason;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.knowm.xchange.exceptions.CurrencyPairNotValidException;
import org.knowm.xchange.exceptions.ExchangeException;
import org.knowm.xchange.exceptions.ExchangeSecurityException;
import org.knowm.xchange.exceptions.ExchangeUnavailableException;
import org.knowm.xchange.exceptions.FrequencyLimitExceededException;
import org.knowm.xchange.exceptions.FundsExceededException;
import org.knowm.xchange.exceptions.InstrumentNotValidException;
import org.knowm.xchange.exceptions.InternalServerException;
import org.knowm.xchange.exceptions.MarketSuspendedException;
import org.knowm.xchange.exceptions.NonceException;
import org.knowm.xchange.exceptions.NotAvailableFromExchangeException;
import org.knowm.xchange.exceptions.NotYetImplementedForExchangeException;
import org.knowm.xchange.exceptions.OperationTimeoutException;
import org.knowm.xchange.exceptions.OrderNotValidException;
import org.knowm.xchange.exceptions.RateLimitExceededException;
import si.mazi.rescu.HttpStatusException;

/**
 * What the failures of XChange's modules prove. A failure of no known class is judged by its HTTP
 * status, else by its words, and is ambiguous otherwise: asking is cheaper than trading twice.
 */
final class XChangeErrors {

  private static final int OK = 200;
  private static final int CLIENT_ERROR = 400;
  private static final int SERVER_ERROR = 500;

  /** Binance's word for an address that it has banned for a while. */
  private static final int BANNED = 418;

  private static final int TOO_MANY = 429;
  private static final int LONGEST_WORDS = 300;

  /** Words that only a refusal has, without blanks and underscores; the first one found counts. */
  private static final Map<String, OrderReason> REFUSALS = refusals();

  private XChangeErrors() {}

  private static Map<String, OrderReason> refusals() {
    Map<String, OrderReason> refusals = new LinkedHashMap<>();
    refusals.put("insufficient", OrderReason.INSUFFICIENT_FUNDS);
    refusals.put("notenough", OrderReason.INSUFFICIENT_FUNDS);
    refusals.put("immediatelymatch", OrderReason.WOULD_TAKE);
    refusals.put("postwouldexecute", OrderReason.WOULD_TAKE);
    refusals.put("authenticationerror", OrderReason.NOT_AUTHORISED);
    refusals.put("invalidapikey", OrderReason.NOT_AUTHORISED);
    refusals.put("invalidsize", OrderReason.INVALID_ORDER);
    refusals.put("invalidprice", OrderReason.INVALID_ORDER);
    refusals.put("invalidordertype", OrderReason.INVALID_ORDER);
    refusals.put("filterfailure", OrderReason.INVALID_ORDER);
    refusals.put("outsidepricecollar", OrderReason.INVALID_ORDER);
    refusals.put("maxpositionviolation", OrderReason.REFUSED);
    refusals.put("marketsuspended", OrderReason.VENUE_UNAVAILABLE);
    refusals.put("marketinactive", OrderReason.VENUE_UNAVAILABLE);
    refusals.put("notfound", OrderReason.REFUSED);
    return refusals;
  }

  static VenueFailure of(Exception failure) {
    VenueFailure known = ofClass(failure);
    if (known != null) {
      return known;
    }
    Optional<Integer> status = statusOf(failure);
    if (status.isPresent() && status.get() >= CLIENT_ERROR) {
      return ofStatus(status.get(), words(failure));
    }
    Optional<IOException> network = networkOf(failure);
    if (network.isPresent()) {
      return RestFailures.of(network.get());
    }
    return status.isPresent() || failure instanceof ExchangeException
        ? ofWords(words(failure))
        : RestFailures.of(failure);
  }

  private static @Nullable VenueFailure ofClass(Exception failure) {
    return switch (failure) {
      case FundsExceededException e -> refused(OrderReason.INSUFFICIENT_FUNDS, e);
      case RateLimitExceededException e -> passing(Effect.REFUSED, OrderReason.RATE_LIMITED, e);
      case FrequencyLimitExceededException e ->
          passing(Effect.REFUSED, OrderReason.RATE_LIMITED, e);
      // Also the answer to a request that a proxy or a lost connection delivered twice.
      case NonceException e ->
          new VenueFailure(Effect.UNCERTAIN, OrderReason.NOT_AUTHORISED, false, words(e));
      case ExchangeSecurityException e -> refused(OrderReason.NOT_AUTHORISED, e);
      case InstrumentNotValidException e -> refused(OrderReason.INVALID_ORDER, e);
      case CurrencyPairNotValidException e -> refused(OrderReason.INVALID_ORDER, e);
      // XChange counts it among the orders that are not valid.
      case OperationTimeoutException e ->
          passing(Effect.UNCERTAIN, OrderReason.VENUE_UNAVAILABLE, e);
      case OrderNotValidException e -> refused(OrderReason.INVALID_ORDER, e);
      case MarketSuspendedException e -> refused(OrderReason.VENUE_UNAVAILABLE, e);
      case ExchangeUnavailableException e ->
          passing(Effect.UNCERTAIN, OrderReason.VENUE_UNAVAILABLE, e);
      case InternalServerException e -> passing(Effect.UNCERTAIN, OrderReason.VENUE_UNAVAILABLE, e);
      case NotYetImplementedForExchangeException e -> unsupported(e);
      case NotAvailableFromExchangeException e -> unsupported(e);
      default -> null;
    };
  }

  private static VenueFailure refused(OrderReason reason, Exception failure) {
    return new VenueFailure(Effect.REFUSED, reason, false, words(failure));
  }

  private static VenueFailure passing(Effect effect, OrderReason reason, Exception failure) {
    return new VenueFailure(effect, reason, true, words(failure));
  }

  private static VenueFailure unsupported(Exception failure) {
    return new VenueFailure(
        Effect.NEVER_LEFT,
        OrderReason.REFUSED,
        false,
        "the venue's module has no such call: " + words(failure));
  }

  private static VenueFailure ofStatus(int status, String words) {
    String detail = "HTTP " + status + ": " + words;
    // Such as Binance's -1007: the words win over the status.
    if (words.toLowerCase(Locale.ROOT).contains("execution status unknown")) {
      return new VenueFailure(Effect.UNCERTAIN, OrderReason.AMBIGUOUS_ANSWER, true, detail);
    }
    if (status >= SERVER_ERROR) {
      return new VenueFailure(Effect.UNCERTAIN, OrderReason.VENUE_UNAVAILABLE, true, detail);
    }
    return switch (status) {
      case TOO_MANY, BANNED ->
          new VenueFailure(Effect.REFUSED, OrderReason.RATE_LIMITED, true, detail);
      case 401, 403 -> new VenueFailure(Effect.REFUSED, OrderReason.NOT_AUTHORISED, false, detail);
      case 408 -> new VenueFailure(Effect.UNCERTAIN, OrderReason.VENUE_UNAVAILABLE, true, detail);
      default ->
          new VenueFailure(
              Effect.REFUSED, refusal(words).orElse(OrderReason.REFUSED), false, detail);
    };
  }

  /** Some modules keep nothing of an error but its words. */
  private static VenueFailure ofWords(String words) {
    String lower = words.toLowerCase(Locale.ROOT);
    if (lower.contains("too many requests")
        || lower.contains("too frequent")
        || lower.contains("apilimitexceeded")
        || lower.contains("rate limit")) {
      return new VenueFailure(Effect.REFUSED, OrderReason.RATE_LIMITED, true, words);
    }
    return refusal(words)
        .map(reason -> new VenueFailure(Effect.REFUSED, reason, false, words))
        .orElseGet(
            () -> new VenueFailure(Effect.UNCERTAIN, OrderReason.AMBIGUOUS_ANSWER, false, words));
  }

  /** The venues' words for why they refuse an order; empty for words that prove nothing. */
  private static Optional<OrderReason> refusal(String words) {
    String squeezed = words.toLowerCase(Locale.ROOT).replace("_", "").replace(" ", "");
    return REFUSALS.entrySet().stream()
        .filter(refusal -> squeezed.contains(refusal.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private static Optional<Integer> statusOf(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof HttpStatusException status) {
        int code = status.getHttpStatusCode();
        return Optional.of(code == 0 ? OK : code);
      }
    }
    return Optional.empty();
  }

  private static Optional<IOException> networkOf(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof IOException network) {
        return Optional.of(network);
      }
    }
    return Optional.empty();
  }

  private static String words(Throwable failure) {
    String words = String.valueOf(failure.getMessage());
    return words.length() <= LONGEST_WORDS ? words : words.substring(0, LONGEST_WORDS);
  }
}
