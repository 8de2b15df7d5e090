package io.tidemark.exchange.kraken;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidemark.exchange.stream.ChannelWatch;
import io.tidemark.exchange.stream.StreamOutlet;
import io.tidemark.model.Price;
import io.tidemark.model.event.Ticker;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The ticker of one pair. The venue numbers and dates none: only a repeat of the last is known. */
final class KrakenTickerFeed {

  /** The part of a ticker that changes with the market. */
  record Top(Price bid, Price ask, @Nullable Price last) {}

  private final ChannelWatch channel;
  private final MarketVoice voice;
  private String lastText = "";
  private @Nullable Top known;

  KrakenTickerFeed(ChannelWatch channel, MarketVoice voice) {
    this.channel = channel;
    this.voice = voice;
  }

  ChannelWatch channel() {
    return channel;
  }

  /** A ticker happened when the stream had come so far. */
  void receive(StreamOutlet stream, JsonNode payload, String text) {
    if (text.equals(lastText)) {
      channel.countDuplicate();
      return;
    }
    lastText = text;
    Instant observedAt = voice.now();
    Instant time = voice.streamTime().equals(Instant.EPOCH) ? observedAt : voice.streamTime();
    try {
      Ticker ticker = KrakenTickers.event(channel.instrument(), payload, time, observedAt);
      known = new Top(ticker.bid(), ticker.ask(), ticker.last());
      voice.tell(stream, hears -> hears.onTicker(ticker));
    } catch (InvalidRow e) {
      voice.invalid(stream, channel, e, payload.toString());
    }
  }

  /** On a new subscription the same may be told again. */
  void restart() {
    lastText = "";
  }

  /** The top of the book and the last price as they are known; null before the first ticker. */
  @Nullable Top known() {
    return known;
  }

  void settle(Top top) {
    known = top;
  }
}
