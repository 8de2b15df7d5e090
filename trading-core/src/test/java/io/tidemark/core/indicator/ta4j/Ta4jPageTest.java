package io.tidemark.core.indicator.ta4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * The page about ta4j's indicators against the library. A change is recorded with {@code
 * -Dtidemark.indicators.record=true}.
 */
class Ta4jPageTest {

  private static final Path PAGE = Path.of("../docs/ta4j-indicators.md");

  @Test
  void tellsWhatCanBeReached() throws IOException {
    String now = Ta4jPage.text();
    if (Boolean.getBoolean("tidemark.indicators.record")) {
      Files.writeString(PAGE, now);
    }

    assertThat(PAGE).exists();
    assertThat(Files.readString(PAGE))
        .as("the page is out of date; run with -Dtidemark.indicators.record=true")
        .isEqualTo(now);
  }
}
