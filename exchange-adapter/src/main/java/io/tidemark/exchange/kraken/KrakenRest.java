package io.tidemark.exchange.kraken;

import io.tidemark.exchange.Credentials;
import io.tidemark.exchange.ExchangeSettings;
import io.tidemark.exchange.resilience.HttpProperties;
import io.tidemark.exchange.resilience.RestFailures;
import io.tidemark.exchange.resilience.VenueCalls;
import io.tidemark.exchange.resilience.VenueFailure;
import io.tidemark.exchange.resilience.VenueFailure.Effect;
import io.tidemark.model.reason.OrderReason;
import java.io.IOException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.knowm.xchange.ExchangeSpecification;
import org.knowm.xchange.client.ExchangeRestProxyBuilder;
import org.knowm.xchange.kraken.KrakenExchange;
import org.knowm.xchange.kraken.dto.KrakenResult;
import org.knowm.xchange.kraken.service.KrakenDigest;
import si.mazi.rescu.ParamsDigest;
import si.mazi.rescu.SynchronizedValueFactory;

/**
 * Runs Kraken's REST calls. Private calls of a key are sent one after the other, so that the venue
 * sees its nonces rise. Thread-safe.
 */
final class KrakenRest {

  /** A call without a key. */
  @FunctionalInterface
  interface PublicCall<V> {
    @Nullable KrakenResult<? extends @Nullable V> send(KrakenRequests requests) throws IOException;
  }

  /** A call with a key, its signature and a nonce. */
  @FunctionalInterface
  interface PrivateCall<V> {
    @Nullable KrakenResult<? extends @Nullable V> send(
        KrakenRequests requests,
        String key,
        ParamsDigest signer,
        SynchronizedValueFactory<Long> nonces)
        throws IOException;
  }

  private record Account(String key, ParamsDigest signer, KrakenKeys.Lease lease) {}

  static {
    HttpProperties.set();
  }

  private final KrakenRequests requests;
  private final VenueCalls calls;
  private final @Nullable Account account;

  KrakenRest(ExchangeSettings settings, VenueCalls calls, Instant leaseStart) {
    this.calls = calls;
    requests =
        ExchangeRestProxyBuilder.forInterface(KrakenRequests.class, specification(settings))
            .build();
    account = account(settings, leaseStart);
  }

  private static ExchangeSpecification specification(ExchangeSettings settings) {
    ExchangeSpecification specification = new KrakenExchange().getDefaultExchangeSpecification();
    if (settings.restUrl() != null) {
      specification.setSslUri(settings.restUrl().toString());
    }
    specification.setHttpConnTimeout(Math.toIntExact(settings.connectTimeout().toMillis()));
    specification.setHttpReadTimeout(Math.toIntExact(settings.readTimeout().toMillis()));
    return specification;
  }

  private static @Nullable Account account(ExchangeSettings settings, Instant leaseStart) {
    Credentials credentials = settings.credentials();
    if (credentials == null) {
      return null;
    }
    try {
      Base64.getDecoder().decode(credentials.secret());
    } catch (IllegalArgumentException e) {
      // The cause would quote the secret.
      throw new IllegalArgumentException("secret must be Base64, as Kraken shows it");
    }
    return new Account(
        credentials.key(),
        KrakenDigest.createInstance(credentials.secret()),
        KrakenKeys.of(String.valueOf(settings.restUrl()), credentials.key(), leaseStart));
  }

  /** Reads without a key, again while it fails for a passing reason. */
  <V> V read(String what, PublicCall<V> call) {
    return calls.read(what, () -> send(call));
  }

  /** Reads with the account's key, again while it fails for a passing reason. */
  <V> V readPrivate(String what, PrivateCall<V> call) {
    Account owner = requireAccount();
    return calls.read(what, () -> send(owner, call));
  }

  /** Sends a private call once. */
  <V> V sendOnce(PrivateCall<V> call) throws VenueFailure {
    Account owner = requireAccount();
    return calls.once(() -> send(owner, call));
  }

  private Account requireAccount() {
    if (account == null) {
      throw new IllegalStateException("credentials must be configured for calls about an account");
    }
    return account;
  }

  private <V> V send(Account owner, PrivateCall<V> call) throws VenueFailure {
    ReentrantLock turn = owner.lease().turn();
    turn.lock();
    try {
      return send(proxy -> call.send(proxy, owner.key(), owner.signer(), owner.lease().nonces()));
    } finally {
      turn.unlock();
    }
  }

  private <V> V send(PublicCall<V> call) throws VenueFailure {
    @Nullable KrakenResult<? extends @Nullable V> answer;
    try {
      answer = call.send(requests);
    } catch (IOException | RuntimeException e) {
      throw RestFailures.of(e);
    }
    if (answer == null) {
      throw notUnderstood("empty answer");
    }
    List<String> errors =
        Stream.of(answer.getError()).filter(code -> code.startsWith("E")).toList();
    if (!errors.isEmpty()) {
      throw KrakenErrors.failure(errors);
    }
    V result = answer.getResult();
    if (result == null) {
      throw notUnderstood("answer without error and result");
    }
    return result;
  }

  private static VenueFailure notUnderstood(String detail) {
    return new VenueFailure(Effect.UNCERTAIN, OrderReason.AMBIGUOUS_ANSWER, true, detail);
  }
}
