package io.tidemark.exchange.xchange;

import io.tidemark.exchange.AccountListener;
import io.tidemark.exchange.AccountStatus;
import io.tidemark.exchange.AccountSubscription;
import io.tidemark.exchange.OrderLookup;
import io.tidemark.exchange.StreamChange;
import io.tidemark.exchange.StreamState;
import io.tidemark.exchange.VenueFill;
import io.tidemark.exchange.VenueOrderState;
import io.tidemark.exchange.VenueReadException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows an account's orders and fills by asking again and again. */
final class AccountPoll implements AccountSubscription {

  private static final Logger LOG = LoggerFactory.getLogger(AccountPoll.class);

  /** A fill may be told a little later than it is dated. */
  private static final Duration OVERLAP = Duration.ofMinutes(1);

  private static final int REMEMBERED = 10_000;

  private final XChangeAccount account;
  private final AccountListener listener;
  private final Duration pause;
  private final InstantSource clock;
  private final Consumer<AccountPoll> onClose;
  private final Map<String, VenueOrderState> working = new HashMap<>();
  private final Set<String> fills = new LinkedHashSet<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread worker = Thread.ofVirtual().name("xchange-account").unstarted(this::run);
  private volatile AccountStatus status =
      new AccountStatus(StreamState.CONNECTING, "not polled yet", null, 0, 0, 0, 0);
  private boolean wasLive;
  private Instant since;

  AccountPoll(
      XChangeAccount account,
      AccountListener listener,
      Duration pause,
      InstantSource clock,
      Consumer<AccountPoll> onClose) {
    this.account = account;
    this.listener = listener;
    this.pause = pause;
    this.clock = clock;
    this.onClose = onClose;
    since = clock.instant().minus(OVERLAP);
  }

  void start() {
    worker.start();
  }

  @Override
  public StreamState state() {
    return status.state();
  }

  @Override
  public AccountStatus status() {
    return status;
  }

  private void run() {
    become(StreamState.CONNECTING, "polling begins");
    try {
      while (closing.getCount() > 0) {
        try {
          round();
          become(StreamState.LIVE, "polled every " + pause);
        } catch (VenueReadException e) {
          become(StreamState.DISCONNECTED, String.valueOf(e.getMessage()));
        } catch (RuntimeException | LinkageError e) {
          LOG.error("stream=account cause=poll_failed", e);
          become(StreamState.DISCONNECTED, "the account could not be read: " + e);
        }
        var _ = closing.await(pause.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      become(StreamState.CLOSED, "closed here");
    }
  }

  private void become(StreamState next, String detail) {
    if (next != status.state() || next == StreamState.CONNECTING) {
      boolean revived = next == StreamState.LIVE && wasLive;
      wasLive |= next == StreamState.LIVE;
      status =
          new AccountStatus(
              next,
              detail,
              status.lastHeard(),
              status.messages(),
              status.duplicates(),
              status.revivals() + (revived ? 1 : 0),
              status.stalls());
      LOG.info("stream=account state={} detail=\"{}\"", next, detail);
      guard(
          () -> listener.onStreamChange(StreamChange.ofConnection(next, detail, clock.instant())));
    }
  }

  private void tell(Runnable news) {
    status =
        new AccountStatus(
            status.state(),
            status.detail(),
            clock.instant(),
            status.messages() + 1,
            status.duplicates(),
            status.revivals(),
            status.stalls());
    guard(news);
  }

  private void guard(Runnable call) {
    try {
      call.run();
    } catch (RuntimeException e) {
      LOG.error("stream=account cause=listener_failed", e);
    }
  }

  private void round() {
    Instant begun = clock.instant();
    Map<String, VenueOrderState> now = new HashMap<>();
    account.openOrders().forEach(order -> now.put(order.venueOrderId(), order));
    now.forEach(
        (id, order) -> {
          if (!order.equals(working.get(id))) {
            tell(() -> listener.onOrder(order));
          }
        });
    for (VenueOrderState before : Map.copyOf(working).values()) {
      if (!now.containsKey(before.venueOrderId())) {
        tellEnd(before);
      }
    }
    working.clear();
    working.putAll(now);
    for (VenueFill fill : account.fills(since)) {
      if (fills.add(fill.venueTradeId())) {
        tell(() -> listener.onFill(fill));
      }
    }
    while (fills.size() > REMEMBERED) {
      fills.remove(fills.iterator().next());
    }
    since = begun.minus(OVERLAP);
  }

  private void tellEnd(VenueOrderState before) {
    if (before.clientOrderId() != null
        && account.orderByClientId(before.clientOrderId()) instanceof OrderLookup.Found found) {
      tell(() -> listener.onOrder(found.state()));
    }
  }

  @Override
  public void close() {
    closing.countDown();
    if (!Thread.currentThread().equals(worker)) {
      try {
        worker.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    onClose.accept(this);
  }
}
