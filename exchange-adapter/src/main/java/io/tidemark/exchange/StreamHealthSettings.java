package io.tidemark.exchange;

import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * When a stream that tells nothing is doubted. Silences are measured by the machine's own rising
 * clock while the stream is being listened to, whatever the speed of the suite's clock.
 *
 * @param connectionSilence without a single message, after which the venue is sent a ping
 * @param pingTimeout without a message after a ping, after which the connection is made anew
 * @param confirmTimeout for the answer to a subscription: then it is asked for once more, and then
 *     the connection is made anew
 * @param channelSilence of each market channel, after which the venue is asked by REST whether it
 *     has something newer; every channel has one
 * @param accountSilence of the account's channels, after which the venue is asked likewise
 * @param arrivalGrace how long what the venue has newer may take to arrive on the stream
 * @param questionPause between two such questions of one stream, at least
 * @param longestPause between two such questions about a channel that stays quiet
 * @param futureTolerance how far ahead of the venue's clock, or the suite's where that is later,
 *     data may be dated; where the suite's clock runs faster than the machine's, as many times more
 */
public record StreamHealthSettings(
    Duration connectionSilence,
    Duration pingTimeout,
    Duration confirmTimeout,
    Map<MarketChannel, Duration> channelSilence,
    Duration accountSilence,
    Duration arrivalGrace,
    Duration questionPause,
    Duration longestPause,
    Duration futureTolerance) {

  /** Looking more often than this finds nothing sooner. */
  private static final Duration LONGEST_TICK = Duration.ofMillis(250);

  private static final int QUESTIONS_SHARE = 5;

  /**
   * @throws IllegalArgumentException if one is not above 0, or a channel has no silence
   */
  public StreamHealthSettings {
    requirePositive("connectionSilence", connectionSilence);
    requirePositive("pingTimeout", pingTimeout);
    requirePositive("confirmTimeout", confirmTimeout);
    for (MarketChannel channel : MarketChannel.values()) {
      Duration silence = channelSilence.get(channel);
      if (silence == null) {
        throw new IllegalArgumentException(
            "streamHealth.channelSilence must name %s, named %s"
                .formatted(channel, channelSilence.keySet()));
      }
      requirePositive("channelSilence." + channel, silence);
    }
    requirePositive("accountSilence", accountSilence);
    requirePositive("arrivalGrace", arrivalGrace);
    requirePositive("questionPause", questionPause);
    requirePositive("longestPause", longestPause);
    requirePositive("futureTolerance", futureTolerance);
    channelSilence = Map.copyOf(channelSilence);
  }

  /**
   * For venues that send a heartbeat about once a second: ping after 10 s and make anew 5 s later,
   * confirmations within 10 s, books and tickers doubted after 30 s, trades, candles and accounts
   * after 60 s, 5 s to arrive, a question a second at most and each 10 minutes about what stays
   * quiet, 10 s into the future.
   */
  public static StreamHealthSettings defaults() {
    Map<MarketChannel, Duration> silence = new EnumMap<>(MarketChannel.class);
    silence.put(MarketChannel.BOOK, Duration.ofSeconds(30));
    silence.put(MarketChannel.TICKER, Duration.ofSeconds(30));
    silence.put(MarketChannel.TRADES, Duration.ofSeconds(60));
    silence.put(MarketChannel.CANDLES, Duration.ofSeconds(60));
    return new StreamHealthSettings(
        Duration.ofSeconds(10),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        silence,
        Duration.ofSeconds(60),
        Duration.ofSeconds(5),
        Duration.ofSeconds(1),
        Duration.ofMinutes(10),
        Duration.ofSeconds(10));
  }

  /**
   * The same with some other waits, as a configuration names them.
   *
   * @param waits by name: {@code connection_silence}, {@code ping_timeout}, {@code
   *     confirm_timeout}, {@code trades_silence}, {@code ticker_silence}, {@code book_silence},
   *     {@code candles_silence}, {@code account_silence}, {@code arrival_grace}, {@code
   *     question_pause}, {@code longest_pause} and {@code future_tolerance}
   * @throws IllegalArgumentException if there is no wait of a name, or one is not above 0
   */
  public StreamHealthSettings with(Map<String, Duration> waits) {
    Map<String, Duration> all = waits();
    for (Map.Entry<String, Duration> wait : new TreeMap<>(waits).entrySet()) {
      if (all.replace(wait.getKey(), wait.getValue()) == null) {
        throw new IllegalArgumentException(
            "stream_health.%s is not known; known are %s"
                .formatted(wait.getKey(), waits().keySet()));
      }
      if (!wait.getValue().isPositive()) {
        throw new IllegalArgumentException(
            "stream_health.%s must be above 0, was %s".formatted(wait.getKey(), wait.getValue()));
      }
    }
    Map<MarketChannel, Duration> silence = new EnumMap<>(MarketChannel.class);
    for (MarketChannel channel : MarketChannel.values()) {
      silence.put(channel, all.getOrDefault(silenceName(channel), accountSilence));
    }
    return new StreamHealthSettings(
        all.getOrDefault("connection_silence", connectionSilence),
        all.getOrDefault("ping_timeout", pingTimeout),
        all.getOrDefault("confirm_timeout", confirmTimeout),
        silence,
        all.getOrDefault("account_silence", accountSilence),
        all.getOrDefault("arrival_grace", arrivalGrace),
        all.getOrDefault("question_pause", questionPause),
        all.getOrDefault("longest_pause", longestPause),
        all.getOrDefault("future_tolerance", futureTolerance));
  }

  private Map<String, Duration> waits() {
    Map<String, Duration> waits = new LinkedHashMap<>();
    waits.put("connection_silence", connectionSilence);
    waits.put("ping_timeout", pingTimeout);
    waits.put("confirm_timeout", confirmTimeout);
    for (MarketChannel channel : MarketChannel.values()) {
      waits.put(silenceName(channel), silenceOf(channel));
    }
    waits.put("account_silence", accountSilence);
    waits.put("arrival_grace", arrivalGrace);
    waits.put("question_pause", questionPause);
    waits.put("longest_pause", longestPause);
    waits.put("future_tolerance", futureTolerance);
    return waits;
  }

  private static String silenceName(MarketChannel channel) {
    return channel.name().toLowerCase(Locale.ROOT) + "_silence";
  }

  /**
   * The same, with so long a pause between questions that those of one stream take at most a fifth
   * of a limit of requests.
   */
  public StreamHealthSettings within(ExchangeSettings.RateLimit limit) {
    Duration fair = limit.period().multipliedBy(QUESTIONS_SHARE).dividedBy(limit.requests());
    return new StreamHealthSettings(
        connectionSilence,
        pingTimeout,
        confirmTimeout,
        channelSilence,
        accountSilence,
        arrivalGrace,
        fair.compareTo(questionPause) > 0 ? fair : questionPause,
        longestPause,
        futureTolerance);
  }

  /** How long this channel may be silent before it is doubted. */
  public Duration silenceOf(MarketChannel channel) {
    return channelSilence.getOrDefault(channel, accountSilence);
  }

  /** How often to look: a quarter of the shortest wait, at most 250 ms and at least 1 ms. */
  public Duration tick() {
    Duration shortest = LONGEST_TICK.multipliedBy(4);
    for (Duration wait :
        new Duration[] {connectionSilence, pingTimeout, confirmTimeout, arrivalGrace}) {
      shortest = wait.compareTo(shortest) < 0 ? wait : shortest;
    }
    for (Duration wait : channelSilence.values()) {
      shortest = wait.compareTo(shortest) < 0 ? wait : shortest;
    }
    return Duration.ofMillis(Math.max(1, shortest.toMillis() / 4));
  }

  private static void requirePositive(String field, Duration value) {
    if (!value.isPositive()) {
      throw new IllegalArgumentException(
          "streamHealth.%s must be above 0, was %s".formatted(field, value));
    }
  }
}
