package io.tidemark.launcher.observe;

import io.tidemark.kit.codec.Json;
import io.tidemark.kit.service.TidemarkService;
import io.tidemark.launcher.observe.SuiteReader.Answer;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Symbol;
import io.tidemark.model.Timeframe;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * All that is seen of a suite. What takes in an answer throws {@link IllegalArgumentException},
 * {@link java.time.DateTimeException} or {@link JacksonException} if it is not of the form that the
 * service's interface says. Not safe for use by several threads.
 */
final class Observation {

  private final Map<TidemarkService, ServiceWatch> services = new EnumMap<>(TidemarkService.class);
  private final SortedMap<InstrumentId, MarketWatch> markets = new TreeMap<>();
  private final SortedMap<InstrumentId, SortedMap<Timeframe, SeriesWatch>> series = new TreeMap<>();
  private final AccountWatch account = new AccountWatch();
  private final VenueTime venueTime = new VenueTime();
  private final Trouble silence = new Trouble();
  private long heard = -1;

  Observation() {
    for (TidemarkService service : TidemarkService.values()) {
      services.put(service, new ServiceWatch(service));
    }
  }

  ServiceWatch service(TidemarkService service) {
    return Objects.requireNonNull(services.get(service), "every service is watched");
  }

  /** In their usual order. */
  Collection<ServiceWatch> services() {
    return services.values();
  }

  SortedMap<InstrumentId, MarketWatch> markets() {
    return markets;
  }

  /** By instrument and timeframe. */
  SortedMap<InstrumentId, SortedMap<Timeframe, SeriesWatch>> series() {
    return series;
  }

  /** Whether the ingestor told its streams, and there are none. */
  boolean streamsNothing() {
    return heard >= 0 && markets.isEmpty();
  }

  AccountWatch account() {
    return account;
  }

  VenueTime venueTime() {
    return venueTime;
  }

  /** That no trade, ticker or book came. */
  Trouble silence() {
    return silence;
  }

  /** Takes in the figures of a service. */
  void metrics(TidemarkService service, Answer answer, Instant now) {
    if (answer.isOk()) {
      service(service).metrics(MetricsPage.parse(answer.body()), now);
    }
  }

  /** Takes in {@code streams}. */
  void streams(Answer answer, Instant now) {
    long count = 0;
    for (JsonNode stream : body(answer)) {
      InstrumentId instrument = instrument(stream, stream.path("symbol").asString(""));
      markets
          .computeIfAbsent(instrument, _ -> new MarketWatch())
          .see(stream, venueTime, now)
          .ifPresent(told -> venueTime.see(told, now));
      watch(instrument, Timeframe.M1);
      count +=
          stream.path("trades").asLong(0)
              + stream.path("tickers").asLong(0)
              + stream.path("books").asLong(0);
    }
    if (answer.isOk()) {
      silence.see(count == heard, "no trade, ticker or book came", now);
      heard = count;
    }
  }

  /** Takes in {@code strategies}: what they decide on is watched, where it is streamed. */
  void strategies(Answer answer) {
    for (JsonNode strategy : body(answer).path("items")) {
      for (JsonNode symbol : strategy.path("symbols")) {
        InstrumentId instrument = instrument(strategy, symbol.asString(""));
        if (markets.containsKey(instrument)) {
          watch(instrument, Timeframe.parse(strategy.path("primaryTimeframe").asString("")));
        }
      }
    }
  }

  private void watch(InstrumentId instrument, Timeframe timeframe) {
    series
        .computeIfAbsent(instrument, _ -> new TreeMap<>())
        .computeIfAbsent(timeframe, SeriesWatch::new);
  }

  /** Takes in {@code risk}. */
  void account(Answer answer) {
    if (answer.isOk()) {
      account.see(body(answer));
    }
  }

  /**
   * The answer's JSON; an empty object if it is an error, which is noted where it is asked for.
   *
   * @throws JacksonException if it is none
   */
  static JsonNode body(Answer answer) {
    return answer.isOk() ? Json.mapper().readTree(answer.body()) : Json.mapper().createObjectNode();
  }

  private static InstrumentId instrument(JsonNode of, String symbol) {
    return new InstrumentId(of.path("exchange").asString(""), Symbol.parse(symbol));
  }
}
