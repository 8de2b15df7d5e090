package io.tidemark.ingestor.query;

import io.tidemark.kit.configuration.SuiteConfiguration;
import io.tidemark.kit.time.SuiteClock;
import io.tidemark.kit.web.BadRequestException;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Symbol;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads the parameters that all market data requests share. */
@Component
final class MarketScope {

  private static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

  /**
   * A span of time.
   *
   * @param to excluded
   */
  record Span(Instant from, Instant to) {}

  private final String configuredExchange;
  private final SuiteClock clock;

  MarketScope(SuiteConfiguration configuration, SuiteClock clock) {
    this.configuredExchange = configuration.exchange().name();
    this.clock = clock;
  }

  /** The exchange asked for; the configured one if none is. */
  String exchange(@Nullable String exchange) {
    return exchange == null ? configuredExchange : exchange;
  }

  /**
   * @throws BadRequestException if the exchange is not a name
   */
  InstrumentId instrument(@Nullable String exchange, Symbol symbol) {
    try {
      return new InstrumentId(exchange(exchange), symbol);
    } catch (IllegalArgumentException e) {
      throw new BadRequestException(String.valueOf(e.getMessage()));
    }
  }

  /**
   * The span asked for; open ends are far away.
   *
   * @throws BadRequestException if it is empty
   */
  static Span span(@Nullable Instant from, @Nullable Instant to) {
    Span span = new Span(from == null ? EARLIEST : from, to == null ? LATEST : to);
    if (!span.from.isBefore(span.to)) {
      throw new BadRequestException(
          "to must be after from %s, was %s".formatted(span.from, span.to));
    }
    if (span.from.isBefore(EARLIEST) || span.to.isAfter(LATEST)) {
      throw new BadRequestException(
          "from and to must lie from %s to %s, were %s and %s"
              .formatted(EARLIEST, LATEST, span.from, span.to));
    }
    return span;
  }

  /**
   * As {@link #span}, for what exists once it is past.
   *
   * @throws BadRequestException if the span is empty or begins in the future
   */
  Span pastSpan(@Nullable Instant from, @Nullable Instant to) {
    Span span = span(from, to);
    Instant now = clock.instant();
    if (span.from.isAfter(now)) {
      throw new BadRequestException(
          "from must not be in the future, after %s, was %s".formatted(now, span.from));
    }
    return span;
  }
}
