package io.tidemark.ingestor.query;

import io.swagger.v3.oas.annotations.Operation;
import io.tidemark.ingestor.query.CandleVersions.Content;
import io.tidemark.ingestor.query.MarketScope.Span;
import io.tidemark.kit.candles.CandleSeries;
import io.tidemark.kit.candles.PackedCandles;
import io.tidemark.kit.codec.Json;
import io.tidemark.kit.web.Page;
import io.tidemark.kit.web.PageRequest;
import io.tidemark.model.Bar;
import io.tidemark.model.Symbol;
import io.tidemark.model.Timeframe;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.ServletWebRequest;

/**
 * Closed bars whose open time lies in a span; from is included, to is not, and neither need lie on
 * the grid. Each answer carries an ETag that changes with the stored bars.
 */
@RestController
@RequestMapping("/api/v1/candles")
class CandleController {

  private static final String CSV = "text/csv";
  private static final String LINES = "application/x-ndjson";

  private final MarketScope scope;
  private final CandleQueries candles;
  private final CandleVersions versions;
  private final CandleCopy copy;
  private final BulkAnswers bulk;

  CandleController(
      MarketScope scope,
      CandleQueries candles,
      CandleVersions versions,
      CandleCopy copy,
      BulkAnswers bulk) {
    this.scope = scope;
    this.candles = candles;
    this.versions = versions;
    this.copy = copy;
    this.bulk = bulk;
  }

  @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
  @Operation(summary = "A page of closed bars by open time, oldest first")
  @Nullable Page<Bar> candles(
      @RequestParam(required = false) @Nullable String exchange,
      @RequestParam Symbol symbol,
      @RequestParam Timeframe timeframe,
      @RequestParam(required = false) @Nullable Instant from,
      @RequestParam(required = false) @Nullable Instant to,
      @RequestParam(required = false) @Nullable Integer page,
      @RequestParam(required = false) @Nullable Integer size,
      HttpServletRequest request,
      HttpServletResponse response) {
    CandleSeries series = series(exchange, symbol, timeframe);
    PageRequest asked = new PageRequest(page, size);
    Content content = versions.of(series, scope.pastSpan(from, to), asked);
    return isKnown(content, request, response) ? null : candles.page(series, content.span(), asked);
  }

  @GetMapping(produces = CSV)
  @Operation(summary = "All closed bars of the span as CSV; timestamp is the open in milliseconds")
  void csv(
      @RequestParam(required = false) @Nullable String exchange,
      @RequestParam Symbol symbol,
      @RequestParam Timeframe timeframe,
      @RequestParam(required = false) @Nullable Instant from,
      @RequestParam(required = false) @Nullable Instant to,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    CandleSeries series = series(exchange, symbol, timeframe);
    Content content = versions.of(series, scope.pastSpan(from, to), CSV);
    if (!isKnown(content, request, response)) {
      stream(
          series,
          content.span(),
          CSV,
          "timestamp,open,high,low,close,volume\n",
          CandleController::csvLine,
          response);
    }
  }

  @GetMapping(produces = LINES)
  @Operation(summary = "All closed bars of the span, a line of JSON each")
  void lines(
      @RequestParam(required = false) @Nullable String exchange,
      @RequestParam Symbol symbol,
      @RequestParam Timeframe timeframe,
      @RequestParam(required = false) @Nullable Instant from,
      @RequestParam(required = false) @Nullable Instant to,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    CandleSeries series = series(exchange, symbol, timeframe);
    Content content = versions.of(series, scope.pastSpan(from, to), LINES);
    if (!isKnown(content, request, response)) {
      stream(
          series,
          content.span(),
          LINES,
          "",
          bar -> Json.mapper().writeValueAsString(bar) + "\n",
          response);
    }
  }

  @GetMapping(produces = PackedCandles.MEDIA_TYPE)
  @Operation(summary = "All closed bars of the span, packed; the fastest form")
  void packed(
      @RequestParam(required = false) @Nullable String exchange,
      @RequestParam Symbol symbol,
      @RequestParam Timeframe timeframe,
      @RequestParam(required = false) @Nullable Instant from,
      @RequestParam(required = false) @Nullable Instant to,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    CandleSeries series = series(exchange, symbol, timeframe);
    Content content = versions.of(series, scope.pastSpan(from, to), PackedCandles.MEDIA_TYPE);
    if (!isKnown(content, request, response)) {
      bulk.write(
          () -> {
            response.setContentType(PackedCandles.MEDIA_TYPE);
            copy.write(series, content.span(), response.getOutputStream());
          });
    }
  }

  private CandleSeries series(@Nullable String exchange, Symbol symbol, Timeframe timeframe) {
    return new CandleSeries(scope.instrument(exchange, symbol), timeframe);
  }

  /** Whether the caller has this content already; then the answer is made. */
  private static boolean isKnown(
      Content content, HttpServletRequest request, HttpServletResponse response) {
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-cache");
    response.setHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT);
    return new ServletWebRequest(request, response).checkNotModified("\"" + content.tag() + "\"");
  }

  private void stream(
      CandleSeries series,
      Span span,
      String contentType,
      String header,
      Function<Bar, String> line,
      HttpServletResponse response)
      throws IOException {
    bulk.write(
        () -> {
          response.setContentType(contentType);
          writeLines(series, span, header, line, response);
        });
  }

  private void writeLines(
      CandleSeries series,
      Span span,
      String header,
      Function<Bar, String> line,
      HttpServletResponse response)
      throws IOException {
    try (Writer out =
        new BufferedWriter(
            new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8), 1 << 16)) {
      out.write(header);
      candles.each(series, span, bar -> write(out, line.apply(bar)));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static void write(Writer out, String line) {
    try {
      out.write(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String csvLine(Bar bar) {
    return bar.openTime().toEpochMilli()
        + ","
        + bar.open()
        + ","
        + bar.high()
        + ","
        + bar.low()
        + ","
        + bar.close()
        + ","
        + bar.volume()
        + "\n";
  }
}
