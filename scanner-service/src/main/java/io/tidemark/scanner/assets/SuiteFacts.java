package io.tidemark.scanner.assets;

import io.tidemark.core.universe.Volatility;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Price;
import io.tidemark.model.Symbol;
import io.tidemark.model.Timeframe;
import io.tidemark.scanner.assets.IngestorClient.Candle;
import io.tidemark.scanner.assets.IngestorClient.Quote;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the suite itself knows of an instrument.
 *
 * <p>Volume is the venue's of the last 24 hours at the last price; where the venue does not tell
 * it, that of the last 24 stored hours at their average prices. It is given in US dollars: a quote
 * currency that is no dollar is converted at the middle of {@code QUOTE/USD} at the same exchange,
 * else of a pair with another currency that counts as a dollar, else of {@code USD/QUOTE}; without
 * any of them the volume is unknown. A quote older than {@link #FRESH} tells nothing.
 */
final class SuiteFacts {

  /** How old a quote may be. */
  static final Duration FRESH = Duration.ofHours(1);

  private static final Duration DAY = Duration.ofDays(1);
  private static final int PERCENT_SCALE = 6;
  private static final int DOLLAR_SCALE = 2;
  private static final String USD = "USD";

  private final IngestorClient ingestor;
  private final SequencedSet<String> dollars;

  /**
   * @param dollars currencies that count as one US dollar, in the order in which pairs with them
   *     are looked for
   */
  SuiteFacts(IngestorClient ingestor, SequencedSet<String> dollars) {
    this.ingestor = ingestor;
    this.dollars = dollars;
  }

  /**
   * Null means unknown.
   *
   * @param volumeMissing what the daily volume lacks, and what to do; null if it is known
   * @param averageDailyVolumeUsd over the closed days of the last 30
   */
  record Known(
      @Nullable BigDecimal dailyVolumeUsd,
      @Nullable String volumeMissing,
      @Nullable BigDecimal averageDailyVolumeUsd,
      @Nullable BigDecimal spreadPct,
      @Nullable BigDecimal volatilityPct,
      @Nullable Boolean tradable,
      @Nullable Instant firstBar) {}

  /**
   * What is known of it now.
   *
   * @throws SourceException if the ingestor does not answer
   */
  Known of(InstrumentId instrument, Instant now) {
    Optional<Quote> quote = freshQuote(instrument, now);
    Optional<BigDecimal> rate = dollarsFor(instrument, now);
    List<Candle> days = days(instrument, now);
    Optional<BigDecimal> volume =
        quote.flatMap(SuiteFacts::volume).or(() -> storedVolume(instrument, now));
    return new Known(
        dollars(rate, volume),
        volumeMissing(instrument, rate, volume),
        dollars(rate, averageVolume(days)),
        quote.map(SuiteFacts::spread).orElse(null),
        Volatility.ofDailyCloses(days.stream().map(day -> day.close().toDouble()).toList())
            .orElse(null),
        ingestor.tradable(instrument).orElse(null),
        ingestor.firstBar(instrument).orElse(null));
  }

  private Optional<Quote> freshQuote(InstrumentId instrument, Instant now) {
    return ingestor
        .quote(instrument)
        .filter(quote -> !quote.eventTime().isBefore(now.minus(FRESH)));
  }

  private static BigDecimal spread(Quote quote) {
    BigDecimal middle = middle(quote);
    return quote
        .ask()
        .value()
        .subtract(quote.bid().value())
        .multiply(BigDecimal.valueOf(100))
        .divide(middle, PERCENT_SCALE, RoundingMode.HALF_UP);
  }

  private static BigDecimal middle(Quote quote) {
    return quote.bid().value().add(quote.ask().value()).divide(BigDecimal.TWO);
  }

  /** In the quote currency. */
  private static Optional<BigDecimal> volume(Quote quote) {
    if (quote.volume24h() == null) {
      return Optional.empty();
    }
    BigDecimal price = quote.last() == null ? middle(quote) : quote.last().value();
    return Optional.of(quote.volume24h().value().multiply(price));
  }

  /** Of a day of which no hour is stored nothing is known. */
  private Optional<BigDecimal> storedVolume(InstrumentId instrument, Instant now) {
    return ingestor.candles(instrument, Timeframe.H1, now.minus(DAY), now).stream()
        .map(SuiteFacts::notional)
        .reduce(BigDecimal::add);
  }

  private List<Candle> days(InstrumentId instrument, Instant now) {
    Instant today = Timeframe.D1.openOf(now);
    return ingestor.candles(
        instrument, Timeframe.D1, today.minus(DAY.multipliedBy(Volatility.DAYS + 1L)), today);
  }

  private static Optional<BigDecimal> averageVolume(List<Candle> days) {
    return days.stream()
        .map(SuiteFacts::notional)
        .reduce(BigDecimal::add)
        .map(sum -> sum.divide(BigDecimal.valueOf(days.size()), MathContext.DECIMAL64));
  }

  private static BigDecimal notional(Candle candle) {
    Price price = candle.vwap() == null ? candle.close() : candle.vwap();
    return price.times(candle.volume());
  }

  private static @Nullable BigDecimal dollars(
      Optional<BigDecimal> rate, Optional<BigDecimal> amount) {
    return rate.flatMap(factor -> amount.map(factor::multiply))
        .map(value -> value.setScale(DOLLAR_SCALE, RoundingMode.HALF_UP))
        .orElse(null);
  }

  private @Nullable String volumeMissing(
      InstrumentId instrument, Optional<BigDecimal> rate, Optional<BigDecimal> volume) {
    if (volume.isEmpty()) {
      return "the ingestor has neither a quote of the last hour nor bars of the last day";
    }
    if (rate.isPresent()) {
      return null;
    }
    String quote = instrument.symbol().quote();
    return "the ingestor has no quote of the last hour that tells what %s is worth; add %s to symbols"
            .formatted(
                quote,
                dollars.stream()
                    .map(dollar -> quote + "/" + dollar)
                    .collect(Collectors.joining(" or ")))
        + ", or %s to filtering.usd_equivalents if it is worth a dollar".formatted(quote);
  }

  /** What one unit of the instrument's quote currency is worth in dollars. */
  private Optional<BigDecimal> dollarsFor(InstrumentId instrument, Instant now) {
    String quote = instrument.symbol().quote();
    if (dollars.contains(quote)) {
      return Optional.of(BigDecimal.ONE);
    }
    Optional<BigDecimal> rate = Optional.empty();
    for (String dollar : dollars) {
      if (rate.isEmpty()) {
        rate = middleOf(instrument.exchange(), quote, dollar, now);
      }
    }
    return rate.or(
        () ->
            middleOf(instrument.exchange(), USD, quote, now)
                .map(inverse -> BigDecimal.ONE.divide(inverse, MathContext.DECIMAL64)));
  }

  private Optional<BigDecimal> middleOf(String exchange, String base, String quote, Instant now) {
    return freshQuote(new InstrumentId(exchange, new Symbol(base, quote)), now)
        .map(SuiteFacts::middle);
  }
}
