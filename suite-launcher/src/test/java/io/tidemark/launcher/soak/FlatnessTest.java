package io.tidemark.launcher.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.launcher.soak.Trend.Kind;
import io.tidemark.launcher.soak.Trend.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A leak is found, and noise is not taken for one. */
class FlatnessTest {

  private static final Instant BEGIN = Instant.parse("2025-01-06T00:00:00Z");
  private static final int SAMPLES = 360;
  private static final double MEGABYTE = 1024 * 1024;
  private static final String SERVICE = "scanner-service";

  private final SplittableRandom random = new SplittableRandom(7);

  private static ProcessFigures process(double age, double memory, double threads, double files) {
    return new ProcessFigures(1, age, (long) memory, (int) threads, (int) files, 1);
  }

  private static ProcessFigures quiet(double age) {
    return process(age, 100 * MEGABYTE, 40, 100);
  }

  /** One an hour of the venue and ten seconds of the machine. */
  private static Sample sample(
      int number,
      @Nullable Long lag,
      long kafka,
      Map<String, ProcessFigures> processes,
      Map<String, Long> heaps,
      Map<String, TableSizes.Size> tables) {
    return new Sample(
        number * 10, BEGIN.plusSeconds(3600L * number), lag, kafka, processes, heaps, tables);
  }

  private static List<Sample> ofProcesses(IntFunction<Map<String, ProcessFigures>> processes) {
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < SAMPLES; i++) {
      samples.add(sample(i, 0L, 0, processes.apply(i), Map.of(), Map.of()));
    }
    return samples;
  }

  private static List<Sample> ofTable(String name, IntToDoubleFunction bytes) {
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < SAMPLES; i++) {
      samples.add(
          sample(
              i,
              0L,
              0,
              Map.of(),
              Map.of(),
              Map.of(name, new TableSizes.Size((long) bytes.applyAsDouble(i), 0))));
    }
    return samples;
  }

  private static Outcome outcome(List<Sample> samples, Kind kind) {
    return trend(samples, kind).outcome();
  }

  private static Trend trend(List<Sample> samples, Kind kind) {
    return Flatness.of(samples).stream()
        .filter(trend -> trend.kind() == kind)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void findsMemoryThatLeaksUnderNoise() {
    List<Sample> samples =
        ofProcesses(
            i ->
                Map.of(
                    SERVICE,
                    process(
                        60 + i * 10,
                        (100 + i * 0.4 + random.nextGaussian() * 10) * MEGABYTE,
                        40,
                        100)));

    assertThat(outcome(samples, Kind.MEMORY)).isEqualTo(Outcome.GROWS);
    assertThat(outcome(samples, Kind.THREADS)).isEqualTo(Outcome.FLAT);
  }

  @Test
  void takesNoiseAndPeaksForFlat() {
    List<Sample> samples =
        ofProcesses(
            i ->
                Map.of(
                    SERVICE,
                    process(
                        60 + i * 10,
                        (150 + random.nextGaussian() * 30 + (i % 50 == 0 ? 500 : 0)) * MEGABYTE,
                        40 + random.nextInt(6),
                        100 + random.nextInt(8))));

    assertThat(Flatness.of(samples))
        .filteredOn(trend -> trend.of().equals(SERVICE))
        .hasSize(3)
        .allSatisfy(trend -> assertThat(trend.outcome()).isEqualTo(Outcome.FLAT));
  }

  @Test
  void leavesTheWarmUpOut() {
    List<Sample> processes =
        ofProcesses(
            i -> Map.of(SERVICE, process(60 + i * 10, Math.min(120, i) * MEGABYTE, 40, 100)));
    List<Sample> table =
        ofTable("positions.journal", i -> 5 * MEGABYTE * Math.max(0, i - SAMPLES / 3));

    assertThat(outcome(processes, Kind.MEMORY)).isEqualTo(Outcome.FLAT);
    assertThat(outcome(table, Kind.HISTORY_TABLE)).isEqualTo(Outcome.FLAT);
  }

  @Test
  void findsALeakThatGoesOnOverRestarts() {
    List<Sample> samples =
        ofProcesses(
            i -> {
              double age = i % 30 * 10;
              return Map.of(SERVICE, process(age, (60 + age / 5 + i * 0.5) * MEGABYTE, 40, 100));
            });

    assertThat(outcome(samples, Kind.MEMORY)).isEqualTo(Outcome.GROWS);
  }

  @Test
  void doesNotTakeAStartForGrowthNorForFlat() {
    List<Sample> samples = ofProcesses(i -> Map.of(SERVICE, quiet(i % 5 * 10)));

    assertThat(outcome(samples, Kind.MEMORY)).isEqualTo(Outcome.NOT_JUDGED);
  }

  @Test
  void findsThreadsAndFilesThatAreNotGivenBack() {
    List<Sample> samples =
        ofProcesses(
            i -> Map.of(SERVICE, process(60 + i * 10, 100 * MEGABYTE, 40 + i / 10, 100 + i / 10)));

    assertThat(outcome(samples, Kind.THREADS)).isEqualTo(Outcome.GROWS);
    assertThat(outcome(samples, Kind.OPEN_FILES)).isEqualTo(Outcome.GROWS);
  }

  @Test
  void allowsServersMoreFilesThanServices() {
    List<Sample> samples =
        ofProcesses(
            i ->
                Map.of(
                    "kafka",
                    process(60 + i * 10, 1, 40, 1000 + i / 3),
                    SERVICE,
                    process(60 + i * 10, 1, 40, 1000 + i / 3)));

    assertThat(outcome(samples, Kind.OPEN_FILES_OF_SERVER)).isEqualTo(Outcome.FLAT);
    assertThat(outcome(samples, Kind.OPEN_FILES)).isEqualTo(Outcome.GROWS);
  }

  @Test
  void findsLiveDataThatGrowsThoughItIsSeldomSeen() {
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < SAMPLES; i++) {
      Map<String, Long> heaps =
          i % 12 == 0 ? Map.of(SERVICE, (long) ((40 + i * 0.2) * MEGABYTE)) : Map.of();
      samples.add(sample(i, 0L, 0, Map.of(), heaps, Map.of()));
    }

    assertThat(outcome(samples, Kind.HEAP)).isEqualTo(Outcome.GROWS);
  }

  @Test
  void findsConsumersThatFallBehindAndNotOnesThatCatchUp() {
    List<Sample> behind = new ArrayList<>();
    List<Sample> catchingUp = new ArrayList<>();
    for (int i = 0; i < SAMPLES; i++) {
      behind.add(sample(i, 100L * i, 0, Map.of(), Map.of(), Map.of()));
      long peak = i % 6 == 0 ? 50_000 : 1_000;
      catchingUp.add(sample(i, i % 6 == 1 ? null : (Long) peak, 0, Map.of(), Map.of(), Map.of()));
    }

    assertThat(outcome(behind, Kind.LAG)).isEqualTo(Outcome.GROWS);
    assertThat(outcome(catchingUp, Kind.LAG)).isEqualTo(Outcome.FLAT);
  }

  @Test
  void takesHistoryThatGrowsEvenlyForFlat() {
    Trend trend = trend(ofTable("market_data.candle", i -> 5 * MEGABYTE * i), Kind.HISTORY_TABLE);

    assertThat(trend.outcome()).isEqualTo(Outcome.FLAT);
    assertThat(trend.last()).isEqualTo(5 * MEGABYTE);
  }

  @Test
  void findsHistoryThatGrowsFasterAndFaster() {
    List<Sample> samples = ofTable("positions.journal", i -> MEGABYTE * i * i / 20.0);

    assertThat(outcome(samples, Kind.HISTORY_TABLE)).isEqualTo(Outcome.GROWS);
  }

  @Test
  void findsATableThatShouldStaySmall() {
    assertThat(outcome(ofTable("execution.outbox", i -> MEGABYTE * i / 10), Kind.BOUNDED_TABLE))
        .isEqualTo(Outcome.GROWS);
    assertThat(outcome(ofTable("execution.outbox", i -> i % 9 * MEGABYTE), Kind.BOUNDED_TABLE))
        .isEqualTo(Outcome.FLAT);
  }

  @Test
  void tellsTablesThatNobodyHasClassed() {
    List<Sample> samples = ofTable("execution.surprise", i -> 0);

    assertThat(Flatness.unknownTables(samples)).containsExactly("execution.surprise");
  }

  @Test
  void judgesNothingWithoutSamples() {
    assertThat(Flatness.of(List.of())).extracting(Trend::outcome).containsOnly(Outcome.NOT_JUDGED);
  }
}
