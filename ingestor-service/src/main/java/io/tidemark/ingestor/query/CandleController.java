package io.tidemark.ingestor.query;

import io.swagger.v3.oas.annotations.Operation;
import io.tidemark.ingestor.query.MarketScope.Span;
import io.tidemark.kit.web.Page;
import io.tidemark.kit.web.PageRequest;
import io.tidemark.model.Bar;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Symbol;
import io.tidemark.model.Timeframe;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Closed bars. */
@RestController
@RequestMapping("/api/v1/candles")
class CandleController {

  private static final String CSV = "text/csv";

  private final MarketScope scope;
  private final CandleQueries candles;

  CandleController(MarketScope scope, CandleQueries candles) {
    this.scope = scope;
    this.candles = candles;
  }

  @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
  @Operation(summary = "Closed bars by open time, oldest first; from is included, to is not")
  Page<Bar> candles(
      @RequestParam(required = false) @Nullable String exchange,
      @RequestParam Symbol symbol,
      @RequestParam Timeframe timeframe,
      @RequestParam(required = false) @Nullable Instant from,
      @RequestParam(required = false) @Nullable Instant to,
      @RequestParam(required = false) @Nullable Integer page,
      @RequestParam(required = false) @Nullable Integer size) {
    return candles.page(
        scope.instrument(exchange, symbol),
        timeframe,
        MarketScope.span(from, to),
        new PageRequest(page, size));
  }

  @GetMapping(produces = CSV)
  @Operation(summary = "All closed bars of the span as CSV; timestamp is the open in milliseconds")
  void csv(
      @RequestParam(required = false) @Nullable String exchange,
      @RequestParam Symbol symbol,
      @RequestParam Timeframe timeframe,
      @RequestParam(required = false) @Nullable Instant from,
      @RequestParam(required = false) @Nullable Instant to,
      HttpServletResponse response)
      throws IOException {
    InstrumentId instrument = scope.instrument(exchange, symbol);
    Span span = MarketScope.span(from, to);
    response.setContentType(CSV);
    response.setCharacterEncoding("UTF-8");
    PrintWriter out = response.getWriter();
    out.print("timestamp,open,high,low,close,volume\n");
    candles.each(
        instrument,
        timeframe,
        span,
        bar ->
            out.print(
                "%d,%s,%s,%s,%s,%s\n"
                    .formatted(
                        bar.openTime().toEpochMilli(),
                        bar.open(),
                        bar.high(),
                        bar.low(),
                        bar.close(),
                        bar.volume())));
    out.flush();
  }

  @GetMapping("/coverage")
  @Operation(summary = "What is stored of each timeframe, and how much of it is incomplete")
  List<CandleQueries.Coverage> coverage(
      @RequestParam(required = false) @Nullable String exchange, @RequestParam Symbol symbol) {
    return candles.coverage(scope.instrument(exchange, symbol));
  }
}
