package io.tidemark.exchange.kraken;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidemark.exchange.MarketListener;
import io.tidemark.exchange.OrderBookView;
import io.tidemark.exchange.StreamState;
import io.tidemark.exchange.kraken.KrakenSymbols.Pair;
import io.tidemark.exchange.stream.StreamProtocol;
import io.tidemark.exchange.stream.StreamSession;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Side;
import io.tidemark.model.event.MarketTrade;
import io.tidemark.model.event.Ticker;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Trades, tickers and books of some pairs on Kraken's WebSocket v1. */
final class KrakenMarketProtocol implements StreamProtocol {

  private static final Logger LOG = LoggerFactory.getLogger(KrakenMarketProtocol.class);

  static final int BOOK_DEPTH = 25;
  private static final String BOOK = "book";
  private static final List<String> CHANNELS = List.of("trade", "ticker", BOOK);

  /** What is known of one pair on this connection. */
  private static final class Feed {
    private final Pair pair;
    private KrakenTradeIds tradeIds;
    private @Nullable KrakenBook book;

    Feed(Pair pair) {
      this.pair = pair;
      tradeIds = new KrakenTradeIds(pair.instrument());
    }

    InstrumentId instrument() {
      return pair.instrument();
    }
  }

  private final Map<String, Feed> feeds = new LinkedHashMap<>();
  private final MarketListener listener;
  private final InstantSource clock;
  private final Map<InstrumentId, OrderBookView> books = new ConcurrentHashMap<>();
  private final Set<String> unconfirmed = new HashSet<>();
  private Instant streamTime = Instant.EPOCH;
  private boolean refused;
  private int requestId;

  KrakenMarketProtocol(List<Pair> pairs, MarketListener listener, InstantSource clock) {
    pairs.forEach(pair -> feeds.put(pair.streamName(), new Feed(pair)));
    this.listener = listener;
    this.clock = clock;
  }

  /** The book as it stands; empty while it is not there or not right. Any thread may ask. */
  Optional<OrderBookView> book(InstrumentId instrument) {
    return Optional.ofNullable(books.get(instrument));
  }

  @Override
  public void opened(StreamSession session) {
    books.clear();
    unconfirmed.clear();
    refused = false;
    for (Feed feed : feeds.values()) {
      feed.tradeIds = new KrakenTradeIds(feed.instrument());
      feed.book = null;
      CHANNELS.forEach(channel -> unconfirmed.add(key(channel, feed.pair.streamName())));
    }
    for (String channel : CHANNELS) {
      session.send(message("subscribe", channel, List.copyOf(feeds.keySet())));
    }
  }

  private String message(String event, String channel, List<String> pairs) {
    int depth = channel.equals(BOOK) ? BOOK_DEPTH : 0;
    return KrakenMessages.market(event, ++requestId, channel, depth, pairs);
  }

  private static String key(String channel, String streamName) {
    return channel + " " + streamName;
  }

  @Override
  public void received(StreamSession session, String text) {
    JsonNode message = KrakenMessages.parse(text);
    if (message.isArray()) {
      data(session, message);
    } else {
      event(session, message);
    }
  }

  private void event(StreamSession session, JsonNode message) {
    switch (message.path("event").asText()) {
      case "subscriptionStatus" -> subscriptionStatus(session, message);
      case "systemStatus" -> LOG.info("venue_status={}", message.path("status").asText());
      case "error" ->
          session.tell(StreamState.REFUSED, null, message.path("errorMessage").asText());
      default -> {
        // Heartbeats and pongs carry nothing.
      }
    }
  }

  private void subscriptionStatus(StreamSession session, JsonNode message) {
    String channel = message.path("subscription").path("name").asText();
    String streamName = message.path("pair").asText();
    switch (message.path("status").asText()) {
      case "subscribed" -> confirm(session, channel, streamName);
      case "error" -> {
        refused = true;
        Feed feed = feeds.get(streamName);
        session.become(
            StreamState.REFUSED,
            "%s of %s: %s"
                .formatted(
                    channel,
                    feed == null ? streamName : feed.instrument(),
                    message.path("errorMessage").asText()));
      }
      default -> {
        // The end of a subscription that we asked for.
      }
    }
  }

  private void confirm(StreamSession session, String channel, String streamName) {
    boolean expected = unconfirmed.remove(key(channel, streamName));
    if (expected && unconfirmed.isEmpty() && !refused) {
      session.become(StreamState.LIVE, "all channels confirmed");
    }
  }

  private void data(StreamSession session, JsonNode message) {
    Feed feed = feeds.get(KrakenMessages.pair(message));
    if (feed == null) {
      LOG.warn("message_skipped pair={} cause=not_subscribed", KrakenMessages.pair(message));
      return;
    }
    List<JsonNode> payloads = KrakenMessages.payloads(message);
    switch (KrakenMessages.channel(message)) {
      case "trade" -> trades(session, feed, payloads.getFirst());
      case "ticker" -> ticker(session, feed, payloads.getFirst());
      case BOOK -> book(session, feed, payloads);
      default -> LOG.warn("message_skipped channel={}", KrakenMessages.channel(message));
    }
  }

  private void trades(StreamSession session, Feed feed, JsonNode rows) {
    for (JsonNode row : rows) {
      Price price = Price.of(row.path(0).asText());
      Quantity quantity = Quantity.of(row.path(1).asText());
      Instant time = KrakenTimes.parse(row.path(2).asText());
      Side taker = KrakenOrders.side(row.path(3).asText());
      if (quantity.isPositive()) {
        String id = feed.tradeIds.next(time, price, quantity, taker);
        MarketTrade trade =
            new MarketTrade(feed.instrument(), id, price, quantity, taker, time, clock.instant());
        session.guard(() -> listener.onTrade(trade));
      }
      advance(session, time);
    }
  }

  /** The venue dates no ticker: it happened when the stream had come so far. */
  private void ticker(StreamSession session, Feed feed, JsonNode payload) {
    Instant observedAt = clock.instant();
    Instant time = streamTime.equals(Instant.EPOCH) ? observedAt : streamTime;
    Ticker ticker = KrakenTickers.event(feed.instrument(), payload, time, observedAt);
    session.guard(() -> listener.onTicker(ticker));
  }

  private void book(StreamSession session, Feed feed, List<JsonNode> payloads) {
    KrakenBook book = feed.book;
    if (KrakenBook.isSnapshot(payloads.getFirst())) {
      boolean again = !books.containsKey(feed.instrument()) && session.state() == StreamState.LIVE;
      book = new KrakenBook(feed.instrument(), BOOK_DEPTH);
      book.replace(payloads.getFirst());
      feed.book = book;
      if (again) {
        session.tell(StreamState.LIVE, feed.instrument(), "book is there");
      }
    } else if (book == null) {
      // What was under way when the book was given up.
      return;
    } else if (!book.apply(payloads)) {
      resync(session, feed);
      return;
    }
    publish(session, feed, book);
  }

  private void publish(StreamSession session, Feed feed, KrakenBook book) {
    OrderBookView view = book.view();
    books.put(feed.instrument(), view);
    if (book.hasBothSides()) {
      session.guard(() -> listener.onOrderBook(view.toEvent(clock.instant())));
    }
    advance(session, book.latest());
  }

  private void resync(StreamSession session, Feed feed) {
    feed.book = null;
    books.remove(feed.instrument());
    session.tell(StreamState.BOOK_RESYNC, feed.instrument(), "checksum differs");
    List<String> pair = List.of(feed.pair.streamName());
    session.send(message("unsubscribe", BOOK, pair));
    session.send(message("subscribe", BOOK, pair));
  }

  private void advance(StreamSession session, Instant time) {
    if (time.isAfter(streamTime)) {
      streamTime = time;
      session.guard(() -> listener.onStreamTime(time));
    }
  }
}
