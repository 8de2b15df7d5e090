package io.tidemark.exchange.xchange;

import io.tidemark.exchange.ChannelState;
import io.tidemark.exchange.MarketChannel;
import io.tidemark.exchange.TickerView;
import io.tidemark.exchange.TradeCursor;
import io.tidemark.exchange.VenueReadException;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.event.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells a quiet market from a dead stream: what a silent channel told last is compared with what
 * REST tells now. Of one runner alone.
 */
final class SilenceCheck {

  private record Key(InstrumentId instrument, MarketChannel channel) {}

  private final VenueProfile profile;
  private final XChangeMarketData market;
  private final FeedDesk desk;
  private final InstantSource clock;
  private final Map<Key, Instant> asked = new HashMap<>();
  private final Map<Key, Instant> checked = new HashMap<>();

  SilenceCheck(VenueProfile profile, XChangeMarketData market, FeedDesk desk, InstantSource clock) {
    this.profile = profile;
    this.market = market;
    this.desk = desk;
    this.clock = clock;
  }

  /** A channel was asked for on a new connection. */
  void asked(InstrumentId instrument, MarketChannel channel, Instant when) {
    asked.put(new Key(instrument, channel), when);
    checked.remove(new Key(instrument, channel));
  }

  /** What is stalled, told for the operator; null if nothing is. */
  @Nullable String stalled(StreamRunner.Plan plan, Duration silence) {
    for (InstrumentId instrument : plan.instruments().keySet()) {
      for (MarketChannel channel : plan.channels()) {
        Key key = new Key(instrument, channel);
        Instant since = silentSince(key);
        if (Duration.between(since, clock.instant()).compareTo(silence) > 0) {
          checked.put(key, clock.instant());
          String news = news(key);
          if (news != null) {
            desk.channel(instrument, channel, ChannelState.STALLED, news);
            return "%s of %s stalled: %s".formatted(channel, instrument, news);
          }
        }
      }
    }
    return null;
  }

  private Instant silentSince(Key key) {
    Instant since = asked.getOrDefault(key, Instant.MIN);
    for (Optional<Instant> later :
        java.util.List.of(
            desk.lastHeard(key.instrument(), key.channel()),
            Optional.ofNullable(checked.get(key)))) {
      since = later.filter(since::isBefore).orElse(since);
    }
    return since;
  }

  /** What the venue has and the stream did not tell; null for nothing, and if it cannot be told. */
  private @Nullable String news(Key key) {
    String news;
    try {
      news =
          switch (key.channel()) {
            case TRADES -> newerTrade(key.instrument());
            case TICKER, BOOK -> otherTop(key.instrument());
            case CANDLES -> null;
          };
    } catch (VenueReadException e) {
      desk.channel(
          key.instrument(),
          key.channel(),
          ChannelState.IDLE,
          "quiet; the venue could not be asked: " + e.getMessage());
      return null;
    }
    if (news == null) {
      desk.channel(
          key.instrument(), key.channel(), ChannelState.IDLE, "quiet; the venue has nothing newer");
    }
    return news;
  }

  private @Nullable String newerTrade(InstrumentId instrument) {
    if (profile.trades().isEmpty()) {
      return null;
    }
    Instant last =
        desk.lastTrade(instrument)
            .orElse(asked.getOrDefault(new Key(instrument, MarketChannel.TRADES), clock.instant()));
    return market.trades(instrument, TradeCursor.at(last)).trades().stream()
        .filter(trade -> trade.eventTime().isAfter(last) && !desk.knows(trade))
        .findFirst()
        .map(trade -> "the venue has a trade of " + trade.eventTime() + " that did not come")
        .orElse(null);
  }

  private @Nullable String otherTop(InstrumentId instrument) {
    TickerView now = market.ticker(instrument);
    Optional<Ticker> ticker = desk.lastTicker(instrument);
    if (ticker.isPresent()
        && (!ticker.get().bid().equals(now.bid()) || !ticker.get().ask().equals(now.ask()))) {
      return "the venue has another bid or ask";
    }
    return desk.lastBook(instrument)
        .filter(book -> !book.bids().isEmpty() && !book.asks().isEmpty())
        .filter(
            book ->
                !book.bids().getFirst().price().equals(now.bid())
                    || !book.asks().getFirst().price().equals(now.ask()))
        .map(book -> "the venue has another bid or ask")
        .orElse(null);
  }
}
