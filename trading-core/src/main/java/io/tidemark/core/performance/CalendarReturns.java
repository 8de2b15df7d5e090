package io.tidemark.core.performance;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Returns by the calendar, in UTC. The first stretch is taken from the curve's start, the last one
 * up to its end; one without news has a return of 0.
 *
 * @param months every month from the first to the last
 * @param years every year likewise
 */
public record CalendarReturns(List<MonthReturn> months, List<YearReturn> years) {

  /** Keeps its lists from change. */
  public CalendarReturns {
    months = List.copyOf(months);
    years = List.copyOf(years);
  }

  /**
   * What equity did in a month.
   *
   * @param value as a fraction of the equity it began with; null if that was not above 0
   */
  public record MonthReturn(YearMonth month, @Nullable Double value) {}

  /**
   * What equity did in a year.
   *
   * @param value as a fraction of the equity it began with; null if that was not above 0
   */
  public record YearReturn(int year, @Nullable Double value) {}

  /** The returns of a curve; an instant at midnight belongs to the day that ends then. */
  public static CalendarReturns of(EquityCurve curve) {
    SortedMap<YearMonth, Double> ends = monthEnds(curve);
    List<MonthReturn> months = new ArrayList<>();
    List<YearReturn> years = new ArrayList<>();
    double monthBegan = curve.initialEquity();
    double yearBegan = curve.initialEquity();
    YearMonth last = ends.lastKey();
    for (YearMonth month = ends.firstKey(); !month.isAfter(last); month = month.plusMonths(1)) {
      double end = ends.getOrDefault(month, monthBegan);
      months.add(new MonthReturn(month, change(monthBegan, end)));
      if (month.getMonthValue() == 12 || month.equals(last)) {
        years.add(new YearReturn(month.getYear(), change(yearBegan, end)));
        yearBegan = end;
      }
      monthBegan = end;
    }
    return new CalendarReturns(months, years);
  }

  private static SortedMap<YearMonth, Double> monthEnds(EquityCurve curve) {
    SortedMap<YearMonth, Double> ends = new TreeMap<>();
    YearMonth month = month(DailyReturns.dayEndingAt(curve.millisAt(0) + 1));
    long lastDay = month.atEndOfMonth().toEpochDay();
    ends.put(month, curve.initialEquity());
    for (int i = 1; i < curve.size(); i++) {
      long day = DailyReturns.dayEndingAt(curve.millisAt(i));
      if (day > lastDay) {
        ends.put(month, curve.equityAt(i - 1));
        month = month(day);
        lastDay = month.atEndOfMonth().toEpochDay();
      }
    }
    ends.put(month, curve.finalEquity());
    return ends;
  }

  private static YearMonth month(long epochDay) {
    return YearMonth.from(LocalDate.ofEpochDay(epochDay));
  }

  private static @Nullable Double change(double began, double ended) {
    return began > 0 ? ended / began - 1 : null;
  }
}
