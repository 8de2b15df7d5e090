package io.tidemark.exchange.kraken;

import io.tidemark.exchange.InvalidData;
import io.tidemark.exchange.MarketChannel;
import io.tidemark.exchange.MarketListener;
import io.tidemark.exchange.stream.ChannelWatch;
import io.tidemark.exchange.stream.StreamOutlet;
import io.tidemark.model.InstrumentId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a market stream's listener hears, and how far the stream has come. */
final class MarketVoice {

  private final MarketListener listener;
  private final InstantSource clock;
  private final TimeGate gate;
  private Instant streamTime = Instant.EPOCH;

  MarketVoice(MarketListener listener, InstantSource clock, TimeGate gate) {
    this.listener = listener;
    this.clock = clock;
    this.gate = gate;
  }

  Instant now() {
    return clock.instant();
  }

  TimeGate gate() {
    return gate;
  }

  /** How far the stream has come; the epoch before anything dated came. */
  Instant streamTime() {
    return streamTime;
  }

  void tell(StreamOutlet stream, Consumer<MarketListener> what) {
    stream.guard(() -> what.accept(listener));
  }

  /** The stream has come to an instant, unless it was further already. */
  void advance(StreamOutlet stream, Instant time) {
    if (time.isAfter(streamTime)) {
      streamTime = time;
      tell(stream, hears -> hears.onStreamTime(time));
    }
  }

  /** Something of a channel cannot be true. */
  void invalid(StreamOutlet stream, ChannelWatch channel, InvalidRow fault, String raw) {
    channel.countInvalid();
    invalid(stream, channel.instrument(), channel.channel(), fault, raw);
  }

  void invalid(
      StreamOutlet stream,
      @Nullable InstrumentId instrument,
      MarketChannel channel,
      InvalidRow fault,
      String raw) {
    InvalidData data =
        new InvalidData(instrument, channel, fault.fault(), fault.detail(), raw, now());
    tell(stream, hears -> hears.onInvalid(data));
  }
}
