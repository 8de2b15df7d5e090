package io.tidemark.simulator.stream;

import io.tidemark.simulator.faults.StreamFaults;
import io.tidemark.simulator.faults.Told;
import io.tidemark.simulator.market.Market;
import io.tidemark.simulator.rest.KrakenJson;
import io.tidemark.simulator.rest.Tokens;
import io.tidemark.simulator.stream.Client.AccountChannel;
import io.tidemark.simulator.stream.Client.AccountSubscription;
import io.tidemark.simulator.venue.Venue;
import io.tidemark.simulator.venue.VenueFill;
import io.tidemark.simulator.venue.VenueListener;
import io.tidemark.simulator.venue.VenueOrder;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Who is connected, and what each is told. */
public final class StreamApi implements VenueListener, StreamProtocol {

  private static final String HEARTBEAT = "{\"event\":\"heartbeat\"}";
  private static final String VERSION = "1.9.6";

  private final Venue venue;
  private final StreamFaults faults;
  private final Subscriptions subscriptions;
  private final Map<Session, Client> clients = new LinkedHashMap<>();
  private final Map<Channel, Set<Client>> watchers = new HashMap<>();
  private final Map<Market, Set<Channel>> watched = new HashMap<>();
  private final Map<Channel.Book, BookFeed> books = new HashMap<>();
  private final Map<Market, Integer> numbers = new HashMap<>();
  private long connections;

  /**
   * @param faults what every message passes
   */
  public StreamApi(Venue venue, Tokens tokens, StreamFaults faults) {
    this.venue = venue;
    this.faults = faults;
    venue.markets().forEach(market -> numbers.put(market, numbers.size()));
    this.subscriptions = new Subscriptions(this, venue, tokens, faults);
  }

  @Override
  public void opened(Session session, boolean isPrivate) {
    Client client = new Client(session, isPrivate, faults);
    clients.put(session, client);
    client.send(
        Told.CONTROL,
        KrakenJson.write(
            KrakenJson.object()
                .put("connectionID", ++connections)
                .put("event", "systemStatus")
                .put("status", "online")
                .put("version", VERSION)));
  }

  @Override
  public void closed(Session session) {
    Client client = clients.remove(session);
    if (client != null) {
      List.copyOf(client.channels()).forEach(channel -> unwatch(client, channel));
    }
  }

  @Override
  public void received(Session session, String text) {
    Client client = clients.get(session);
    if (client == null) {
      return;
    }
    try {
      JsonNode message = KrakenJson.mapper().readTree(text);
      switch (message.path("event").asString("")) {
        case "subscribe" -> subscriptions.subscribe(client, message);
        case "unsubscribe" -> subscriptions.unsubscribe(client, message);
        case "ping" -> client.send(Told.CONTROL, KrakenJson.write(pong(message)));
        default -> client.send(Told.CONTROL, error("Unsupported event"));
      }
    } catch (JacksonException e) {
      client.send(Told.CONTROL, error("Malformed request"));
    }
  }

  private static ObjectNode pong(JsonNode ping) {
    ObjectNode pong = KrakenJson.object().put("event", "pong");
    if (ping.has("reqid")) {
      pong.set("reqid", ping.path("reqid"));
    }
    return pong;
  }

  private static String error(String message) {
    return KrakenJson.write(KrakenJson.object().put("errorMessage", message).put("event", "error"));
  }

  /** Tells those that heard nothing since the last call that the connection lives. */
  public void heartbeat() {
    for (Client client : List.copyOf(clients.values())) {
      if (client.wasQuiet() && client.hasSubscriptions()) {
        client.send(Told.HEARTBEAT, HEARTBEAT);
        client.wasQuiet();
      }
    }
  }

  /** Whether a client cannot follow; then the clock is to be held. */
  public boolean isLagging() {
    return clients.values().stream().anyMatch(Client::isLagging);
  }

  /** Sends a new subscriber what the channel starts with. */
  void greet(Client client, Channel channel) {
    switch (channel) {
      case Channel.Ticker c -> client.send(c.told(), message(c, MarketMessages.ticker(c.market())));
      case Channel.Trades c -> client.send(c.told(), message(c, MarketMessages.trade(c.market())));
      case Channel.Bars c ->
          client.send(c.told(), message(c, MarketMessages.bar(c.market(), c.interval())));
      case Channel.Book c -> client.send(c.told(), message(c, feed(c).snapshot(venue.nowMicros())));
    }
  }

  /** Sends a new subscriber of a private channel what there is. */
  void greet(Client client, AccountChannel channel, AccountSubscription subscription) {
    List<ObjectNode> snapshot =
        switch (channel) {
          case OWN_TRADES -> latestTrades(subscription.account());
          case OPEN_ORDERS ->
              venue.openOrders(subscription.account()).stream()
                  .map(order -> AccountMessages.order(order, "open"))
                  .toList();
        };
    client.send(channel.told(), message(channel, subscription, snapshot));
  }

  private List<ObjectNode> latestTrades(String account) {
    return venue.fills(account).reversed().stream().limit(50).map(AccountMessages::trade).toList();
  }

  @Override
  public void traded(Market market) {
    for (Channel channel : watched.getOrDefault(market, Set.of())) {
      if (!(channel instanceof Channel.Book)) {
        String text = ofLastTrade(channel);
        Told told = channel.told();
        watching(channel).forEach(client -> client.send(told, text));
      }
    }
  }

  private String ofLastTrade(Channel channel) {
    return switch (channel) {
      case Channel.Ticker c -> message(c, MarketMessages.ticker(c.market()));
      case Channel.Trades c -> message(c, MarketMessages.trade(c.market()));
      case Channel.Bars c -> message(c, MarketMessages.bar(c.market(), c.interval()));
      case Channel.Book c -> throw new IllegalArgumentException(c + " tells no trades");
    };
  }

  @Override
  public void bookChanged(Market market) {
    for (Channel channel : watched.getOrDefault(market, Set.of())) {
      if (channel instanceof Channel.Book book) {
        tellChanges(book, feed(book).changes(market.book(), venue.nowMicros()));
      }
    }
  }

  private void tellChanges(Channel.Book book, List<ObjectNode> changes) {
    if (!changes.isEmpty()) {
      String text = message(book, changes.toArray(JsonNode[]::new));
      Told told = book.told();
      watching(book).forEach(client -> client.send(told, text));
    }
  }

  private BookFeed feed(Channel.Book book) {
    return books.computeIfAbsent(
        book, b -> new BookFeed(b.market().pair(), b.depth(), b.market().book()));
  }

  /** A client wants to be told of a channel from now on. */
  void watch(Client client, Channel channel) {
    client.channels().add(channel);
    watchers.computeIfAbsent(channel, c -> new LinkedHashSet<>()).add(client);
    watched.computeIfAbsent(channel.market(), m -> new LinkedHashSet<>()).add(channel);
  }

  /** A client wants to be told no more; false if it was not told. */
  boolean unwatch(Client client, Channel channel) {
    boolean was = client.channels().remove(channel);
    Set<Client> left = watchers.getOrDefault(channel, Set.of());
    left.remove(client);
    if (was && left.isEmpty()) {
      watchers.remove(channel);
      watched.getOrDefault(channel.market(), Set.of()).remove(channel);
      if (channel instanceof Channel.Book book) {
        books.remove(book);
      }
    }
    return was;
  }

  private Set<Client> watching(Channel channel) {
    return watchers.getOrDefault(channel, Set.of());
  }

  /** An order starts as pending and is open in the next message, as Kraken does it. */
  @Override
  public void orderPlaced(VenueOrder order) {
    tell(
        order.account(), AccountChannel.OPEN_ORDERS, () -> AccountMessages.order(order, "pending"));
    orderChanged(order);
  }

  @Override
  public void orderChanged(VenueOrder order) {
    tell(
        order.account(),
        AccountChannel.OPEN_ORDERS,
        () -> AccountMessages.change(order, venue.nowMicros()));
  }

  @Override
  public void filled(VenueFill fill) {
    orderChanged(fill.order());
    tell(fill.order().account(), AccountChannel.OWN_TRADES, () -> AccountMessages.trade(fill));
  }

  private void tell(String account, AccountChannel channel, Supplier<ObjectNode> content) {
    for (Client client : clients.values()) {
      AccountSubscription subscription = client.accountChannels().get(channel);
      if (subscription != null && subscription.account().equals(account)) {
        client.send(channel.told(), message(channel, subscription, List.of(content.get())));
      }
    }
  }

  int channelId(Channel channel) {
    return numbers.getOrDefault(channel.market(), 0) * 100 + channel.code();
  }

  private String message(Channel channel, JsonNode... contents) {
    ArrayNode message = KrakenJson.array().add(channelId(channel));
    for (JsonNode content : contents) {
      message.add(content);
    }
    return KrakenJson.write(message.add(channel.name()).add(channel.market().pair().wsname()));
  }

  private static String message(
      AccountChannel channel, AccountSubscription subscription, List<ObjectNode> contents) {
    ArrayNode message = KrakenJson.array();
    ArrayNode list = message.addArray();
    contents.forEach(list::add);
    message.add(channel.channelName());
    message.addObject().put("sequence", subscription.nextSequence());
    return KrakenJson.write(message);
  }
}
