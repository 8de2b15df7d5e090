package io.tidemark.kit.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogSettingsTest {

  @Test
  void whatIsAbsentOrOfTheFormIsRight() {
    assertThat(LogSettings.problem(Map.of("PATH", "/bin"))).isEmpty();
    assertThat(
            LogSettings.problem(
                Map.of(
                    "TIDEMARK_LOG_TO", "both",
                    "TIDEMARK_LOG_FORMAT", "JSON",
                    "TIDEMARK_LOG_FILE_SIZE", "500KB",
                    "TIDEMARK_LOG_TOTAL_SIZE", "2 GB",
                    "TIDEMARK_LOG_DAYS", "30")))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "TIDEMARK_LOG_TO | nowhere | TIDEMARK_LOG_TO must be file, console or both, was 'nowhere'",
        "TIDEMARK_LOG_FORMAT | xml | TIDEMARK_LOG_FORMAT must be logfmt or json, was 'xml'",
        "TIDEMARK_LOG_FILE_SIZE | 20 | TIDEMARK_LOG_FILE_SIZE must be a size such as 20MB, was '20'",
        "TIDEMARK_LOG_DAYS | 0 | TIDEMARK_LOG_DAYS must be a number of days, 1 or above, was '0'"
      })
  void whatIsWrongIsToldInOneLine(String name, String value, String told) {
    assertThat(LogSettings.problem(Map.of(name, value))).contains(told);
  }
}
