package io.tidemark.exchange.kraken;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidemark.exchange.ChannelStatus;
import io.tidemark.exchange.MarketChannel;
import io.tidemark.exchange.MarketListener;
import io.tidemark.exchange.MarketRequest;
import io.tidemark.exchange.OrderBookView;
import io.tidemark.exchange.StreamHealthSettings;
import io.tidemark.exchange.kraken.KrakenSymbols.Pair;
import io.tidemark.exchange.stream.ChannelHealth;
import io.tidemark.exchange.stream.ChannelVenue;
import io.tidemark.exchange.stream.ChannelWatch;
import io.tidemark.exchange.stream.StreamOutlet;
import io.tidemark.exchange.stream.StreamProtocol;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.reason.DataFault;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Trades, tickers, books and candles of some pairs on Kraken's WebSocket v1. */
final class KrakenMarketProtocol implements StreamProtocol, ChannelVenue {

  private static final Logger LOG = LoggerFactory.getLogger(KrakenMarketProtocol.class);

  /** The deepest book that the venue streams. */
  static final int DEEPEST_BOOK = 1000;

  private static final List<Integer> DEPTHS = List.of(10, 25, 100, 500, DEEPEST_BOOK);

  /** Id, payload, channel and pair. */
  private static final int SMALLEST_MESSAGE = 4;

  private final Map<String, KrakenFeed> feeds = new LinkedHashMap<>();
  private final Map<InstrumentId, KrakenFeed> byInstrument = new LinkedHashMap<>();
  private final List<ChannelWatch> channels = new ArrayList<>();
  private final KrakenSubscriptions subscriptions;
  private final ChannelHealth health;
  private final MarketVoice voice;
  private final KrakenFreshness freshness;
  private Instant nextCandleEnd = Instant.MAX;

  /**
   * @param pairs those of the request
   */
  KrakenMarketProtocol(
      List<Pair> pairs,
      MarketRequest request,
      MarketListener listener,
      KrakenFreshness freshness,
      StreamHealthSettings settings,
      TimeLimit limit,
      InstantSource clock) {
    this.freshness = freshness;
    voice =
        new MarketVoice(
            listener, clock, new TimeGate(limit, freshness::venueTime, settings.questionPause()));
    int depth = depthFor(request.bookDepth());
    Map<Pair, Map<MarketChannel, ChannelWatch>> watched = new LinkedHashMap<>();
    for (Pair pair : pairs) {
      watched.put(pair, watch(pair, request));
    }
    health = new ChannelHealth(channels, this, settings, clock);
    watched.forEach(
        (pair, watches) -> {
          KrakenFeed feed = KrakenFeed.of(pair, watches, voice, health, depth);
          feeds.put(pair.streamName(), feed);
          byInstrument.put(pair.instrument(), feed);
        });
    subscriptions = new KrakenSubscriptions(feeds, health, depth);
  }

  private Map<MarketChannel, ChannelWatch> watch(Pair pair, MarketRequest request) {
    Map<MarketChannel, ChannelWatch> watches = new EnumMap<>(MarketChannel.class);
    for (MarketChannel channel : MarketChannel.values()) {
      if (request.channels().contains(channel)) {
        ChannelWatch watch = new ChannelWatch(pair.instrument(), channel);
        watches.put(channel, watch);
        channels.add(watch);
      }
    }
    return watches;
  }

  /** The smallest depth of the venue's that holds the wish, at most the deepest. */
  static int depthFor(int wish) {
    return DEPTHS.stream().filter(depth -> depth >= wish).findFirst().orElse(DEEPEST_BOOK);
  }

  /** The book as it stands; empty while it is not there or not right. Any thread may ask. */
  Optional<OrderBookView> book(InstrumentId instrument) {
    KrakenFeed feed = byInstrument.get(instrument);
    return feed == null || feed.book() == null ? Optional.empty() : feed.book().view(DEEPEST_BOOK);
  }

  /** How each channel stands. Any thread may ask. */
  List<ChannelStatus> statuses() {
    return channels.stream().map(ChannelWatch::status).toList();
  }

  @Override
  public void opened(StreamOutlet stream) {
    forget();
    health.opened(stream);
    subscriptions.all(stream);
  }

  @Override
  public void lost(String why) {
    health.lost(why);
    forget();
  }

  private void forget() {
    voice.gate().clear();
    for (KrakenFeed feed : feeds.values()) {
      if (feed.book() != null) {
        feed.book().drop();
      }
      if (feed.ticker() != null) {
        feed.ticker().restart();
      }
    }
  }

  @Override
  public String ping() {
    return KrakenMessages.ping();
  }

  @Override
  public void tick(StreamOutlet stream) {
    voice.gate().look(stream);
    closeCandles(stream);
    health.tick(stream);
  }

  @Override
  public void subscribe(StreamOutlet stream, ChannelWatch channel, boolean anew) {
    KrakenFeed feed = byInstrument.get(channel.instrument());
    if (feed == null) {
      throw new IllegalStateException(channel.instrument() + " is not of this stream");
    }
    if (channel.channel() == MarketChannel.BOOK && feed.book() != null) {
      feed.book().drop();
    }
    subscriptions.one(stream, feed, channel, anew);
  }

  @Override
  public Supplier<Answer> question(ChannelWatch channel) {
    KrakenFeed feed = byInstrument.get(channel.instrument());
    if (feed == null) {
      throw new IllegalStateException(channel.instrument() + " is not of this stream");
    }
    return freshness.about(feed, channel);
  }

  @Override
  public void received(StreamOutlet stream, String text) {
    JsonNode message;
    try {
      message = KrakenMessages.parse(text);
    } catch (IllegalArgumentException e) {
      malformed(stream, String.valueOf(e.getMessage()), text);
      return;
    }
    if (message.isArray()) {
      data(stream, message, text);
      closeCandles(stream);
    } else {
      event(stream, message);
    }
  }

  private void malformed(StreamOutlet stream, String detail, String text) {
    voice.invalid(
        stream,
        null,
        KrakenMessages.channelNamedIn(text),
        new InvalidRow(DataFault.MALFORMED, detail),
        text);
  }

  private void event(StreamOutlet stream, JsonNode message) {
    switch (message.path("event").asText()) {
      case "subscriptionStatus" -> subscriptions.answered(stream, message);
      case "systemStatus" -> LOG.info("venue_status={}", message.path("status").asText());
      case "error" -> LOG.warn("venue_error=\"{}\"", message.path("errorMessage").asText());
      default -> {
        // Heartbeats and pongs carry nothing.
      }
    }
  }

  private void data(StreamOutlet stream, JsonNode message, String text) {
    if (message.size() < SMALLEST_MESSAGE) {
      malformed(stream, "a message must have 4 parts, had " + message.size(), text);
      return;
    }
    String name = KrakenMessages.channel(message);
    Optional<MarketChannel> kind = KrakenMessages.channelOf(name);
    if (kind.isEmpty()) {
      malformed(stream, "channel must be one that is known, was '" + name + "'", text);
      return;
    }
    KrakenFeed feed = feeds.get(KrakenMessages.pair(message));
    ChannelWatch channel = feed == null ? null : feed.channels().get(kind.get());
    if (feed == null || channel == null) {
      unasked(stream, feed, kind.get(), KrakenMessages.pair(message), text);
      return;
    }
    health.heard(stream, channel);
    hand(stream, feed, kind.get(), KrakenMessages.payloads(message), text);
  }

  private void unasked(
      StreamOutlet stream,
      @Nullable KrakenFeed feed,
      MarketChannel channel,
      String pair,
      String text) {
    InvalidRow fault =
        new InvalidRow(
            DataFault.UNKNOWN_INSTRUMENT,
            "%s of '%s' was not asked for".formatted(KrakenMessages.name(channel), pair));
    voice.invalid(stream, feed == null ? null : feed.pair().instrument(), channel, fault, text);
  }

  private void hand(
      StreamOutlet stream,
      KrakenFeed feed,
      MarketChannel channel,
      List<JsonNode> payloads,
      String text) {
    switch (channel) {
      case TRADES -> {
        if (feed.trades() != null) {
          feed.trades().receive(stream, payloads.getFirst());
        }
      }
      case TICKER -> {
        if (feed.ticker() != null) {
          feed.ticker().receive(stream, payloads.getFirst(), text);
        }
      }
      case BOOK -> {
        if (feed.book() != null) {
          feed.book().receive(stream, payloads, text);
        }
      }
      case CANDLES -> {
        if (feed.candles() != null) {
          feed.candles().receive(stream, payloads.getFirst());
          nextCandleEnd = earlier(nextCandleEnd, feed.candles().dueAt());
        }
      }
    }
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  /** Closes the candles that the stream has passed. */
  private void closeCandles(StreamOutlet stream) {
    if (nextCandleEnd.isAfter(voice.streamTime())) {
      return;
    }
    nextCandleEnd = Instant.MAX;
    for (KrakenFeed feed : feeds.values()) {
      if (feed.candles() != null) {
        feed.candles().passed(stream);
        nextCandleEnd = earlier(nextCandleEnd, feed.candles().dueAt());
      }
    }
  }
}
