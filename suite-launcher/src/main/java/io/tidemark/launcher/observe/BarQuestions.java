package io.tidemark.launcher.observe;

import io.tidemark.kit.service.TidemarkService;
import io.tidemark.launcher.observe.Rota.Question;
import io.tidemark.launcher.observe.SuiteReader.Answer;
import io.tidemark.model.InstrumentId;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Asks for the bars of one series; of a slot that lacks its bar, whether it was traded in; and if
 * so, for the bar once more.
 */
final class BarQuestions {

  private static final Duration EVERY = Duration.ofSeconds(20);
  private static final Duration ONCE_MORE = Duration.ofSeconds(10);
  private static final int MOST_BARS = 1000;

  private final Rota rota;
  private final VenueTime time;
  private final InstrumentId instrument;
  private final SeriesWatch series;
  private Instant asked = Instant.EPOCH;

  BarQuestions(Rota rota, VenueTime time, InstrumentId instrument, SeriesWatch series) {
    this.rota = rota;
    this.time = time;
    this.instrument = instrument;
    this.series = series;
  }

  /** The question that the others come from. */
  Question question() {
    return new Question(TidemarkService.INGESTOR, this::fromTheDueOne, this::heard, EVERY);
  }

  private Optional<String> fromTheDueOne() {
    Optional<Instant> due = series.due(time);
    due.ifPresent(slot -> asked = slot);
    return due.map(slot -> candles("&from=%s&size=%d".formatted(slot, MOST_BARS)));
  }

  private void heard(Answer answer, Instant now) {
    JsonNode items = Observation.body(answer).path("items");
    boolean lacks = answer.isOk() && series.see(asked, items, time.last().orElse(asked));
    if (lacks && !series.isSuspect(asked)) {
      Instant slot = asked;
      rota.add(
          Question.once(
              TidemarkService.INGESTOR,
              "/api/v1/trades?" + market() + slot(slot),
              (trades, _) -> heardTrades(slot, trades)),
          System.nanoTime());
    }
  }

  private void heardTrades(Instant slot, Answer answer) {
    if (total(answer) > 0) {
      series.suspect(slot);
      rota.add(
          Question.once(
              TidemarkService.INGESTOR,
              candles(slot(slot)),
              (bar, _) -> {
                if (bar.isOk() && total(bar) == 0) {
                  series.missing(slot);
                }
              }),
          System.nanoTime() + ONCE_MORE.toNanos());
    }
  }

  private static long total(Answer answer) {
    return Observation.body(answer).path("total").asLong(0);
  }

  private String candles(String span) {
    return "/api/v1/candles?%s&timeframe=%s%s".formatted(market(), series.timeframe(), span);
  }

  private String slot(Instant open) {
    return "&from=%s&to=%s&size=1".formatted(open, series.timeframe().closeOf(open));
  }

  private String market() {
    return "exchange=%s&symbol=%s"
        .formatted(
            instrument.exchange(),
            URLEncoder.encode(instrument.symbol().toString(), StandardCharsets.UTF_8));
  }
}
