package io.tidemark.core.strategy.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.strategy.FigureText;
import io.tidemark.core.strategy.StrategyClass;
import io.tidemark.core.strategy.StrategyParameter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The page about parameters against what the shipped strategies know. A change is recorded with
 * {@code -Dtidemark.strategies.record=true}.
 */
class StrategyPageTest {

  private static final Path PAGE = Path.of("../docs/strategy-parameters.md");

  @Test
  void thePageTellsWhatTheClassesKnow() throws IOException {
    String page = page();
    if (Boolean.getBoolean("tidemark.strategies.record")) {
      Files.writeString(PAGE, page);
    }

    assertThat(Files.readString(PAGE))
        .as("docs/strategy-parameters.md is out of date; -Dtidemark.strategies.record=true")
        .isEqualTo(page);
  }

  private static String page() {
    StringBuilder page = new StringBuilder();
    page.append("# Parameters of the built-in strategies\n\n")
        .append("Generated from the code; `StrategyPageTest` holds it up to date. Any class also")
        .append(" takes `max_bar_age_seconds` (180). A name may\n")
        .append("be nested at its underscores: `rsi: {period: 14}` is `rsi_period: 14`. The")
        .append(" sections `technical` and `momentum_strategy` add\nnothing to the name.\n");
    for (StrategyClass one : BuiltInStrategies.all()) {
      page.append("\n## ").append(one.name()).append("\n\n").append(one.summary());
      if (!one.aliases().isEmpty()) {
        page.append(" Also called ").append(String.join(", ", one.aliases())).append('.');
      }
      page.append("\n\n| parameter | default | range | meaning |\n|---|---|---|---|\n");
      one.parameters().forEach(parameter -> page.append(row(parameter)));
    }
    return page.toString();
  }

  private static String row(StrategyParameter parameter) {
    return "| `%s` | %s | %s | %s |\n"
        .formatted(
            parameter.name(), shown(parameter.preset()), range(parameter), parameter.meaning());
  }

  private static String shown(Object value) {
    return switch (value) {
      case Number number -> FigureText.of(number.doubleValue());
      case List<?> list ->
          "[" + String.join(", ", list.stream().map(StrategyPageTest::shown).toList()) + "]";
      case String text -> text.isEmpty() ? "none" : text;
      default -> value.toString();
    };
  }

  private static String range(StrategyParameter parameter) {
    return switch (parameter.kind()) {
      case WHOLE, NUMBER, NUMBERS ->
          FigureText.of(parameter.least()) + " to " + FigureText.of(parameter.most());
      case FLAG -> "true, false";
      case TEXT, TEXTS -> "";
    };
  }
}
