package io.tidemark.launcher.stream;

import io.tidemark.exchange.InvalidData;
import io.tidemark.exchange.MarketListener;
import io.tidemark.exchange.StreamChange;
import io.tidemark.exchange.StreamState;
import io.tidemark.exchange.VenueCandle;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.event.MarketTrade;
import io.tidemark.model.event.OrderBook;
import io.tidemark.model.event.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Hears a stream and hands each instrument its own. Safe for use by several threads. */
final class StreamWatch implements MarketListener {

  private final Map<InstrumentId, InstrumentWatch> watches = new TreeMap<>();
  private final InstantSource clock;
  private final List<InvalidData> invalidElsewhere = new ArrayList<>();

  private int connects;
  private int disconnects;
  private int resyncs;
  private @Nullable StreamChange refused;
  private @Nullable StreamChange last;
  private @Nullable Instant lastLive;
  private @Nullable Instant lastTime;
  private @Nullable Instant lostAt;

  /**
   * @param maxSilence longer silences of a channel are kept
   */
  StreamWatch(Collection<InstrumentId> instruments, InstantSource clock, Duration maxSilence) {
    this.clock = clock;
    Instant start = clock.instant();
    instruments.forEach(one -> watches.put(one, new InstrumentWatch(one, start, maxSilence)));
  }

  /**
   * How the connection fared.
   *
   * @param lastLive when the stream became live last; null for never
   * @param connects how often the stream became live
   * @param disconnects how often it was lost
   * @param resyncs how often a book was wrong and fetched anew
   * @param refused what the venue refused; null for nothing
   * @param last the last state; null before the first
   */
  record Connection(
      @Nullable Instant lastLive,
      int connects,
      int disconnects,
      int resyncs,
      @Nullable StreamChange refused,
      @Nullable StreamChange last) {}

  synchronized Connection connection() {
    return new Connection(lastLive, connects, disconnects, resyncs, refused, last);
  }

  /** Reads of all instruments while nothing changes. */
  synchronized <T> T read(Function<Collection<InstrumentWatch>, T> reader) {
    return reader.apply(watches.values());
  }

  /** What was invalid and of no instrument that is watched. */
  synchronized List<InvalidData> invalidElsewhere() {
    return List.copyOf(invalidElsewhere);
  }

  @Override
  public synchronized void onTrade(MarketTrade trade) {
    with(trade.instrument(), watch -> watch.onTrade(trade));
  }

  @Override
  public synchronized void onTicker(Ticker ticker) {
    with(ticker.instrument(), watch -> watch.onTicker(ticker));
  }

  @Override
  public synchronized void onOrderBook(OrderBook book) {
    with(book.instrument(), watch -> watch.onBook(book));
  }

  @Override
  public synchronized void onCandle(VenueCandle candle) {
    with(candle.instrument(), watch -> watch.onCandle(candle));
  }

  private void with(InstrumentId instrument, Consumer<InstrumentWatch> action) {
    InstrumentWatch watch = watches.get(instrument);
    if (watch != null) {
      action.accept(watch);
    }
  }

  @Override
  public synchronized void onInvalid(InvalidData invalid) {
    InstrumentWatch watch = invalid.instrument() == null ? null : watches.get(invalid.instrument());
    if (watch == null) {
      invalidElsewhere.add(invalid);
    } else {
      watch.onInvalid(invalid);
    }
  }

  @Override
  public synchronized void onStreamChange(StreamChange change) {
    switch (change.state()) {
      case LIVE -> {
        connects++;
        lastLive = change.observedAt();
        tellGap(change.observedAt());
      }
      case DISCONNECTED -> {
        disconnects++;
        lostAt = lastTime == null ? change.observedAt().minus(Duration.ofMinutes(1)) : lastTime;
      }
      case BOOK_RESYNC -> resyncs++;
      case REFUSED -> refused = change;
      case CONNECTING, CLOSED -> {}
    }
    if (change.instrument() == null) {
      last = change;
    }
  }

  private void tellGap(Instant live) {
    Instant from = lostAt;
    if (from != null) {
      watches.values().forEach(watch -> watch.onGap(from, live));
      lostAt = null;
    }
  }

  @Override
  public synchronized void onStreamTime(Instant venueTime) {
    lastTime = venueTime;
    Instant now = clock.instant();
    watches.values().forEach(watch -> watch.onTime(venueTime, now));
  }

  /** Whether the stream is live now. */
  synchronized boolean isLive() {
    return last != null && last.state() == StreamState.LIVE;
  }
}
