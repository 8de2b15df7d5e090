package io.tidemark.ingestor.query;

import io.swagger.v3.oas.annotations.Operation;
import io.tidemark.ingestor.feed.MarketStream;
import io.tidemark.kit.web.NotFoundException;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Symbol;
import io.tidemark.model.event.OrderBook;
import io.tidemark.model.event.Ticker;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What the market shows now. */
@RestController
class QuoteController {

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
  @Operation(summary = "The latest 20 levels a side: from the stream, else as last stored")
  OrderBook orderBook(
      @RequestParam(required = false) @Nullable String exchange, @RequestParam Symbol symbol) {
    InstrumentId instrument = scope.instrument(exchange, symbol);
    return stream
        .latestBook(instrument)
        .or(() -> quotes.book(instrument))
        .orElseThrow(() -> new NotFoundException("no book of %s is known".formatted(instrument)));
  }
}
