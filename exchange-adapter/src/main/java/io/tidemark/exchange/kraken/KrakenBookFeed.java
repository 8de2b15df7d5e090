package io.tidemark.exchange.kraken;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidemark.exchange.OrderBookView;
import io.tidemark.exchange.kraken.KrakenBook.Outcome;
import io.tidemark.exchange.stream.ChannelHealth;
import io.tidemark.exchange.stream.ChannelWatch;
import io.tidemark.exchange.stream.RecentHashes;
import io.tidemark.exchange.stream.StreamOutlet;
import io.tidemark.model.event.OrderBook;
import io.tidemark.model.reason.DataFault;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The book of one pair. Whatever is wrong with it, it is dropped and fetched anew: an update that
 * cannot be true or came after a later one leaves a book that cannot be trusted.
 */
final class KrakenBookFeed {

  /** Updates that are known when they are repeated. */
  private static final int REMEMBERED = 32;

  private final ChannelWatch channel;
  private final MarketVoice voice;
  private final ChannelHealth health;
  private final int depth;
  private final RecentHashes updates = new RecentHashes(REMEMBERED);
  private volatile @Nullable KrakenBook book;

  KrakenBookFeed(ChannelWatch channel, MarketVoice voice, ChannelHealth health, int depth) {
    this.channel = channel;
    this.voice = voice;
    this.health = health;
    this.depth = depth;
  }

  ChannelWatch channel() {
    return channel;
  }

  /** The book as it stands; empty while it is not there or not right. Any thread may ask. */
  Optional<OrderBookView> view(int most) {
    KrakenBook known = book;
    return known == null ? Optional.empty() : Optional.of(known.view(most));
  }

  /** Forgets the book; the next snapshot brings it back. */
  void drop() {
    book = null;
    updates.clear();
  }

  void receive(StreamOutlet stream, List<JsonNode> payloads, String text) {
    BookUpdate update;
    try {
      update = BookUpdate.of(payloads);
    } catch (InvalidRow e) {
      refuse(stream, e, text);
      return;
    }
    voice
        .gate()
        .submit(
            stream,
            update.time(),
            () -> take(stream, update, text),
            fault -> refuse(stream, fault, text));
  }

  private void take(StreamOutlet stream, BookUpdate update, String text) {
    if (update.snapshot()) {
      snapshot(stream, update, text);
    } else {
      update(stream, update, text);
    }
  }

  private void refuse(StreamOutlet stream, InvalidRow fault, String text) {
    voice.invalid(stream, channel, fault, text);
    wrong(stream, fault.detail());
  }

  private void snapshot(StreamOutlet stream, BookUpdate snapshot, String text) {
    KrakenBook fresh = new KrakenBook(channel.instrument(), depth);
    Outcome outcome = fresh.replace(snapshot);
    updates.clear();
    if (outcome == Outcome.RIGHT) {
      book = fresh;
      health.right(stream, channel);
    }
    settle(stream, fresh, outcome, text);
  }

  private void update(StreamOutlet stream, BookUpdate update, String text) {
    KrakenBook known = book;
    if (known == null) {
      // What was under way when the book was given up.
      return;
    }
    if (!updates.add(text)) {
      channel.countDuplicate();
      return;
    }
    settle(stream, known, known.apply(update), text);
  }

  private void settle(StreamOutlet stream, KrakenBook next, Outcome outcome, String text) {
    switch (outcome) {
      case RIGHT -> publish(stream, next);
      case STALE -> {
        channel.countReordered();
        wrong(stream, "an update came after a later one");
      }
      case WRONG -> wrong(stream, "checksum differs");
      case CROSSED ->
          refuse(
              stream,
              new InvalidRow(DataFault.CROSSED_BOOK, "best bid must be below best ask"),
              text);
    }
  }

  private void publish(StreamOutlet stream, KrakenBook next) {
    if (next.hasBothSides()) {
      OrderBook event = next.toEvent(voice.now());
      voice.tell(stream, hears -> hears.onOrderBook(event));
    }
    voice.advance(stream, next.latest());
  }

  private void wrong(StreamOutlet stream, String why) {
    drop();
    health.wrong(stream, channel, "book: " + why);
  }
}
