package io.tidemark.exchange.xchange;

import io.tidemark.exchange.ChannelState;
import io.tidemark.exchange.ChannelStatus;
import io.tidemark.exchange.InvalidData;
import io.tidemark.exchange.MarketChannel;
import io.tidemark.exchange.MarketListener;
import io.tidemark.exchange.MarketRequest;
import io.tidemark.exchange.OrderBookView;
import io.tidemark.exchange.StreamChange;
import io.tidemark.exchange.StreamState;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.event.MarketTrade;
import io.tidemark.model.event.Ticker;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where what is streamed and what is polled for one subscription comes together: leaves out what is
 * known already, keeps how each channel stands, and calls the listener one thread at a time. Who
 * brings something waits while the listener works. Thread-safe.
 */
final class FeedDesk {

  private static final Logger LOG = LoggerFactory.getLogger(FeedDesk.class);

  private final String name;
  private final MarketListener listener;
  private final InstantSource clock;
  private final PassedTime time;
  private final Map<InstrumentId, Map<MarketChannel, ChannelRecord>> channels = new HashMap<>();
  private final Map<InstrumentId, RecentTrades> trades = new HashMap<>();
  private final Map<InstrumentId, OrderBookView> books = new HashMap<>();
  private final Map<InstrumentId, Ticker> tickers = new HashMap<>();
  private final Map<Object, StreamState> sources = new IdentityHashMap<>();
  private StreamState state = StreamState.CONNECTING;
  private Instant passed = Instant.MIN;
  private boolean closed;

  FeedDesk(
      String name,
      MarketRequest request,
      MarketListener listener,
      PassedTime time,
      InstantSource clock) {
    this.time = time;
    this.name = name;
    this.listener = listener;
    this.clock = clock;
    for (InstrumentId instrument : request.instruments()) {
      Map<MarketChannel, ChannelRecord> records = new EnumMap<>(MarketChannel.class);
      request.channels().forEach(channel -> records.put(channel, new ChannelRecord()));
      channels.put(instrument, records);
      trades.put(instrument, new RecentTrades());
    }
  }

  /** A source of this subscription took a state; the subscription's is the worst of them. */
  synchronized void become(Object source, StreamState next, String detail) {
    sources.put(source, next);
    StreamState worst =
        sources.values().stream()
            .max(Comparator.comparingInt(FeedDesk::severity))
            .orElse(StreamState.CONNECTING);
    if (worst != state || next == StreamState.DISCONNECTED) {
      state = worst;
      tell(worst, detail);
    }
  }

  private static int severity(StreamState state) {
    return switch (state) {
      case LIVE, IDLE -> 0;
      case BOOK_RESYNC, STALLED -> 1;
      case CONNECTING -> 2;
      case REFUSED -> 3;
      case DISCONNECTED -> 4;
      case CLOSED -> 5;
    };
  }

  private void tell(StreamState about, String detail) {
    LOG.info("stream={} state={} detail=\"{}\"", name, about, detail);
    guard(() -> listener.onStreamChange(StreamChange.ofConnection(about, detail, clock.instant())));
  }

  private void guard(Runnable call) {
    if (closed) {
      return;
    }
    try {
      call.run();
    } catch (RuntimeException e) {
      LOG.error("stream={} cause=listener_failed", name, e);
    }
  }

  synchronized void channel(
      InstrumentId instrument, MarketChannel channel, ChannelState next, String detail) {
    of(instrument, channel).become(next, detail);
  }

  private ChannelRecord of(InstrumentId instrument, MarketChannel channel) {
    return channels
        .getOrDefault(instrument, Map.of())
        .getOrDefault(channel, ChannelRecord.NOT_ASKED_FOR);
  }

  /** Tells trades that are new, in their order. */
  synchronized void trades(InstrumentId instrument, MarketRecords.Trades told) {
    ChannelRecord record = of(instrument, MarketChannel.TRADES);
    invalid(instrument, MarketChannel.TRADES, told.invalid());
    RecentTrades recent = trades.computeIfAbsent(instrument, any -> new RecentTrades());
    for (MarketTrade trade : told.trades()) {
      record.heard(clock.instant());
      switch (recent.place(trade)) {
        case KNOWN -> record.duplicate();
        case LATE -> {
          record.late();
          guard(() -> listener.onTrade(trade));
        }
        case NEW -> {
          guard(() -> listener.onTrade(trade));
          passed(trade.eventTime());
        }
      }
    }
  }

  /** Whether a trade was told before. */
  synchronized boolean knows(MarketTrade trade) {
    return trades.getOrDefault(trade.instrument(), new RecentTrades()).knows(trade);
  }

  /** When the latest trade told was; empty before the first. */
  synchronized Optional<Instant> lastTrade(InstrumentId instrument) {
    return Optional.ofNullable(trades.get(instrument)).flatMap(RecentTrades::last);
  }

  synchronized void ticker(Ticker ticker) {
    of(ticker.instrument(), MarketChannel.TICKER).heard(clock.instant());
    Ticker before = tickers.put(ticker.instrument(), ticker);
    if (before == null || !sameNumbers(before, ticker)) {
      guard(() -> listener.onTicker(ticker));
    }
    passed(ticker.eventTime());
  }

  private static boolean sameNumbers(Ticker a, Ticker b) {
    return a.bid().equals(b.bid())
        && a.ask().equals(b.ask())
        && java.util.Objects.equals(a.bidQuantity(), b.bidQuantity())
        && java.util.Objects.equals(a.askQuantity(), b.askQuantity())
        && java.util.Objects.equals(a.last(), b.last());
  }

  synchronized Optional<Ticker> lastTicker(InstrumentId instrument) {
    return Optional.ofNullable(tickers.get(instrument));
  }

  synchronized void book(InstrumentId instrument, MarketRecords.Book told) {
    of(instrument, MarketChannel.BOOK).heard(clock.instant());
    invalid(instrument, MarketChannel.BOOK, told.invalid());
    OrderBookView view = told.view();
    if (view == null) {
      return;
    }
    OrderBookView before = books.put(instrument, view);
    if (before == null
        || !before.bids().equals(view.bids())
        || !before.asks().equals(view.asks())) {
      guard(() -> listener.onOrderBook(view.toEvent(clock.instant())));
    }
  }

  /** What is known of a book is void: its connection was lost. */
  synchronized void forgetBooks() {
    books.clear();
  }

  synchronized Optional<OrderBookView> lastBook(InstrumentId instrument) {
    return Optional.ofNullable(books.get(instrument));
  }

  synchronized void invalid(
      InstrumentId instrument, MarketChannel channel, List<InvalidData> faults) {
    for (InvalidData fault : faults) {
      of(instrument, channel).invalid();
      guard(() -> listener.onInvalid(fault));
    }
  }

  /** The venue's clock has passed an instant; earlier ones are not told again. */
  synchronized void passed(Instant venueTime) {
    if (venueTime.isAfter(passed) && !venueTime.isAfter(time.latest())) {
      passed = venueTime;
      guard(() -> listener.onStreamTime(venueTime));
    }
  }

  synchronized StreamState state() {
    return state;
  }

  /** When something of a channel came last; empty before the first. */
  synchronized Optional<Instant> lastHeard(InstrumentId instrument, MarketChannel channel) {
    return Optional.ofNullable(of(instrument, channel).lastHeard());
  }

  synchronized List<ChannelStatus> statuses() {
    return channels.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .flatMap(
            entry ->
                entry.getValue().entrySet().stream()
                    .map(record -> record.getValue().status(entry.getKey(), record.getKey())))
        .toList();
  }

  /** Tells that the subscription ended; the listener is not called any more. */
  synchronized void close() {
    if (!closed) {
      state = StreamState.CLOSED;
      tell(StreamState.CLOSED, "closed here");
      closed = true;
    }
  }
}
