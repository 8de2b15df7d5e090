package io.tidemark.core.indicator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * The page about indicators against the catalogue. A change of its tables is recorded with {@code
 * -Dtidemark.indicators.record=true}; the text round them is written by hand.
 */
class IndicatorPageTest {

  private static final Path PAGE = Path.of("../docs/indicators.md");
  private static final String START = "<!-- catalogue -->\n";
  private static final String END = "<!-- end of catalogue -->";

  @Test
  void listsTheCatalogueAndTheFields() throws IOException {
    String page = Files.readString(PAGE);
    String before = page.substring(0, page.indexOf(START) + START.length());
    String after = page.substring(page.indexOf(END));
    String now = before + tables() + after;
    if (Boolean.getBoolean("tidemark.indicators.record")) {
      Files.writeString(PAGE, now);
    }

    assertThat(Files.readString(PAGE))
        .as("the page is out of date; run with -Dtidemark.indicators.record=true")
        .isEqualTo(now);
  }

  private static String tables() {
    StringBuilder text = new StringBuilder("| written as | values | what it is |\n|---|---|---|\n");
    for (IndicatorDefinition definition : IndicatorCatalogue.standard().definitions()) {
      String values =
          definition.outputs().isEmpty()
              ? ""
              : "`." + String.join("` `.", definition.outputs()) + "`";
      text.append(
          "| `%s` | %s | %s |\n".formatted(definition.signature(), values, definition.summary()));
    }
    text.append("\n| field | what it is |\n|---|---|\n");
    for (BarField field : BarField.values()) {
      text.append("| `%s` | %s |\n".formatted(field.ruleName(), field.summary()));
    }
    return text.toString();
  }
}
