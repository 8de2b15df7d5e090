package io.tidemark.launcher.observe;

import io.tidemark.kit.codec.Json;
import io.tidemark.model.InstrumentId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;

/**
 * How an observation ended; its fields are the keys of {@code --json}. Counts are of what came
 * while it lasted.
 *
 * @param verdict {@code SOUND}, {@code SOUND BUT} or {@code UNSOUND}
 * @param startedAt by this machine's clock
 * @param seconds that were watched
 * @param interrupted whether it was ended before its time
 * @param speed seconds of the suite's time in one of ours; 1 but in a replay
 * @param questions that were asked
 * @param findings what was not as it should be
 */
public record ObserveReport(
    String verdict,
    Instant startedAt,
    double seconds,
    boolean interrupted,
    double speed,
    long questions,
    List<Finding> findings,
    List<Service> services,
    List<Market> markets,
    Trading trading) {

  public ObserveReport {
    findings = List.copyOf(findings);
    services = List.copyOf(services);
    markets = List.copyOf(markets);
  }

  /**
   * One service.
   *
   * @param up whether it answered the last time and had all that it needs
   * @param answers that came
   * @param p50Millis what half of them did not exceed, in whole milliseconds
   * @param lag messages that its consumers are behind at the end
   * @param worstLag the most of that
   * @param published events of its outbox
   * @param oldestEventSeconds the longest that one was seen to wait for that
   */
  public record Service(
      String service,
      boolean up,
      int restarts,
      long answers,
      int p50Millis,
      int p95Millis,
      int maxMillis,
      long lag,
      long worstLag,
      long published,
      double oldestEventSeconds,
      long deadLetters) {

    private static Service of(ServiceWatch watch) {
      return new Service(
          watch.service().serviceName(),
          watch.isUp(),
          watch.restarts(),
          watch.latencies().count(),
          watch.latencies().quantileMillis(0.5),
          watch.latencies().quantileMillis(0.95),
          watch.latencies().quantileMillis(1),
          watch.flow().behind(),
          watch.flow().worstBehind(),
          Figures.published(watch),
          seconds(watch.flow().oldest()),
          Words.sum(watch.growth().of("tidemark_dead_letters_total")));
    }
  }

  /**
   * One market; ages are by the suite's time.
   *
   * @param state of its stream, and what is wrong with it
   * @param worstAgeSeconds the longest that was seen without an event; null before the first
   * @param worstAgeSecondsByChannel likewise, of each channel
   * @param bars by timeframe
   */
  public record Market(
      String exchange,
      String symbol,
      String state,
      @Nullable Double worstAgeSeconds,
      SortedMap<String, Double> worstAgeSecondsByChannel,
      SortedMap<String, Bars> bars) {}

  /**
   * The bars of one timeframe.
   *
   * @param ageSeconds from the close of the newest one until the end; null before the first
   * @param partial how many have a hole
   * @param missing slots that were traded in and got none
   */
  public record Bars(long seen, long partial, int missing, @Nullable Double ageSeconds) {}

  /**
   * What was traded.
   *
   * @param state what the account may do at the end; empty if it was not told
   * @param realisedPnl by currency, after fees
   */
  public record Trading(
      String state,
      SortedMap<String, Long> decisions,
      SortedMap<String, Long> signals,
      SortedMap<String, Long> denials,
      long orders,
      SortedMap<String, Long> orderStates,
      SortedMap<String, Long> fills,
      long ordersUnknown,
      long openPositions,
      SortedMap<String, BigDecimal> realisedPnl) {}

  static ObserveReport of(
      Observation seen, Instant startedAt, Duration watched, boolean interrupted, long questions) {
    List<Finding> findings = Judge.findings(seen);
    return new ObserveReport(
        Verdict.of(findings).toString(),
        startedAt,
        seconds(watched),
        interrupted,
        Math.round(seen.venueTime().speed() * 10) / 10.0,
        questions,
        findings,
        seen.services().stream().map(Service::of).toList(),
        seen.markets().keySet().stream().map(instrument -> market(seen, instrument)).toList(),
        trading(seen));
  }

  private static Market market(Observation seen, InstrumentId instrument) {
    MarketWatch watch = Objects.requireNonNull(seen.markets().get(instrument), "it is watched");
    SortedMap<String, Double> channels = new TreeMap<>();
    watch.ages().forEach((channel, age) -> channels.put(channel, seconds(age.worst())));
    SortedMap<String, Bars> bars = new TreeMap<>();
    seen.series()
        .getOrDefault(instrument, new TreeMap<>())
        .forEach(
            (timeframe, series) ->
                bars.put(
                    timeframe.code(),
                    new Bars(
                        series.bars(),
                        series.partial(),
                        series.missing().size(),
                        series.age().map(ObserveReport::seconds).orElse(null))));
    return new Market(
        instrument.exchange(),
        instrument.symbol().toString(),
        watch.state(),
        watch.age().map(age -> seconds(age.worst())).orElse(null),
        channels,
        bars);
  }

  private static Trading trading(Observation seen) {
    AccountWatch account = seen.account();
    SortedMap<String, BigDecimal> results = new TreeMap<>();
    account.results().forEach(result -> results.put(result.currency(), result.realisedPnl()));
    return new Trading(
        account.state(),
        Figures.decisions(seen),
        Figures.signals(seen),
        Figures.denials(seen),
        Figures.orders(seen),
        Figures.orderStates(seen),
        Figures.fills(seen),
        seen.services().stream().mapToLong(watch -> watch.flow().unknownNow()).sum(),
        account.openPositions(),
        results);
  }

  private static double seconds(Duration span) {
    return span.toMillis() / 1000.0;
  }

  /** Whether the suite can be relied on, as far as it was watched. */
  public boolean isSound() {
    return findings.stream().allMatch(finding -> finding.weight() == Finding.Weight.REMARK);
  }

  /** Writes the report as JSON. */
  void write(Path file) {
    try {
      Files.write(
          file,
          Json.mapper().writer().with(SerializationFeature.INDENT_OUTPUT).writeValueAsBytes(this));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot write %s; give --json a file in a folder that exists".formatted(file), e);
    }
  }
}
