package io.tidemark.kit.configuration;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * When streams are doubted; null for the usual.
 *
 * @param connectionSilence without a message, after which the venue is sent a ping
 * @param pingTimeout without an answer to it, after which the connection is made anew
 * @param confirmTimeout for the answer to a subscription
 * @param tradesSilence after which the venue is asked whether it has newer trades
 * @param tickerSilence likewise of the top of the book
 * @param bookSilence likewise of books
 * @param candlesSilence likewise of the venue's candles
 * @param accountSilence likewise of the account's orders and fills
 * @param arrivalGrace how long what the venue has newer may take to arrive
 * @param futureTolerance how far ahead of the venue's clock data may be dated
 */
public record StreamHealth(
    @Nullable Duration connectionSilence,
    @Nullable Duration pingTimeout,
    @Nullable Duration confirmTimeout,
    @Nullable Duration tradesSilence,
    @Nullable Duration tickerSilence,
    @Nullable Duration bookSilence,
    @Nullable Duration candlesSilence,
    @Nullable Duration accountSilence,
    @Nullable Duration arrivalGrace,
    @Nullable Duration futureTolerance) {

  static final StreamHealth USUAL =
      new StreamHealth(null, null, null, null, null, null, null, null, null, null);

  public StreamHealth {
    positive("connection_silence", connectionSilence);
    positive("ping_timeout", pingTimeout);
    positive("confirm_timeout", confirmTimeout);
    positive("trades_silence", tradesSilence);
    positive("ticker_silence", tickerSilence);
    positive("book_silence", bookSilence);
    positive("candles_silence", candlesSilence);
    positive("account_silence", accountSilence);
    positive("arrival_grace", arrivalGrace);
    positive("future_tolerance", futureTolerance);
  }

  private static void positive(String key, @Nullable Duration wait) {
    if (wait != null && !wait.isPositive()) {
      throw new IllegalArgumentException(
          "exchange.stream_health.%s must be above 0, was %s".formatted(key, wait));
    }
  }

  /** Those that are given, by their keys. */
  Map<String, Duration> waits() {
    Map<String, Duration> given = new LinkedHashMap<>();
    put(given, "connection_silence", connectionSilence);
    put(given, "ping_timeout", pingTimeout);
    put(given, "confirm_timeout", confirmTimeout);
    put(given, "trades_silence", tradesSilence);
    put(given, "ticker_silence", tickerSilence);
    put(given, "book_silence", bookSilence);
    put(given, "candles_silence", candlesSilence);
    put(given, "account_silence", accountSilence);
    put(given, "arrival_grace", arrivalGrace);
    put(given, "future_tolerance", futureTolerance);
    return given;
  }

  private static void put(Map<String, Duration> given, String key, @Nullable Duration wait) {
    if (wait != null) {
      given.put(key, wait);
    }
  }
}
