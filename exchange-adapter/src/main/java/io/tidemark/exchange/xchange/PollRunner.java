package io.tidemark.exchange.xchange;

import io.tidemark.exchange.ChannelState;
import io.tidemark.exchange.ExchangeCapabilities.TradeHistory;
import io.tidemark.exchange.MarketChannel;
import io.tidemark.exchange.StreamState;
import io.tidemark.exchange.TickerView;
import io.tidemark.exchange.TradeCursor;
import io.tidemark.exchange.TradePage;
import io.tidemark.exchange.VenueReadException;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.event.MarketTrade;
import io.tidemark.model.event.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Feeds a desk by asking a venue again and again, where it has no streaming module. Between two
 * rounds it leaves at least half of the limit of requests to others.
 */
final class PollRunner implements FeedSource {

  private static final Logger LOG = LoggerFactory.getLogger(PollRunner.class);

  /** What is polled. */
  record Plan(
      List<InstrumentId> instruments,
      Set<MarketChannel> channels,
      int bookDepth,
      TradeHistory tradeHistory) {}

  private final Plan plan;
  private final Duration pause;
  private final XChangeMarketData market;
  private final FeedDesk desk;
  private final PassedTime passed;
  private final InstantSource clock;
  private final Map<InstrumentId, TradeCursor> cursors = new HashMap<>();
  private final Map<InstrumentId, MarketTrade> lastTrades = new HashMap<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile @Nullable Instant heardAt;
  private final Thread worker = Thread.ofVirtual().name("xchange-poll").unstarted(this::run);

  PollRunner(
      Plan plan,
      Duration pause,
      XChangeMarketData market,
      FeedDesk desk,
      PassedTime passed,
      InstantSource clock) {
    this.passed = passed;
    this.plan = plan;
    this.pause = pause;
    this.market = market;
    this.desk = desk;
    this.clock = clock;
  }

  @Override
  public void start() {
    TradeCursor now = TradeCursor.at(clock.instant());
    plan.instruments().forEach(instrument -> cursors.put(instrument, now));
    desk.become(this, StreamState.CONNECTING, "polling begins");
    worker.start();
  }

  @Override
  public Optional<Instant> heardAt() {
    return Optional.ofNullable(heardAt);
  }

  @Override
  public void close() {
    closing.countDown();
    if (!Thread.holdsLock(desk)) {
      try {
        worker.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private boolean isClosing() {
    return closing.getCount() == 0;
  }

  private void run() {
    try {
      while (!isClosing()) {
        Instant begun = clock.instant();
        String failure = round();
        if (failure != null) {
          heardAt = null;
          desk.become(this, StreamState.DISCONNECTED, failure);
        } else if (!isClosing()) {
          desk.become(this, StreamState.LIVE, "polled every " + pause);
          heardAt = begun;
          passed.refresh();
          desk.passed(passed.at(begun));
        }
        var _ = closing.await(pause.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      LOG.error("stream=xchange-poll cause=worker_broken", e);
      heardAt = null;
      desk.become(this, StreamState.CLOSED, "broken: " + e + "; restart this service");
      throw e;
    }
  }

  /** Asks once for everything; tells the last thing that failed, or null. */
  private @Nullable String round() {
    String failure = null;
    for (InstrumentId instrument : plan.instruments()) {
      for (MarketChannel channel : plan.channels()) {
        if (!isClosing()) {
          String failed = poll(instrument, channel);
          failure = failed == null ? failure : failed;
        }
      }
    }
    return failure;
  }

  private @Nullable String poll(InstrumentId instrument, MarketChannel channel) {
    try {
      switch (channel) {
        case TRADES -> pollTrades(instrument);
        case TICKER -> pollTicker(instrument);
        case BOOK -> desk.book(instrument, market.bookRecord(instrument, plan.bookDepth()));
        case CANDLES -> throw new IllegalArgumentException("candles are not polled");
      }
      desk.channel(instrument, channel, ChannelState.LIVE, "polled");
      return null;
    } catch (VenueReadException e) {
      return failed(instrument, channel, String.valueOf(e.getMessage()));
    } catch (RuntimeException | LinkageError e) {
      LOG.error("stream=xchange-poll instrument={} channel={}", instrument, channel, e);
      return failed(
          instrument, channel, "%s of %s could not be read: %s".formatted(channel, instrument, e));
    }
  }

  private String failed(InstrumentId instrument, MarketChannel channel, String why) {
    desk.channel(instrument, channel, ChannelState.DISCONNECTED, why);
    return why;
  }

  private void pollTrades(InstrumentId instrument) {
    TradePage page;
    do {
      page = market.trades(instrument, cursor(instrument));
      tellGap(instrument, page);
      desk.trades(instrument, new MarketRecords.Trades(page.trades(), page.invalid()));
      if (!page.trades().isEmpty()) {
        lastTrades.put(instrument, page.trades().getLast());
      }
      cursors.put(instrument, page.next());
    } while (page.more() && !isClosing());
  }

  private TradeCursor cursor(InstrumentId instrument) {
    return cursors.getOrDefault(instrument, TradeCursor.at(clock.instant()));
  }

  /** An answer of the latest trades that lacks the last one we know began after it. */
  private void tellGap(InstrumentId instrument, TradePage page) {
    MarketTrade last = lastTrades.get(instrument);
    if (plan.tradeHistory() != TradeHistory.RECENT || last == null || page.trades().isEmpty()) {
      return;
    }
    boolean reaches =
        page.trades().stream().anyMatch(trade -> trade.tradeId().equals(last.tradeId()));
    if (!reaches) {
      desk.become(
          this,
          StreamState.DISCONNECTED,
          "trades of %s after %s were not seen: more came than one answer tells"
              .formatted(instrument, last.eventTime()));
    }
  }

  private void pollTicker(InstrumentId instrument) {
    TickerView told = market.ticker(instrument);
    desk.ticker(
        new Ticker(
            instrument,
            told.bid(),
            told.bidQuantity(),
            told.ask(),
            told.askQuantity(),
            told.last(),
            told.volume24h(),
            told.observedAt(),
            told.observedAt()));
  }
}
