package io.tidemark.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TimeframeTest {

  @ParameterizedTest
  @CsvSource({
    "1m, 2013-11-25T10:17:00Z, 2013-11-25T10:18:00Z",
    "15m, 2013-11-25T10:15:00Z, 2013-11-25T10:30:00Z",
    "4h, 2013-11-25T08:00:00Z, 2013-11-25T12:00:00Z",
    "1d, 2013-11-25T00:00:00Z, 2013-11-26T00:00:00Z",
    "1w, 2013-11-25T00:00:00Z, 2013-12-02T00:00:00Z",
    "1M, 2013-11-01T00:00:00Z, 2013-12-01T00:00:00Z"
  })
  void knowsTheBarThatHoldsAnInstant(String code, Instant open, Instant close) {
    Timeframe timeframe = Timeframe.parse(code);

    assertThat(timeframe.openOf(Instant.parse("2013-11-25T10:17:42.123Z"))).isEqualTo(open);
    assertThat(timeframe.closeOf(open)).isEqualTo(close);
  }

  @ParameterizedTest
  @EnumSource(Timeframe.class)
  void startsTheNextBarWhereOneEnds(Timeframe timeframe) {
    Instant open = timeframe.openOf(Instant.parse("2024-02-29T23:59:59.999Z"));
    Instant close = timeframe.closeOf(open);

    assertThat(timeframe.isAligned(open)).isTrue();
    assertThat(timeframe.openOf(close)).isEqualTo(close);
    assertThat(timeframe.openOf(close.minusMillis(1))).isEqualTo(open);
  }

  @ParameterizedTest
  @CsvSource({
    "1m, 5m, true", "4h, 12h, true", "4h, 6h, false", "1d, 3d, true", "1h, 1w, true",
    "1d, 1M, true", "3d, 1w, false", "1w, 1M, false", "5m, 5m, false", "1h, 5m, false"
  })
  void knowsWhatFillsALongerOne(String part, String whole, boolean fills) {
    assertThat(Timeframe.parse(part).fills(Timeframe.parse(whole))).isEqualTo(fills);
  }

  @Test
  void tellsMinutesFromMonths() {
    assertThat(Timeframe.parse("1m")).isEqualTo(Timeframe.M1);
    assertThat(Timeframe.parse("1M")).isEqualTo(Timeframe.MONTH1);
  }

  @Test
  void refusesAnUnknownCode() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Timeframe.parse("7m"))
        .withMessageContaining("was '7m'");
  }
}
