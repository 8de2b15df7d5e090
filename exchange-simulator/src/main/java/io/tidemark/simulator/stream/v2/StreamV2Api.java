package io.tidemark.simulator.stream.v2;

import io.tidemark.simulator.faults.RequestFaults;
import io.tidemark.simulator.faults.StreamFaults;
import io.tidemark.simulator.faults.Told;
import io.tidemark.simulator.market.Depth;
import io.tidemark.simulator.market.Market;
import io.tidemark.simulator.rest.KrakenJson;
import io.tidemark.simulator.rest.OrderEntry;
import io.tidemark.simulator.rest.Tokens;
import io.tidemark.simulator.stream.Session;
import io.tidemark.simulator.stream.StreamProtocol;
import io.tidemark.simulator.stream.v2.MarketContents.Best;
import io.tidemark.simulator.stream.v2.Subscriber.Subscription;
import io.tidemark.simulator.venue.KrakenException;
import io.tidemark.simulator.venue.Venue;
import io.tidemark.simulator.venue.VenueFill;
import io.tidemark.simulator.venue.VenueListener;
import io.tidemark.simulator.venue.VenueOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Who is connected by version 2, and what each is told. Public and private channels are served
 * alike on both addresses: what needs an account needs a token.
 */
public final class StreamV2Api implements VenueListener, StreamProtocol {

  private static final String HEARTBEAT = "{\"channel\":\"heartbeat\"}";
  private static final String VERSION = "2.0.10";
  private static final int LATEST_TRADES = 50;

  private final Venue venue;
  private final StreamFaults faults;
  private final FeedRequests feedRequests;
  private final OrderRequests orderRequests;
  private final Map<Session, Subscriber> clients = new LinkedHashMap<>();
  private final Map<Feed.Book, BookUpdates> books = new HashMap<>();
  private final Map<Market, Best> quotes = new HashMap<>();
  private long connections;

  /**
   * @param orders where orders by REST are taken in too
   * @param faults what every message passes
   * @param orderFaults what every order request passes
   */
  public StreamV2Api(
      Venue venue,
      Tokens tokens,
      OrderEntry orders,
      StreamFaults faults,
      RequestFaults orderFaults) {
    this.venue = venue;
    this.faults = faults;
    this.feedRequests = new FeedRequests(this, venue, tokens, faults);
    this.orderRequests = new OrderRequests(this, venue, tokens, orders, orderFaults);
  }

  @Override
  public void opened(Session session, boolean isPrivate) {
    Subscriber client = new Subscriber(session, faults);
    clients.put(session, client);
    ArrayNode data = KrakenJson.array();
    data.addObject()
        .put("api_version", "v2")
        .put("connection_id", ++connections)
        .put("system", "online")
        .put("version", VERSION);
    client.send(Told.CONTROL, KrakenJson.write(message("status", "update", data)));
  }

  @Override
  public void closed(Session session) {
    clients.remove(session);
    forgetUnwatched();
  }

  @Override
  public void received(Session session, String text) {
    Subscriber client = clients.get(session);
    if (client == null) {
      return;
    }
    Request request;
    try {
      request = Request.read(text, venue.nowMicros());
    } catch (KrakenException e) {
      client.send(Told.CONTROL, Request.unreadable(e.error(), venue.nowMicros()));
      return;
    }
    try {
      answer(client, request);
    } catch (KrakenException e) {
      client.send(request.refused(), request.failure(e.error(), "", venue.nowMicros()));
    }
  }

  private void answer(Subscriber client, Request request) {
    switch (request.method()) {
      case "ping" -> client.send(request.done(null), request.pong(venue.nowMicros()));
      case "subscribe" -> feedRequests.answer(client, request, true);
      case "unsubscribe" -> feedRequests.answer(client, request, false);
      case "add_order" -> orderRequests.add(client, request);
      case "cancel_order" -> orderRequests.cancel(client, request);
      case "cancel_all" -> orderRequests.cancelAll(client, request);
      default -> throw new KrakenException("Unsupported event");
    }
  }

  /** Tells those that heard nothing since the last call that the connection lives. */
  public void heartbeat() {
    for (Subscriber client : List.copyOf(clients.values())) {
      if (client.wasQuiet() && !client.subscriptions().isEmpty()) {
        client.send(Told.HEARTBEAT, HEARTBEAT);
        client.wasQuiet();
      }
    }
  }

  /** Whether a client cannot follow; then the clock is to be held. */
  public boolean isLagging() {
    return clients.values().stream().anyMatch(Subscriber::isLagging);
  }

  /**
   * The market of a symbol such as {@code BTC/USD}.
   *
   * @throws KrakenException if there is none
   */
  Market market(String symbol) {
    return venue.markets().stream()
        .filter(market -> market.pair().symbol().toString().equals(symbol))
        .findFirst()
        .orElseThrow(() -> new KrakenException("Currency pair not supported " + symbol));
  }

  /** Remembers what a new feed tells the changes of. */
  void watch(Feed feed) {
    switch (feed) {
      case Feed.Book book -> bookOf(book);
      case Feed.Ticker ticker -> {
        if (ticker.onQuotes()) {
          quotes.computeIfAbsent(ticker.market(), market -> Best.of(market.book()));
        }
      }
      case Feed.Trades ignored -> {}
      case Feed.Bars ignored -> {}
      case Feed.Instruments ignored -> {}
      case Feed.Executions ignored -> {}
      case Feed.Balances ignored -> {}
    }
  }

  private BookUpdates bookOf(Feed.Book book) {
    return books.computeIfAbsent(
        book, b -> new BookUpdates(b.market().pair(), b.depth(), b.market().book()));
  }

  void forgetUnwatched() {
    books.keySet().removeIf(book -> watching(book::equals).isEmpty());
    quotes.keySet().removeIf(market -> watching(feed -> isQuoteOf(feed, market)).isEmpty());
  }

  private static boolean isQuoteOf(Feed feed, Market market) {
    return feed.equals(new Feed.Ticker(market, true));
  }

  private List<Watcher> watching(Predicate<Feed> wanted) {
    List<Watcher> watching = new ArrayList<>();
    for (Subscriber client : clients.values()) {
      for (Subscription subscription : client.subscriptions()) {
        if (wanted.test(subscription.feed())) {
          watching.add(new Watcher(client, subscription));
        }
      }
    }
    return watching;
  }

  /** A connection and one of its subscriptions. */
  private record Watcher(Subscriber client, Subscription subscription) {}

  /** Sends a new subscriber what its feed starts with. */
  void greet(Subscriber client, Subscription subscription) {
    JsonNode data =
        switch (subscription.feed()) {
          case Feed.Ticker feed -> MarketContents.ticker(feed.market());
          case Feed.Trades feed -> MarketContents.latestTrades(feed.market());
          case Feed.Bars feed -> MarketContents.latestBars(feed.market(), feed.interval());
          case Feed.Book feed -> KrakenJson.array().add(bookOf(feed).snapshot(venue.nowMicros()));
          case Feed.Instruments ignored -> MarketContents.instruments(venue.markets());
          case Feed.Balances feed -> AccountContents.balances(venue, feed.account());
          case Feed.Executions ignored -> KrakenJson.array();
        };
    tell(client, subscription, message(subscription, "snapshot", data));
  }

  /** Sends a new subscriber of an account's executions what there is. */
  void greet(Subscriber client, Subscription subscription, boolean orders, boolean trades) {
    String account = ((Feed.Executions) subscription.feed()).account();
    if (orders) {
      ArrayNode open = KrakenJson.array();
      venue.openOrders(account).forEach(order -> open.add(AccountContents.open(order)));
      tell(client, subscription, message(subscription, "snapshot", open));
    }
    if (trades) {
      ArrayNode latest = KrakenJson.array();
      venue.fills(account).reversed().stream()
          .limit(LATEST_TRADES)
          .forEach(fill -> latest.add(AccountContents.trade(fill, isLast(fill))));
      tell(client, subscription, message(subscription, "snapshot", latest));
    }
  }

  private static boolean isLast(VenueFill fill) {
    VenueOrder order = fill.order();
    return order.remaining().isZero() && order.fills().getLast().equals(fill);
  }

  @Override
  public void traded(Market market) {
    Map<Feed, ObjectNode> made = new HashMap<>();
    for (Watcher watcher : watching(feed -> tellsTradesOf(feed, market))) {
      Feed feed = watcher.subscription().feed();
      tell(
          watcher.client(),
          watcher.subscription(),
          made.computeIfAbsent(feed, f -> ofLastTrade(f, market)));
    }
  }

  private static boolean tellsTradesOf(Feed feed, Market market) {
    return switch (feed) {
      case Feed.Ticker ticker -> !ticker.onQuotes() && ticker.market() == market;
      case Feed.Trades trades -> trades.market() == market;
      case Feed.Bars bars -> bars.market() == market;
      case Feed.Book ignored -> false;
      case Feed.Instruments ignored -> false;
      case Feed.Executions ignored -> false;
      case Feed.Balances ignored -> false;
    };
  }

  private ObjectNode ofLastTrade(Feed feed, Market market) {
    if (feed instanceof Feed.Bars bars) {
      return message(feed.channel(), "update", MarketContents.bar(market, bars.interval()))
          .put("timestamp", Times.nanos(venue.nowMicros()));
    }
    return message(
        feed.channel(),
        "update",
        feed instanceof Feed.Ticker ? MarketContents.ticker(market) : MarketContents.trade(market));
  }

  @Override
  public void bookChanged(Market market) {
    if (books.isEmpty() && quotes.isEmpty()) {
      return;
    }
    Depth now = market.book();
    for (Map.Entry<Feed.Book, BookUpdates> entry : books.entrySet()) {
      Feed.Book book = entry.getKey();
      if (book.market() == market) {
        entry
            .getValue()
            .changes(now, venue.nowMicros())
            .map(content -> message(book.channel(), "update", KrakenJson.array().add(content)))
            .ifPresent(message -> tellAll(book::equals, message));
      }
    }
    Best best = Best.of(now);
    if (quotes.containsKey(market) && !best.equals(quotes.put(market, best))) {
      tellAll(
          feed -> isQuoteOf(feed, market),
          message("ticker", "update", MarketContents.ticker(market)));
    }
  }

  private void tellAll(Predicate<Feed> wanted, ObjectNode message) {
    watching(wanted).forEach(watcher -> tell(watcher.client(), watcher.subscription(), message));
  }

  /** An order starts as pending and is new in the next message, as Kraken does it. */
  @Override
  public void orderPlaced(VenueOrder order) {
    for (Watcher watcher : watching(feed -> isExecutions(feed, order.account()))) {
      Feed.Executions feed = (Feed.Executions) watcher.subscription().feed();
      if (feed.everyStatus()) {
        tellOf(watcher, AccountContents.placed(order, "pending_new"));
        tellOf(watcher, AccountContents.change(order, "new", "new", venue.nowMicros()));
      } else {
        tellOf(watcher, AccountContents.placed(order, "new"));
      }
    }
  }

  @Override
  public void orderChanged(VenueOrder order) {
    switch (order.status()) {
      case CANCELED -> executed(order, () -> change(order, "canceled", "canceled"));
      case OPEN -> executed(order, () -> change(order, "status", "triggered"));
      case CLOSED -> executed(order, () -> change(order, "filled", "filled"));
    }
  }

  private ObjectNode change(VenueOrder order, String change, String status) {
    return AccountContents.change(order, change, status, venue.nowMicros());
  }

  @Override
  public void filled(VenueFill fill) {
    VenueOrder order = fill.order();
    executed(order, () -> AccountContents.trade(fill, isLast(fill)));
    if (!order.isOpen()) {
      orderChanged(order);
    }
    for (Watcher watcher : watching(feed -> feed.equals(new Feed.Balances(order.account())))) {
      tell(
          watcher.client(),
          watcher.subscription(),
          message(watcher.subscription(), "update", AccountContents.ledgerEntries(venue, fill)));
    }
  }

  private void executed(VenueOrder order, Supplier<ObjectNode> content) {
    for (Watcher watcher : watching(feed -> isExecutions(feed, order.account()))) {
      tellOf(watcher, content.get());
    }
  }

  private static boolean isExecutions(Feed feed, String account) {
    return feed instanceof Feed.Executions executions && executions.account().equals(account);
  }

  private void tellOf(Watcher watcher, ObjectNode content) {
    tell(
        watcher.client(),
        watcher.subscription(),
        message(watcher.subscription(), "update", KrakenJson.array().add(content)));
  }

  /** Everything that a feed tells goes out here. */
  private static void tell(Subscriber client, Subscription subscription, ObjectNode message) {
    client.send(subscription.feed().told(), KrakenJson.write(message));
  }

  private static ObjectNode message(Subscription subscription, String type, JsonNode data) {
    ObjectNode message = message(subscription.feed().channel(), type, data);
    return subscription.feed() instanceof Feed.OfAccount
        ? message.put("sequence", subscription.nextSequence())
        : message;
  }

  private static ObjectNode message(String channel, String type, JsonNode data) {
    ObjectNode message = KrakenJson.object().put("channel", channel).put("type", type);
    message.set("data", data);
    return message;
  }
}
