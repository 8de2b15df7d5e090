package io.tidemark.exchange.kraken;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidemark.exchange.MarketListener;
import io.tidemark.exchange.OrderBookView;
import io.tidemark.exchange.StreamState;
import io.tidemark.exchange.kraken.KrakenSymbols.Pair;
import io.tidemark.exchange.stream.StreamOutlet;
import io.tidemark.exchange.stream.StreamProtocol;
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

  /** The deepest book that the venue streams. */
  static final int DEEPEST_BOOK = 1000;

  private static final String BOOK = "book";
  private static final List<String> CHANNELS = List.of("trade", "ticker", BOOK);

  /** What is known of one pair on this connection. */
  private static final class Feed {
    private final Pair pair;
    private KrakenTradeIds tradeIds;
    private @Nullable KrakenBook book;
    private boolean resyncing;

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
  public void opened(StreamOutlet stream) {
    books.clear();
    unconfirmed.clear();
    refused = false;
    for (Feed feed : feeds.values()) {
      feed.tradeIds = new KrakenTradeIds(feed.instrument());
      feed.book = null;
      feed.resyncing = false;
      CHANNELS.forEach(channel -> unconfirmed.add(key(channel, feed.pair.streamName())));
    }
    for (String channel : CHANNELS) {
      stream.send(message("subscribe", channel, List.copyOf(feeds.keySet())));
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
  public void received(StreamOutlet stream, String text) {
    JsonNode message = KrakenMessages.parse(text);
    if (message.isArray()) {
      data(stream, message);
    } else {
      event(stream, message);
    }
  }

  private void event(StreamOutlet stream, JsonNode message) {
    switch (message.path("event").asText()) {
      case "subscriptionStatus" -> subscriptionStatus(stream, message);
      case "systemStatus" -> LOG.info("venue_status={}", message.path("status").asText());
      case "error" -> stream.tell(StreamState.REFUSED, null, message.path("errorMessage").asText());
      default -> {
        // Heartbeats and pongs carry nothing.
      }
    }
  }

  private void subscriptionStatus(StreamOutlet stream, JsonNode message) {
    String channel = message.path("subscription").path("name").asText();
    String streamName = message.path("pair").asText();
    switch (message.path("status").asText()) {
      case "subscribed" -> confirm(stream, channel, streamName);
      case "error" -> {
        refused = true;
        Feed feed = feeds.get(streamName);
        stream.become(
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

  private void confirm(StreamOutlet stream, String channel, String streamName) {
    boolean expected = unconfirmed.remove(key(channel, streamName));
    if (expected && unconfirmed.isEmpty() && !refused) {
      stream.become(StreamState.LIVE, "all channels confirmed");
    }
  }

  private void data(StreamOutlet stream, JsonNode message) {
    Feed feed = feeds.get(KrakenMessages.pair(message));
    if (feed == null) {
      LOG.warn("message_skipped pair={} cause=not_subscribed", KrakenMessages.pair(message));
      return;
    }
    List<JsonNode> payloads = KrakenMessages.payloads(message);
    switch (KrakenMessages.channel(message)) {
      case "trade" -> trades(stream, feed, payloads.getFirst());
      case "ticker" -> ticker(stream, feed, payloads.getFirst());
      case BOOK -> book(stream, feed, payloads);
      default -> LOG.warn("message_skipped channel={}", KrakenMessages.channel(message));
    }
  }

  private void trades(StreamOutlet stream, Feed feed, JsonNode rows) {
    for (JsonNode row : rows) {
      Price price = Price.of(row.path(0).asText());
      Quantity quantity = Quantity.of(row.path(1).asText());
      Instant time = KrakenTimes.parse(row.path(2).asText());
      Side taker = KrakenOrders.side(row.path(3).asText());
      if (quantity.isPositive()) {
        String id = feed.tradeIds.next(time, price, quantity, taker);
        MarketTrade trade =
            new MarketTrade(feed.instrument(), id, price, quantity, taker, time, clock.instant());
        stream.guard(() -> listener.onTrade(trade));
      }
      advance(stream, time);
    }
  }

  /** The venue dates no ticker: it happened when the stream had come so far. */
  private void ticker(StreamOutlet stream, Feed feed, JsonNode payload) {
    Instant observedAt = clock.instant();
    Instant time = streamTime.equals(Instant.EPOCH) ? observedAt : streamTime;
    Ticker ticker = KrakenTickers.event(feed.instrument(), payload, time, observedAt);
    stream.guard(() -> listener.onTicker(ticker));
  }

  private void book(StreamOutlet stream, Feed feed, List<JsonNode> payloads) {
    KrakenBook book = feed.book;
    if (KrakenBook.isSnapshot(payloads.getFirst())) {
      book = new KrakenBook(feed.instrument(), BOOK_DEPTH);
      book.replace(payloads.getFirst());
      feed.book = book;
      if (feed.resyncing) {
        feed.resyncing = false;
        stream.tell(StreamState.LIVE, feed.instrument(), "book is right again");
      }
    } else if (book == null) {
      // What was under way when the book was given up.
      return;
    } else if (!book.apply(payloads)) {
      resync(stream, feed);
      return;
    }
    publish(stream, feed, book);
  }

  private void publish(StreamOutlet stream, Feed feed, KrakenBook book) {
    OrderBookView view = book.view();
    books.put(feed.instrument(), view);
    if (book.hasBothSides()) {
      stream.guard(() -> listener.onOrderBook(view.toEvent(clock.instant())));
    }
    advance(stream, book.latest());
  }

  private void resync(StreamOutlet stream, Feed feed) {
    feed.book = null;
    feed.resyncing = true;
    books.remove(feed.instrument());
    stream.tell(StreamState.BOOK_RESYNC, feed.instrument(), "checksum differs");
    List<String> pair = List.of(feed.pair.streamName());
    stream.send(message("unsubscribe", BOOK, pair));
    stream.send(message("subscribe", BOOK, pair));
  }

  private void advance(StreamOutlet stream, Instant time) {
    if (time.isAfter(streamTime)) {
      streamTime = time;
      stream.guard(() -> listener.onStreamTime(time));
    }
  }
}
