package io.tidemark.ingestor.query;

import io.swagger.v3.oas.annotations.Operation;
import io.tidemark.exchange.OrderBookView;
import io.tidemark.ingestor.feed.MarketStream;
import io.tidemark.kit.web.BadRequestException;
import io.tidemark.kit.web.NotFoundException;
import io.tidemark.model.BookLevel;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Symbol;
import io.tidemark.model.event.OrderBook;
import io.tidemark.model.event.Ticker;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What the market shows now. */
@RestController
class QuoteController {

  private static final int DEEPEST = 10_000;
  private static final int PUBLISHED = 20;

  /**
   * The best levels of a book.
   *
   * @param bids best (highest) first
   * @param asks best (lowest) first
   * @param observedAt when this suite saw it; null of a book read from the kept one
   */
  record BookAnswer(
      InstrumentId instrument,
      List<BookLevel> bids,
      List<BookLevel> asks,
      Instant eventTime,
      @Nullable Instant observedAt) {

    static BookAnswer of(OrderBook book, int depth) {
      return new BookAnswer(
          book.instrument(),
          best(book.bids(), depth),
          best(book.asks(), depth),
          book.eventTime(),
          book.observedAt());
    }

    static BookAnswer of(OrderBookView book, int depth) {
      return new BookAnswer(
          book.instrument(),
          best(book.bids(), depth),
          best(book.asks(), depth),
          book.eventTime(),
          null);
    }

    private static List<BookLevel> best(List<BookLevel> side, int depth) {
      return side.subList(0, Math.min(depth, side.size()));
    }
  }

  private final MarketScope scope;
  private final MarketStream stream;
  private final QuoteQueries quotes;

  QuoteController(MarketScope scope, MarketStream stream, QuoteQueries quotes) {
    this.scope = scope;
    this.stream = stream;
    this.quotes = quotes;
  }

  @GetMapping("/api/v1/ticker")
  @Operation(summary = "The latest top of the book: from the stream, else as last stored")
  Ticker ticker(
      @RequestParam(required = false) @Nullable String exchange, @RequestParam Symbol symbol) {
    InstrumentId instrument = scope.instrument(exchange, symbol);
    return stream
        .latestTicker(instrument)
        .or(() -> quotes.ticker(instrument))
        .orElseThrow(() -> new NotFoundException("no ticker of %s is known".formatted(instrument)));
  }

  @GetMapping("/api/v1/order-book")
  @Operation(
      summary =
          "The latest levels of each side: from the stream as deep as asked for and kept, else the"
              + " 20 last stored")
  BookAnswer orderBook(
      @RequestParam(required = false) @Nullable String exchange,
      @RequestParam Symbol symbol,
      @RequestParam(defaultValue = "20") int depth) {
    if (depth < 1 || depth > DEEPEST) {
      throw new BadRequestException("depth must be from 1 to %d, was %d".formatted(DEEPEST, depth));
    }
    InstrumentId instrument = scope.instrument(exchange, symbol);
    return deep(instrument, depth)
        .or(() -> published(instrument).map(book -> BookAnswer.of(book, depth)))
        .orElseThrow(() -> new NotFoundException("no book of %s is known".formatted(instrument)));
  }

  /** Empty where what is published holds as much. */
  private Optional<BookAnswer> deep(InstrumentId instrument, int depth) {
    return depth > PUBLISHED
        ? stream.deepBook(instrument).map(book -> BookAnswer.of(book, depth))
        : Optional.empty();
  }

  private Optional<OrderBook> published(InstrumentId instrument) {
    return stream.latestBook(instrument).or(() -> quotes.book(instrument));
  }
}
