package io.tidemark.core.performance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tidemark.core.performance.CalendarReturns.MonthReturn;
import io.tidemark.core.performance.CalendarReturns.YearReturn;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CalendarReturnsTest {

  @Test
  void takesAMonthFromTheEndOfTheOneBefore() {
    CalendarReturns calendar =
        of(
            "2025-11-15T00:00:00Z",
            100,
            new String[] {"2025-11-30T12:00:00Z", "2026-02-10T00:00:00Z", "2026-02-20T00:00:00Z"},
            110,
            55,
            99);

    assertThat(calendar.months())
        .extracting(MonthReturn::month)
        .containsExactly(month(2025, 11), month(2025, 12), month(2026, 1), month(2026, 2));
    assertThat(calendar.months().stream().mapToDouble(MonthReturn::value).toArray())
        .containsExactly(new double[] {0.1, 0, 0, -0.1}, within(1e-12));
    assertThat(calendar.years()).extracting(YearReturn::year).containsExactly(2025, 2026);
    assertThat(calendar.years().stream().mapToDouble(YearReturn::value).toArray())
        .containsExactly(new double[] {0.1, -0.1}, within(1e-12));
  }

  @Test
  void countsMidnightToTheMonthThatEnds() {
    CalendarReturns calendar =
        of(
            "2026-01-01T00:00:00Z",
            100,
            new String[] {"2026-02-01T00:00:00Z", "2026-03-01T00:00:00Z"},
            150,
            75);

    assertThat(calendar.months().stream().mapToDouble(MonthReturn::value).toArray())
        .containsExactly(new double[] {0.5, -0.5}, within(1e-12));
  }

  @Test
  void hasNoReturnOnNothing() {
    CalendarReturns calendar =
        of(
            "2026-01-01T00:00:00Z",
            100,
            new String[] {"2026-01-20T00:00:00Z", "2026-02-20T00:00:00Z"},
            0,
            10);

    assertThat(calendar.months())
        .containsExactly(
            new MonthReturn(month(2026, 1), -1.0), new MonthReturn(month(2026, 2), null));
  }

  private static CalendarReturns of(
      String start, double initial, String[] closes, double... equity) {
    long[] times =
        Arrays.stream(closes).mapToLong(at -> Instant.parse(at).toEpochMilli()).toArray();
    return CalendarReturns.of(
        EquityCurve.ofBarCloses(Instant.parse(start), initial, times, equity));
  }

  private static YearMonth month(int year, int month) {
    return YearMonth.of(year, month);
  }
}
