package io.tidemark.launcher.soak;

import io.tidemark.launcher.soak.Trend.Kind;
import io.tidemark.launcher.suite.Infrastructure.Server;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Judges whether what a run needed stayed flat. The first third of the run is its warm-up. A level
 * is the median of a third, so that single peaks do not count; the last third's is compared with
 * the second's. Of what keeps history the pace is compared: growth for each hour of the venue.
 */
final class Flatness {

  /** A process that was started later than this before a sample still warms up in it. */
  private static final double WARM_UP_SECONDS = 60;

  private static final int FEWEST_SAMPLES = 3;
  private static final Set<String> SERVERS =
      Arrays.stream(Server.values())
          .map(server -> server.name().toLowerCase(Locale.ROOT))
          .collect(Collectors.toUnmodifiableSet());

  private final List<Sample> second;
  private final List<Sample> last;

  private Flatness(List<Sample> samples) {
    double end = samples.isEmpty() ? 0 : samples.getLast().seconds();
    second = between(samples, end / 3, 2 * end / 3);
    last = between(samples, 2 * end / 3, Double.MAX_VALUE);
  }

  /**
   * The trend of everything that was sampled.
   *
   * @param samples in their order
   */
  static List<Trend> of(List<Sample> samples) {
    Flatness flatness = new Flatness(samples);
    List<Trend> trends = new ArrayList<>();
    for (String process : names(samples, Sample::processes)) {
      flatness.addProcess(process, trends);
    }
    for (String service : names(samples, Sample::heaps)) {
      trends.add(flatness.level(Kind.HEAP, service, sample -> number(sample.heaps().get(service))));
    }
    trends.add(flatness.level(Kind.LAG, "consumers", sample -> number(sample.lag())));
    trends.add(flatness.pace(Kind.KAFKA_MESSAGES, "kafka", sample -> (double) sample.kafkaBytes()));
    for (String table : names(samples, Sample::tables)) {
      trends.add(
          TableGrowth.of(table).orElse(TableGrowth.BOUNDED) == TableGrowth.HISTORY
              ? flatness.pace(Kind.HISTORY_TABLE, table, sample -> bytes(sample, table))
              : flatness.level(Kind.BOUNDED_TABLE, table, sample -> bytes(sample, table)));
    }
    return trends;
  }

  /** The tables of which nobody has said how they may grow. */
  static List<String> unknownTables(List<Sample> samples) {
    return names(samples, Sample::tables).stream()
        .filter(table -> TableGrowth.of(table).isEmpty())
        .toList();
  }

  private void addProcess(String process, List<Trend> trends) {
    trends.add(level(Kind.MEMORY, process, warm(process, ProcessFigures::memoryBytes)));
    trends.add(level(Kind.THREADS, process, warm(process, ProcessFigures::threads)));
    trends.add(
        level(
            SERVERS.contains(process) ? Kind.OPEN_FILES_OF_SERVER : Kind.OPEN_FILES,
            process,
            warm(process, ProcessFigures::openFiles)));
  }

  private static Function<Sample, @Nullable Double> warm(
      String process, ToDoubleFunction<ProcessFigures> figure) {
    return sample -> {
      ProcessFigures figures = sample.processes().get(process);
      return figures == null || figures.ageSeconds() < WARM_UP_SECONDS
          ? null
          : figure.applyAsDouble(figures);
    };
  }

  private static @Nullable Double bytes(Sample sample, String table) {
    TableSizes.Size size = sample.tables().get(table);
    return size == null ? null : (double) size.bytes();
  }

  private static @Nullable Double number(@Nullable Long value) {
    return value == null ? null : (double) value;
  }

  private Trend level(Kind kind, String of, Function<Sample, @Nullable Double> figure) {
    List<Double> before = figures(second, figure);
    List<Double> after = figures(last, figure);
    return before.size() < FEWEST_SAMPLES || after.size() < FEWEST_SAMPLES
        ? Trend.notJudged(kind, of)
        : Trend.of(kind, of, median(before), median(after));
  }

  private Trend pace(Kind kind, String of, Function<Sample, @Nullable Double> bytes) {
    List<Sample> before = second.stream().filter(each -> bytes.apply(each) != null).toList();
    List<Sample> after = last.stream().filter(each -> bytes.apply(each) != null).toList();
    if (before.size() < FEWEST_SAMPLES || after.size() < FEWEST_SAMPLES) {
      return Trend.notJudged(kind, of);
    }
    return Trend.of(kind, of, bytesAnHour(before, bytes), bytesAnHour(after, bytes));
  }

  /** From the first to the last of them; 0 while the venue's time stood. */
  private static double bytesAnHour(
      List<Sample> samples, Function<Sample, @Nullable Double> bytes) {
    Sample first = samples.getFirst();
    Sample end = samples.getLast();
    double hours = Duration.between(first.venueTime(), end.venueTime()).toMillis() / 3.6e6;
    Double from = bytes.apply(first);
    Double to = bytes.apply(end);
    return hours <= 0 || from == null || to == null ? 0 : (to - from) / hours;
  }

  private static List<Sample> between(List<Sample> samples, double from, double to) {
    return samples.stream()
        .filter(sample -> sample.seconds() >= from && sample.seconds() < to)
        .toList();
  }

  private static List<Double> figures(
      List<Sample> samples, Function<Sample, @Nullable Double> figure) {
    List<Double> figures = new ArrayList<>();
    for (Sample sample : samples) {
      Double value = figure.apply(sample);
      if (value != null) {
        figures.add(value);
      }
    }
    return figures;
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  private static SortedSet<String> names(
      List<Sample> samples, Function<Sample, ? extends Map<String, ?>> of) {
    return samples.stream()
        .flatMap(sample -> of.apply(sample).keySet().stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
