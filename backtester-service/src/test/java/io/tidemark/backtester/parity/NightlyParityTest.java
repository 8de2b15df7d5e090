package io.tidemark.backtester.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.core.parity.Window;
import java.time.Instant;
import java.time.LocalTime;
import org.junit.jupiter.api.Test;

class NightlyParityTest {

  private static final LocalTime AT = LocalTime.of(0, 30);

  private static Window due(String now) {
    return NightlyParity.due(Instant.parse(now), AT);
  }

  private static Window day(String begin, String end) {
    return new Window(Instant.parse(begin), Instant.parse(end));
  }

  @Test
  void certifiesTheDayBeforeFromItsTimeOn() {
    Window second = day("2026-01-02T00:00:00Z", "2026-01-03T00:00:00Z");

    assertThat(due("2026-01-03T00:30:00Z")).isEqualTo(second);
    assertThat(due("2026-01-03T23:59:59.999Z")).isEqualTo(second);
    assertThat(due("2026-01-04T00:29:59.999Z")).isEqualTo(second);
    assertThat(due("2026-01-03T00:29:59.999Z"))
        .isEqualTo(day("2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z"));
  }

  @Test
  void readsItsTime() {
    assertThat(ParityConfiguration.time("00:30")).isEqualTo(AT);
    assertThat(ParityConfiguration.time("off")).isNull();
    assertThatThrownBy(() -> ParityConfiguration.time("noon"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("parity.nightly-at must be a time in UTC such as 00:30, or off, was 'noon'");
  }
}
