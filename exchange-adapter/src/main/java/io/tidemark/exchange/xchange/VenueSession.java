package io.tidemark.exchange.xchange;

import io.tidemark.exchange.Credentials;
import io.tidemark.exchange.ExchangeSettings;
import io.tidemark.exchange.GatewayContext;
import io.tidemark.exchange.resilience.VenueCalls;
import io.tidemark.exchange.resilience.VenueFailure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.knowm.xchange.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls one venue through its REST module, within its limits. Thread-safe. */
final class VenueSession implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(VenueSession.class);

  /** A request through the module. */
  @FunctionalInterface
  interface Request<T> {
    T send(Exchange exchange) throws IOException;
  }

  private final VenueProfile profile;
  private final ExchangeSettings settings;
  private final GatewayContext context;
  private final VenueCalls calls;
  private final Exchange market;
  private final @Nullable Exchange account;
  private final HttpClient http;
  private final ReentrantLock catalogueOrder = new ReentrantLock();
  private final ReentrantLock privateOrder = new ReentrantLock(true);
  private volatile @Nullable Catalogue catalogue;

  VenueSession(
      VenueProfile profile, ExchangeSettings settings, GatewayContext context, VenueCalls calls) {
    this.profile = profile;
    this.settings = settings;
    this.context = context;
    this.calls = calls;
    market = Modules.rest(profile, settings.with((Credentials) null));
    account = settings.credentials() == null ? null : Modules.rest(profile, settings);
    http = HttpClient.newBuilder().connectTimeout(settings.connectTimeout()).build();
  }

  /** Reads without a key, again while it fails for a passing reason. */
  <T> T read(String what, Request<T> request) {
    return calls.read(what, () -> send(market, request));
  }

  /** Reads with the account's key; one such request at a time, so that its nonces rise. */
  <T> T readPrivate(String what, Request<T> request) {
    Exchange owner = requireAccount();
    return calls.read(what, () -> sendPrivate(owner, request));
  }

  /** Sends once with the account's key. */
  <T> T sendOnce(Request<T> request) throws VenueFailure {
    Exchange owner = requireAccount();
    return calls.once(() -> sendPrivate(owner, request));
  }

  private <T> T sendPrivate(Exchange owner, Request<T> request) throws VenueFailure {
    privateOrder.lock();
    try {
      return send(owner, request);
    } finally {
      privateOrder.unlock();
    }
  }

  private <T> T send(Exchange module, Request<T> request) throws VenueFailure {
    try {
      return request.send(module);
    } catch (IOException | RuntimeException e) {
      VenueFailure failure = XChangeErrors.of(e);
      LOG.debug("exchange={} failure={}", profile.name(), failure.detail(), e);
      throw failure;
    }
  }

  Exchange requireAccount() {
    if (account == null) {
      throw new IllegalStateException("credentials must be configured for calls about an account");
    }
    return account;
  }

  /** The venue's instruments; asked once. */
  Catalogue catalogue() {
    catalogueOrder.lock();
    try {
      Catalogue known = catalogue;
      return known == null ? reloadCatalogue() : known;
    } finally {
      catalogueOrder.unlock();
    }
  }

  /** The venue's instruments, asked anew. */
  Catalogue reloadCatalogue() {
    Catalogue loaded =
        new Catalogue(settings.exchange(), profile, read("reading instruments", profile::listings));
    catalogue = loaded;
    return loaded;
  }

  Instant serverTime() {
    return read(
        "reading the venue's time",
        module -> {
          var told = profile.serverTime(module);
          return told.isPresent() ? told.get() : dateOfAnswer(module);
        });
  }

  /** Every answer is dated, to a second, refusals included. */
  private Instant dateOfAnswer(Exchange module) throws IOException {
    HttpRequest head =
        HttpRequest.newBuilder(URI.create(module.getExchangeSpecification().getSslUri()))
            .method("HEAD", HttpRequest.BodyPublishers.noBody())
            .timeout(settings.readTimeout())
            .build();
    try {
      HttpResponse<Void> answer = http.send(head, HttpResponse.BodyHandlers.discarding());
      String date =
          answer
              .headers()
              .firstValue("Date")
              .orElseThrow(() -> new IOException("the answer has no Date header"));
      return Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (DateTimeException e) {
      throw new IOException("the answer's Date header is not a date", e);
    }
  }

  Instant now() {
    return context.clock().instant();
  }

  @Override
  public void close() {
    http.close();
  }
}
