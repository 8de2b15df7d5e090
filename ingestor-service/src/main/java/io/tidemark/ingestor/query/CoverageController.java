package io.tidemark.ingestor.query;

import io.swagger.v3.oas.annotations.Operation;
import io.tidemark.ingestor.query.MarketScope.Span;
import io.tidemark.kit.candles.CandleSeries;
import io.tidemark.kit.web.BadRequestException;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Symbol;
import io.tidemark.model.Timeframe;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What is stored of a market, and what is not. */
@RestController
class CoverageController {

  private static final int MOST_SPANS = 10_000;

  private final MarketScope scope;
  private final CoverageQueries coverage;

  CoverageController(MarketScope scope, CoverageQueries coverage) {
    this.scope = scope;
    this.coverage = coverage;
  }

  @GetMapping("/api/v1/candles/coverage")
  @Operation(
      summary =
          "What is stored of each timeframe. With timeframe, from and to also the spans without"
              + " bars and of partial ones, oldest first, a page of at most 10,000 each")
  List<Coverage> coverage(
      @RequestParam(required = false) @Nullable String exchange,
      @RequestParam Symbol symbol,
      @RequestParam(required = false) @Nullable Timeframe timeframe,
      @RequestParam(required = false) @Nullable Instant from,
      @RequestParam(required = false) @Nullable Instant to,
      @RequestParam(defaultValue = "0") int page,
      @RequestParam(defaultValue = "" + MOST_SPANS) int size) {
    InstrumentId instrument = scope.instrument(exchange, symbol);
    if (from == null && to == null) {
      return coverage.stored(instrument, timeframe);
    }
    if (timeframe == null || from == null || to == null) {
      throw new BadRequestException(
          "timeframe, from and to must be given together, were %s, %s and %s"
              .formatted(timeframe, from, to));
    }
    if (page < 0 || size < 1 || size > MOST_SPANS) {
      throw new BadRequestException(
          "page must be 0 or above and size from 1 to %d, were %d and %d"
              .formatted(MOST_SPANS, page, size));
    }
    Span span = scope.pastSpan(from, to);
    return List.of(
        coverage.within(new CandleSeries(instrument, timeframe), span, (long) page * size, size));
  }
}
