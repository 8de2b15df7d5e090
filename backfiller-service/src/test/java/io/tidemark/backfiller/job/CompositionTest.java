package io.tidemark.backfiller.job;

import static io.tidemark.backfiller.Samples.holed;
import static io.tidemark.backfiller.Samples.whole;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.history.Span;
import io.tidemark.model.Bar;
import io.tidemark.model.Timeframe;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class CompositionTest {

  private static final Instant NOON = Instant.parse("2024-03-01T12:00:00Z");

  @Test
  void composesWhatIsWholeAndLeavesTheRest() {
    List<Bar> minutes = new ArrayList<>(minutes(NOON, 5));
    minutes.add(holed(Timeframe.M1, NOON.plusSeconds(5 * 60), "1"));
    minutes.addAll(minutes(NOON.plusSeconds(6 * 60), 4));

    Composition composition =
        Composition.of(
            Timeframe.M5, List.of(span(NOON, 20)), minutes, List.of(span(at(15), 1)), null);

    assertThat(composition.composed()).extracting(Bar::openTime).containsExactly(NOON);
    assertThat(composition.composed().getFirst().volume().value()).isEqualByComparingTo("5");
    assertThat(composition.silent()).containsExactly(span(at(10), 5));
  }

  @Test
  void takesAHoleBeforeTheFirstTradeForNone() {
    Composition composition =
        Composition.of(
            Timeframe.M5, List.of(span(NOON, 5)), minutes(at(3), 2), List.of(span(NOON, 3)), at(3));

    assertThat(composition.composed()).hasSize(1);
  }

  @Test
  @Timeout(10)
  void looksAtEachMinuteOfAYearOnce() {
    int year = 525_600;
    List<Bar> minutes = minutes(NOON, year);

    Composition composition =
        Composition.of(Timeframe.M5, List.of(span(NOON, year)), minutes, List.of(), null);

    assertThat(composition.composed()).hasSize(year / 5);
  }

  @Test
  void holdsNoMoreThanAStretchOfALongHistory() {
    List<List<Span>> stretches =
        Composing.stretches(
            Timeframe.H1,
            List.of(span(NOON, 600), span(at(1200), 60), span(at(6000), 60)),
            Duration.ofMinutes(300));

    assertThat(stretches)
        .containsExactly(
            List.of(span(NOON, 300)),
            List.of(span(at(300), 300)),
            List.of(span(at(1200), 60)),
            List.of(span(at(6000), 60)));
  }

  @Test
  void cutsNoBarInTwo() {
    Instant midnight = Instant.parse("2024-03-01T00:00:00Z");
    List<List<Span>> stretches =
        Composing.stretches(
            Timeframe.D1,
            List.of(new Span(midnight, midnight.plus(Duration.ofDays(2)))),
            Duration.ofHours(5));

    assertThat(stretches)
        .containsExactly(
            List.of(new Span(midnight, midnight.plus(Duration.ofDays(1)))),
            List.of(
                new Span(midnight.plus(Duration.ofDays(1)), midnight.plus(Duration.ofDays(2)))));
  }

  private static List<Bar> minutes(Instant from, int number) {
    List<Bar> minutes = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      minutes.add(whole(Timeframe.M1, from.plusSeconds(i * 60L), "1"));
    }
    return minutes;
  }

  private static Instant at(int minute) {
    return NOON.plusSeconds(minute * 60L);
  }

  private static Span span(Instant from, int minutes) {
    return new Span(from, from.plusSeconds(minutes * 60L));
  }
}
