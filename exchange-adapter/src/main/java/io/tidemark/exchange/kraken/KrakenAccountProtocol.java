package io.tidemark.exchange.kraken;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidemark.exchange.AccountListener;
import io.tidemark.exchange.StreamHealthSettings;
import io.tidemark.exchange.StreamState;
import io.tidemark.exchange.VenueFill;
import io.tidemark.exchange.VenueOrderState;
import io.tidemark.exchange.kraken.KrakenSymbols.Pair;
import io.tidemark.exchange.stream.StreamOutlet;
import io.tidemark.exchange.stream.StreamProtocol;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The account's own orders and fills on Kraken's WebSocket v1. An update tells only what changed,
 * so open orders are kept whole here. Messages of a channel are numbered: after a hole, everything
 * is asked anew. So it is, with a new token, whenever the stream was lost or is silent though REST
 * knows more; then what happened meanwhile is asked by REST, and each fill is told once.
 */
final class KrakenAccountProtocol implements StreamProtocol {

  private static final Logger LOG = LoggerFactory.getLogger(KrakenAccountProtocol.class);

  private static final String OWN_TRADES = "ownTrades";
  private static final String OPEN_ORDERS = "openOrders";
  private static final List<String> CHANNELS = List.of(OPEN_ORDERS, OWN_TRADES);

  private static final int MOST_ASKS = 2;

  /** Fills and orders that are known when they are repeated. */
  private static final int REMEMBERED = 10_000;

  private final KrakenAccount account;
  private final KrakenMarketData market;
  private final ClientOrderIds clientOrderIds;
  private final AccountNames names;
  private final AccountListener listener;
  private final StreamHealthSettings settings;
  private final InstantSource clock;
  private final AccountWatch watch = new AccountWatch();
  private final Map<String, ObjectNode> orders = new HashMap<>();
  private final Map<String, Long> sequences = new HashMap<>();
  private final Set<String> unconfirmed = new HashSet<>();
  private final RecentKeys toldOrders = new RecentKeys(REMEMBERED);
  private final RecentKeys toldFills = new RecentKeys(REMEMBERED);

  private Set<String> formerlyOpen = Set.of();
  private @Nullable Instant knownSince;
  private int requestId;

  // In nanoseconds of listening.
  private int asks;
  private long askedAt;
  private long lookAt;
  private long patience;
  private boolean asking;
  private @Nullable AccountNews news;
  private long newsSince;

  KrakenAccountProtocol(
      KrakenAccount account,
      KrakenMarketData market,
      ClientOrderIds clientOrderIds,
      AccountListener listener,
      StreamHealthSettings settings,
      InstantSource clock) {
    this.account = account;
    this.market = market;
    this.clientOrderIds = clientOrderIds;
    names = new AccountNames(clientOrderIds, market);
    this.listener = listener;
    this.settings = settings;
    this.clock = clock;
  }

  /** How the stream fares. Any thread may ask. */
  AccountWatch watch() {
    return watch;
  }

  @Override
  public String ping() {
    return KrakenMessages.ping();
  }

  @Override
  public void lost(String why) {
    formerlyOpen = union(formerlyOpen, orders.keySet());
  }

  private static Set<String> union(Set<String> one, Set<String> other) {
    Set<String> both = new HashSet<>(one);
    both.addAll(other);
    return both;
  }

  @Override
  public void opened(StreamOutlet stream) {
    orders.clear();
    names.clear();
    sequences.clear();
    unconfirmed.clear();
    unconfirmed.addAll(CHANNELS);
    asks = 0;
    asking = false;
    news = null;
    subscribe(stream);
  }

  /** Asks for a token for each channel that is not confirmed, and subscribes with it. */
  private void subscribe(StreamOutlet stream) {
    asks++;
    askedAt = stream.nanos();
    List<String> channels = CHANNELS.stream().filter(unconfirmed::contains).toList();
    stream.aside(
        () -> {
          Map<String, String> tokens = new LinkedHashMap<>();
          channels.forEach(channel -> tokens.put(channel, account.streamToken()));
          var _ = market.symbols();
          return () -> subscribe(stream, tokens);
        },
        why -> stream.restart("no token for the account's stream: " + why));
  }

  private void subscribe(StreamOutlet stream, Map<String, String> tokens) {
    askedAt = stream.nanos();
    tokens.forEach(
        (channel, token) -> stream.send(KrakenMessages.account(++requestId, channel, token)));
  }

  @Override
  public void received(StreamOutlet stream, String text) {
    JsonNode message = KrakenMessages.parse(text);
    if (message.isArray()) {
      data(stream, message);
    } else if ("subscriptionStatus".equals(message.path("event").asText())) {
      subscriptionStatus(stream, message);
    }
  }

  private void subscriptionStatus(StreamOutlet stream, JsonNode message) {
    String channel =
        message.path("channelName").asText(message.path("subscription").path("name").asText());
    switch (message.path("status").asText()) {
      case "subscribed" -> {
        if (unconfirmed.remove(channel) && unconfirmed.isEmpty()) {
          live(stream);
        }
      }
      // A token may have lapsed: a new connection brings a new one.
      case "error" -> stream.restart(channel + ": " + message.path("errorMessage").asText());
      default -> {
        // Nothing else is asked for.
      }
    }
  }

  private void live(StreamOutlet stream) {
    Instant since = knownSince;
    stream.become(StreamState.LIVE, "all channels confirmed");
    rest(stream.nanos(), settings.accountSilence().toNanos());
    if (since == null) {
      knownSince = clock.instant();
    } else {
      watch.countRevival();
      AccountNews.askOrders(
          stream,
          account,
          List.of(),
          since,
          missed -> tell(stream, missed),
          why -> stream.restart("what was missed could not be asked: " + why));
    }
  }

  private void rest(long now, long pause) {
    patience = pause;
    lookAt = now + pause;
    news = null;
  }

  /** Looks after confirmations, and after news that do not arrive. */
  @Override
  public void tick(StreamOutlet stream) {
    long now = stream.nanos();
    AccountNews awaited = news;
    if (!unconfirmed.isEmpty()) {
      confirmation(stream, now);
    } else if (awaited != null) {
      arrival(stream, awaited, now);
    } else if (!asking && now >= lookAt) {
      ask(stream);
    }
  }

  private void confirmation(StreamOutlet stream, long now) {
    if (now - askedAt < settings.confirmTimeout().toNanos()) {
      return;
    }
    if (asks >= MOST_ASKS) {
      stream.restart(
          "%s not confirmed within %s".formatted(unconfirmed, settings.confirmTimeout()));
    } else {
      subscribe(stream);
    }
  }

  private void ask(StreamOutlet stream) {
    asking = true;
    Instant since = knownSince == null ? clock.instant() : knownSince;
    AccountNews.askOpen(
        stream,
        account,
        since,
        answer -> {
          asking = false;
          if (isNews(answer)) {
            news = answer;
            newsSince = stream.nanos();
          } else {
            quiet(stream.nanos());
          }
        },
        why -> {
          asking = false;
          LOG.info("account_not_asked cause=\"{}\"", why);
          quiet(stream.nanos());
        });
  }

  private void quiet(long now) {
    long longest = settings.longestPause().toNanos();
    rest(now, Math.max(patience, Math.min(2 * patience, longest)));
  }

  private boolean isNews(AccountNews answer) {
    return answer.hasMoreThan(toldOrders::contains, toldFills::contains);
  }

  private void arrival(StreamOutlet stream, AccountNews awaited, long now) {
    if (!isNews(awaited)) {
      rest(now, settings.accountSilence().toNanos());
    } else if (now - newsSince >= settings.arrivalGrace().toNanos()) {
      watch.countStall();
      tell(stream, awaited);
      stream.restart("silent though the venue has news of the account");
    }
  }

  /** Tells what REST knows; an order as it stands, a fill unless it was told. */
  private void tell(StreamOutlet stream, AccountNews missed) {
    missed.orders().forEach(order -> tell(stream, order));
    missed.fills().forEach(fill -> tell(stream, fill));
  }

  private void data(StreamOutlet stream, JsonNode message) {
    String channel = message.path(1).asText();
    long sequence = message.path(2).path("sequence").asLong();
    Long before = sequences.put(channel, sequence);
    if (before != null && sequence != before + 1) {
      stream.restart("%s jumped from %d to %d".formatted(channel, before, sequence));
      return;
    }
    watch.heard(clock.instant());
    rest(stream.nanos(), settings.accountSilence().toNanos());
    switch (channel) {
      case OPEN_ORDERS -> {
        orders(stream, message.path(0));
        if (before == null) {
          askMissing(stream);
        }
      }
      case OWN_TRADES -> fills(stream, message.path(0));
      default -> LOG.warn("message_skipped channel={}", channel);
    }
  }

  /** Orders that were open before and are not told now ended meanwhile: how is asked by REST. */
  private void askMissing(StreamOutlet stream) {
    Set<String> missing = new HashSet<>(formerlyOpen);
    missing.removeAll(orders.keySet());
    if (missing.isEmpty()) {
      formerlyOpen = Set.of();
      return;
    }
    Instant since = knownSince == null ? clock.instant() : knownSince;
    AccountNews.askOrders(
        stream,
        account,
        missing,
        since,
        missed -> {
          formerlyOpen = Set.of();
          tell(stream, missed);
        },
        why -> stream.restart("orders that ended meanwhile could not be asked: " + why));
  }

  private void orders(StreamOutlet stream, JsonNode entries) {
    for (JsonNode entry : entries) {
      entry.properties().forEach(order -> order(stream, order.getKey(), order.getValue()));
    }
  }

  private void order(StreamOutlet stream, String venueOrderId, JsonNode changes) {
    ObjectNode order = orders.get(venueOrderId);
    if (order == null) {
      if (!changes.has("descr")) {
        // The last word on an order that ended before; its end has been told.
        LOG.info("order_update_skipped venueOrderId={} cause=ended_before", venueOrderId);
        return;
      }
      order = (ObjectNode) changes.deepCopy();
      orders.put(venueOrderId, order);
    } else {
      order.setAll((ObjectNode) changes);
    }
    learn(venueOrderId, order);
    ObjectNode state = order.deepCopy();
    names.known(
        stream,
        venueOrderId,
        KrakenOrders.pairName(order),
        () -> publish(stream, venueOrderId, state));
  }

  private void learn(String venueOrderId, JsonNode message) {
    Optional<UUID> told = KrakenOrders.clientOrderId(message);
    if (told.isPresent()) {
      clientOrderIds.learn(venueOrderId, told);
    }
  }

  private void publish(StreamOutlet stream, String venueOrderId, ObjectNode order) {
    UUID clientOrderId = clientOrderIds.of(venueOrderId);
    if (clientOrderId != null) {
      order.put("cl_ord_id", clientOrderId.toString());
    }
    Optional<Pair> pair = market.pair(KrakenOrders.pairName(order));
    if (pair.isEmpty()) {
      LOG.warn(
          "order_skipped venueOrderId={} pair={} cause=pair_not_listed",
          venueOrderId,
          KrakenOrders.pairName(order));
      return;
    }
    VenueOrderState state = KrakenOrders.order(venueOrderId, order, pair.get());
    if (state.status().isTerminal()) {
      orders.remove(venueOrderId);
    }
    tell(stream, state);
  }

  private void tell(StreamOutlet stream, VenueOrderState state) {
    toldOrders.add(state.venueOrderId());
    stream.guard(() -> listener.onOrder(state));
  }

  private void fills(StreamOutlet stream, JsonNode entries) {
    for (JsonNode entry : entries) {
      entry.properties().forEach(trade -> fill(stream, trade.getKey(), trade.getValue()));
    }
  }

  private void fill(StreamOutlet stream, String venueTradeId, JsonNode trade) {
    String venueOrderId = KrakenAccount.orderOf(trade);
    learn(venueOrderId, trade);
    names.known(
        stream,
        venueOrderId,
        trade.path("pair").asText(),
        () -> account.fill(venueTradeId, trade).ifPresent(fill -> tell(stream, fill)));
  }

  private void tell(StreamOutlet stream, VenueFill fill) {
    if (!toldFills.add(fill.venueTradeId())) {
      watch.countDuplicate();
      return;
    }
    if (knownSince == null || fill.eventTime().isAfter(knownSince)) {
      knownSince = fill.eventTime();
    }
    stream.guard(() -> listener.onFill(fill));
  }
}
