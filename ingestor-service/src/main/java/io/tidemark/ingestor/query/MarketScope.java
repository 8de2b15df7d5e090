package io.tidemark.ingestor.query;

import io.tidemark.kit.configuration.SuiteConfiguration;
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

  MarketScope(SuiteConfiguration configuration) {
    this.configuredExchange = configuration.exchange().name();
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
}
