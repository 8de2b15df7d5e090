package io.tidemark.kit.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.kit.configuration.StrategyAliases.Alias;
import io.tidemark.model.Timeframe;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/configuration.md} names every key, alias and default that there is, and no others.
 */
class ConfigurationReferenceTest {

  private static final Pattern ROW =
      Pattern.compile("^\\| `([^`]+)` \\| (.*?) (?:\\| .* )?\\|$", Pattern.MULTILINE);

  private final String reference = read();

  private static String read() {
    try {
      return Files.readString(
          Path.of(System.getProperty("tidemark.root"), "docs", "configuration.md"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void namesEveryKeyOfTheSuite() {
    assertThat(rows("## The suite", "### Accepted").keySet())
        .containsExactlyInAnyOrderElementsOf(keys(SuiteConfiguration.class).keySet());
  }

  @Test
  void namesEveryKeyOfAStrategy() {
    assertThat(rows("## A strategy", "### Other names").keySet())
        .containsExactlyInAnyOrderElementsOf(keys(StrategyFile.class).keySet());
  }

  @Test
  void namesEveryKeyOfAModel() {
    assertThat(rows("## A model", "## Changes").keySet())
        .containsExactlyInAnyOrderElementsOf(keys(TrainingFile.class).keySet());
  }

  @Test
  void namesWhatHasNoEffect() {
    assertThat(rows("### Accepted", "## A strategy").keySet())
        .containsExactlyInAnyOrderElementsOf(SuiteFile.WITHOUT_EFFECT.keySet());
  }

  @Test
  void namesEveryOtherName() {
    Map<String, String> aliases = new TreeMap<>();
    for (Alias alias : StrategyAliases.ALIASES) {
      boolean ofExit = alias.alias().replace("exit.", "exits.").equals(alias.canonical());
      if (!ofExit) {
        aliases.put(alias.alias(), "`" + alias.canonical() + "`");
      }
    }
    for (Alias alias : StrategyAliases.LEVEL_ALIASES) {
      String level = "exits.take_profit_levels[].";
      aliases.put(level + alias.alias(), "`" + level + alias.canonical() + "`");
    }

    assertThat(rows("### Other names", "## A model")).containsExactlyInAnyOrderEntriesOf(aliases);
  }

  @Test
  void tellsTheSuitesDefaults() {
    SuiteConfiguration suite =
        YamlBinding.bind(
            YamlDocument.parse(Path.of("s.yaml"), "exchange: {name: kraken}\nfiltering: {}\n"),
            SuiteConfiguration.class);

    assertDefaults(rows("## The suite", "### Accepted"), suite);
  }

  @Test
  void tellsAModelsDefaults() {
    TrainingFile file =
        YamlBinding.bind(
            YamlDocument.parse(
                Path.of("m.yaml"),
                """
                training: {model_name: m, model_type: lstm}
                data: {exchange: kraken, symbol: BTC/USD, timeframe: 1m}
                features: {lag_features: {periods: [1]}}
                """),
            TrainingFile.class);
    Map<String, String> rows = rows("## A model", "## Changes");
    rows.remove("features.lag_features.periods");

    assertDefaults(rows, file);
  }

  private static void assertDefaults(Map<String, String> rows, Record configuration) {
    Map<String, String> defaults = new TreeMap<>();
    collect("", configuration, configuration.getClass(), defaults);
    rows.values().removeIf("required"::equals);
    rows.keySet().removeIf(key -> key.contains("[]"));

    assertThat(defaults).containsAllEntriesOf(rows);
  }

  private static void collect(
      String path, @Nullable Object section, Class<?> type, Map<String, String> into) {
    RecordKeys.of(type)
        .forEach(
            (name, component) -> {
              String key = path + name;
              Object value = section == null ? null : valueOf(component, section);
              Optional<Class<?>> part = RecordKeys.recordOf(component);
              if (part.isPresent() && !(value instanceof List)) {
                collect(key + ".", value, part.get(), into);
              } else {
                into.put(key, text(value));
              }
            });
  }

  private static @Nullable Object valueOf(RecordComponent component, Object section) {
    try {
      return component.getAccessor().invoke(section);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String text(@Nullable Object value) {
    return switch (value) {
      case null -> "none";
      case BigDecimal number -> number.toPlainString();
      case Duration wait -> text(wait);
      case Timeframe timeframe -> timeframe.code();
      case Enum<?> choice -> choice.toString().toLowerCase(Locale.ROOT);
      case Map<?, ?> map when map.isEmpty() -> "none";
      case Collection<?> list when list.isEmpty() -> "none";
      case Collection<?> list ->
          list.stream().map(ConfigurationReferenceTest::text).collect(Collectors.joining(", "));
      default -> value.toString();
    };
  }

  private static String text(Duration wait) {
    Map<Duration, String> units = new LinkedHashMap<>();
    units.put(Duration.ofDays(1), "d");
    units.put(Duration.ofHours(1), "h");
    units.put(Duration.ofMinutes(1), "m");
    units.put(Duration.ofSeconds(1), "s");
    return units.entrySet().stream()
        .filter(unit -> wait.toMillis() % unit.getKey().toMillis() == 0)
        .findFirst()
        .map(unit -> wait.dividedBy(unit.getKey()) + unit.getValue())
        .orElse(wait.toMillis() + "ms");
  }

  /** The rows of the tables between two headings: what is in code, and the cell after it. */
  private Map<String, String> rows(String from, String to) {
    int start = reference.indexOf("\n" + from);
    Matcher row = ROW.matcher(reference.substring(start, reference.indexOf("\n" + to, start)));
    Map<String, String> rows = new TreeMap<>();
    while (row.find()) {
      assertThat(rows.put(row.group(1), row.group(2))).as("%s twice", row.group(1)).isNull();
    }
    return rows;
  }

  private static SortedMap<String, RecordComponent> keys(Class<?> type) {
    SortedMap<String, RecordComponent> keys = new TreeMap<>();
    RecordKeys.of(type)
        .forEach(
            (name, component) -> {
              String step = List.class.isAssignableFrom(component.getType()) ? "[]." : ".";
              RecordKeys.recordOf(component)
                  .ifPresentOrElse(
                      section ->
                          keys(section).forEach((key, leaf) -> keys.put(name + step + key, leaf)),
                      () -> keys.put(name, component));
            });
    return keys;
  }
}
