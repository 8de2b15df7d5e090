package io.tidemark.ingestor.query;

import io.swagger.v3.oas.annotations.Operation;
import io.tidemark.ingestor.query.MarketScope.Span;
import io.tidemark.kit.configuration.Durations;
import io.tidemark.kit.time.SuiteClock;
import io.tidemark.kit.web.BadRequestException;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Symbol;
import io.tidemark.model.Timeframe;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** True volume-weighted average prices, from stored trades. */
@RestController
class VwapController {

  private enum Window {
    SESSION,
    ROLLING,
    ANCHORED
  }

  private final MarketScope scope;
  private final TradeQueries trades;
  private final SuiteClock clock;

  VwapController(MarketScope scope, TradeQueries trades, SuiteClock clock) {
    this.scope = scope;
    this.trades = trades;
    this.clock = clock;
  }

  @GetMapping("/api/v1/vwap")
  @Operation(
      summary =
          "VWAP with bands of two standard deviations: of the UTC day (session), of a period back"
              + " from now (rolling), since an instant (anchored)")
  List<Vwap> vwap(
      @RequestParam(required = false) @Nullable String exchange,
      @RequestParam Symbol symbol,
      @RequestParam(defaultValue = "session") List<String> window,
      @RequestParam(defaultValue = "24h") String period,
      @RequestParam(required = false) @Nullable Instant anchor,
      @RequestParam(required = false) @Nullable Instant at) {
    InstrumentId instrument = scope.instrument(exchange, symbol);
    Instant end = at == null ? now(instrument) : at;
    return window.stream()
        .map(VwapController::parse)
        .map(
            asked ->
                vwap(asked, instrument, MarketScope.span(from(asked, end, period, anchor), end)))
        .toList();
  }

  /** The latest of the suite's time and the last trade, so that the last trade counts. */
  private Instant now(InstrumentId instrument) {
    Instant now = clock.instant();
    Instant afterLast = trades.lastTime(instrument).map(last -> last.plusMillis(1)).orElse(now);
    return afterLast.isAfter(now) ? afterLast : now;
  }

  private Vwap vwap(Window window, InstrumentId instrument, Span span) {
    String name = window.name().toLowerCase(Locale.ROOT);
    return Vwap.of(
        name, span, trades.completeness(instrument, span), trades.sums(instrument, span));
  }

  private static Instant from(Window window, Instant end, String period, @Nullable Instant anchor) {
    return switch (window) {
      case SESSION -> Timeframe.D1.openOf(end.minusNanos(1));
      case ROLLING -> end.minus(positive(period));
      case ANCHORED -> {
        if (anchor == null) {
          throw new BadRequestException("anchor must be given for window=anchored, was absent");
        }
        yield anchor;
      }
    };
  }

  private static Duration positive(String period) {
    try {
      Duration length = Durations.parse(period);
      if (length.isPositive()) {
        return length;
      }
    } catch (IllegalArgumentException e) {
      throw new BadRequestException("period: " + e.getMessage());
    }
    throw new BadRequestException("period must be above 0, was " + period);
  }

  private static Window parse(String text) {
    return Arrays.stream(Window.values())
        .filter(window -> window.name().equals(text.toUpperCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new BadRequestException(
                    "window must be one of %s, was '%s'"
                        .formatted(
                            Arrays.stream(Window.values())
                                .map(window -> window.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", ")),
                            text)));
  }
}
