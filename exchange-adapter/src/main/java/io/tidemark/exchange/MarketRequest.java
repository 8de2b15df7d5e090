package io.tidemark.exchange;

import io.tidemark.model.InstrumentId;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What to stream.
 *
 * @param instruments at least one
 * @param channels of each instrument, at least one
 * @param bookDepth levels a side to keep of each book, from 1 to {@link #DEEPEST_BOOK}; a venue
 *     that streams fewer gives what it has
 */
public record MarketRequest(
    List<InstrumentId> instruments, Set<MarketChannel> channels, int bookDepth) {

  /** The most levels a side that are kept of a book. */
  public static final int DEEPEST_BOOK = 10_000;

  /** Enough for the event's twenty levels, with some to lose. */
  private static final int USUAL_BOOK = 25;

  /**
   * @throws IllegalArgumentException if nothing is asked for, or the depth is out of its range
   */
  public MarketRequest {
    if (instruments.isEmpty()) {
      throw new IllegalArgumentException("instruments must name at least one, was empty");
    }
    if (channels.isEmpty()) {
      throw new IllegalArgumentException("channels must name at least one, was empty");
    }
    if (bookDepth < 1 || bookDepth > DEEPEST_BOOK) {
      throw new IllegalArgumentException(
          "bookDepth must be from 1 to %d, was %d".formatted(DEEPEST_BOOK, bookDepth));
    }
    instruments = List.copyOf(instruments);
    channels = Set.copyOf(channels);
  }

  /** Trades, ticker and the best 25 levels of the book of each. */
  public static MarketRequest of(List<InstrumentId> instruments) {
    return new MarketRequest(
        instruments,
        EnumSet.of(MarketChannel.TRADES, MarketChannel.TICKER, MarketChannel.BOOK),
        USUAL_BOOK);
  }
}
