package io.tidemark.exchange.kraken;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidemark.exchange.VenueCandle;
import io.tidemark.exchange.stream.ChannelWatch;
import io.tidemark.exchange.stream.StreamOutlet;
import io.tidemark.model.Bar;
import io.tidemark.model.Quantity;
import io.tidemark.model.Timeframe;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * The venue's candles of one minute of one pair. The venue does not say that a candle is closed: it
 * is once a later one begins, or the stream has come a second past its end. A change that comes
 * later still is told as a closed candle again.
 */
final class KrakenCandleFeed {

  static final Timeframe TIMEFRAME = Timeframe.M1;

  /** Channels of one connection may be a little apart. */
  private static final Duration GRACE = Duration.ofSeconds(1);

  /** The venue's own description shows an end with a fraction of a second. */
  private static final Duration LENGTH = TIMEFRAME.nominalLength();

  private static final int OPEN = 2;

  /** How much of the market the venue's candles have told. */
  record Progress(Instant openTime, Quantity volume) {}

  private final ChannelWatch channel;
  private final MarketVoice voice;
  private @Nullable VenueCandle latest;
  private @Nullable VenueCandle previous;
  private @Nullable Progress known;

  KrakenCandleFeed(ChannelWatch channel, MarketVoice voice) {
    this.channel = channel;
    this.voice = voice;
  }

  ChannelWatch channel() {
    return channel;
  }

  void receive(StreamOutlet stream, JsonNode row) {
    try {
      Instant updatedAt = KrakenRows.time(row.path(0), "time");
      Instant openTime =
          KrakenRows.time(row.path(1), "etime").truncatedTo(ChronoUnit.SECONDS).minus(LENGTH);
      Bar bar = KrakenRows.candle(row, OPEN, TIMEFRAME, openTime);
      voice
          .gate()
          .submit(
              stream,
              updatedAt,
              () -> take(stream, bar, updatedAt),
              fault -> voice.invalid(stream, channel, fault, row.toString()));
    } catch (InvalidRow e) {
      voice.invalid(stream, channel, e, row.toString());
    }
  }

  private void take(StreamOutlet stream, Bar bar, Instant updatedAt) {
    VenueCandle before = latest;
    if (before == null || bar.openTime().isAfter(before.bar().openTime())) {
      close(stream);
      previous = latest;
      tell(stream, new VenueCandle(channel.instrument(), bar, updatedAt, isOver(bar)));
    } else if (bar.openTime().isBefore(before.bar().openTime())) {
      late(stream, new VenueCandle(channel.instrument(), bar, updatedAt, true));
    } else if (bar.equals(before.bar()) && updatedAt.equals(before.updatedAt())) {
      channel.countDuplicate();
    } else if (updatedAt.isBefore(before.updatedAt())) {
      channel.countReordered();
    } else {
      tell(
          stream,
          new VenueCandle(channel.instrument(), bar, updatedAt, before.closed() || isOver(bar)));
    }
  }

  /** It was told as closed; only its later states are news. */
  private void late(StreamOutlet stream, VenueCandle candle) {
    channel.countReordered();
    VenueCandle told = previous;
    if (told != null
        && told.bar().openTime().equals(candle.bar().openTime())
        && told.updatedAt().isBefore(candle.updatedAt())) {
      previous = candle;
      voice.tell(stream, hears -> hears.onCandle(candle));
    }
  }

  private boolean isOver(Bar bar) {
    return !voice.streamTime().isBefore(bar.closeTime().plus(GRACE));
  }

  private void tell(StreamOutlet stream, VenueCandle candle) {
    latest = candle;
    known = new Progress(candle.bar().openTime(), candle.bar().volume());
    voice.tell(stream, hears -> hears.onCandle(candle));
    voice.advance(stream, candle.updatedAt());
  }

  /** Tells the forming candle as closed if the stream is past it. */
  void passed(StreamOutlet stream) {
    if (!dueAt().isAfter(voice.streamTime())) {
      close(stream);
    }
  }

  private void close(StreamOutlet stream) {
    VenueCandle forming = latest;
    if (forming != null && !forming.closed()) {
      VenueCandle closed =
          new VenueCandle(forming.instrument(), forming.bar(), forming.updatedAt(), true);
      latest = closed;
      voice.tell(stream, hears -> hears.onCandle(closed));
    }
  }

  /** When the forming candle is closed; the far future while there is none. */
  Instant dueAt() {
    VenueCandle forming = latest;
    return forming == null || forming.closed()
        ? Instant.MAX
        : forming.bar().closeTime().plus(GRACE);
  }

  /** What the candles have told; null before the first. */
  @Nullable Progress known() {
    return known;
  }

  void settle(Progress progress) {
    known = progress;
  }
}
