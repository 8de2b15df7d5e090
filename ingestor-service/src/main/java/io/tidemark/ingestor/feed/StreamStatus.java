package io.tidemark.ingestor.feed;

import io.tidemark.exchange.ChannelState;
import io.tidemark.exchange.ChannelStatus;
import io.tidemark.exchange.MarketChannel;
import io.tidemark.exchange.StreamState;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Symbol;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one instrument's stream stands.
 *
 * @param state of the connection
 * @param joined whether what came before the stream has been fetched
 * @param detail why the connection has its state
 * @param lastEventTime of the venue; null before the first event
 * @param ageSeconds since the last event, by the suite's clock; null before the first
 * @param trades told since the start
 * @param recovered of these, fetched by REST
 * @param gaps spans of which trades may be missing
 * @param channels how each channel stands; empty before the subscription tells
 */
public record StreamStatus(
    String exchange,
    Symbol symbol,
    StreamState state,
    boolean joined,
    String detail,
    @Nullable Instant lastEventTime,
    @Nullable BigDecimal ageSeconds,
    long trades,
    long tickers,
    long books,
    long bars,
    long recovered,
    long duplicates,
    long corrections,
    long gaps,
    long reconnects,
    List<Channel> channels) {

  /**
   * How one channel stands.
   *
   * @param detail why it has its state
   * @param lastHeard null before the first message
   * @param stalls how often it went silent while the venue had news
   * @param invalid what was quarantined
   */
  public record Channel(
      MarketChannel channel,
      ChannelState state,
      String detail,
      @Nullable Instant lastHeard,
      long messages,
      long duplicates,
      long reordered,
      long resyncs,
      long stalls,
      long invalid) {

    static Channel of(ChannelStatus status) {
      return new Channel(
          status.channel(),
          status.state(),
          status.detail(),
          status.lastHeard(),
          status.messages(),
          status.duplicates(),
          status.reordered(),
          status.resyncs(),
          status.stalls(),
          status.invalid());
    }
  }

  /** Of an instrument whose feed is not open yet. */
  static StreamStatus notStarted(InstrumentId instrument, StreamState state, String detail) {
    return new StreamStatus(
        instrument.exchange(),
        instrument.symbol(),
        state,
        false,
        detail,
        null,
        null,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        List.of());
  }

  /** Of a feed. */
  static StreamStatus of(
      LiveFeed live, StreamState state, String detail, double age, List<ChannelStatus> channels) {
    InstrumentFeed feed = live.feed();
    FeedMetrics counts = feed.metrics();
    return new StreamStatus(
        feed.instrument().exchange(),
        feed.instrument().symbol(),
        state,
        live.isLive(),
        detail,
        feed.lastEvent().orElse(null),
        Double.isNaN(age) ? null : BigDecimal.valueOf(age).setScale(3, RoundingMode.HALF_EVEN),
        (long) counts.trades.count(),
        (long) counts.tickers.count(),
        (long) counts.books.count(),
        counts.countedBars(),
        (long) counts.recovered.count(),
        (long) counts.duplicates.count(),
        (long) counts.corrections.count(),
        (long) counts.gaps.count(),
        (long) counts.reconnects.count(),
        channels.stream().map(Channel::of).toList());
  }
}
