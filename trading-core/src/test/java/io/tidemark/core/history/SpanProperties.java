package io.tidemark.core.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Spans against sets of minutes, which are simple enough to be right. */
class SpanProperties {

  private static final Instant BEGIN = Instant.parse("2018-01-01T00:00:00Z");
  private static final int LAST = 200;

  @Provide
  Arbitrary<List<Span>> spans() {
    return Combinators.combine(
            Arbitraries.integers().between(0, LAST - 20), Arbitraries.integers().between(1, 20))
        .as((from, length) -> span(from, from + length))
        .list()
        .ofMaxSize(12);
  }

  @Property(seed = "20131125")
  void unionHoldsTheSameMinutesInDisjointSpansThatDoNotMeet(@ForAll("spans") List<Span> spans) {
    List<Span> union = Span.union(spans, Duration.ZERO);

    assertThat(minutes(union)).isEqualTo(minutes(spans));
    for (int i = 1; i < union.size(); i++) {
      assertThat(union.get(i).from()).isAfter(union.get(i - 1).to());
    }
  }

  @Property(seed = "20131125")
  void subtractionLeavesTheMinutesThatAreNotTaken(
      @ForAll("spans") List<Span> spans, @ForAll("spans") List<Span> taken) {
    BitSet expected = minutes(spans);
    expected.andNot(minutes(taken));

    List<Span> left = Span.subtract(spans, taken);

    assertThat(minutes(left)).isEqualTo(expected);
    for (int i = 1; i < left.size(); i++) {
      assertThat(left.get(i).from()).isAfterOrEqualTo(left.get(i - 1).to());
    }
  }

  @Property(seed = "20131125")
  void windowsCoverWhatIsMissingNewestFirstWithinWholeDays(@ForAll("spans") List<Span> minutes) {
    List<Span> missing =
        minutes.stream()
            .map(
                each ->
                    new Span(
                        BEGIN.plus(Duration.between(BEGIN, each.from()).multipliedBy(60)),
                        BEGIN.plus(Duration.between(BEGIN, each.to()).multipliedBy(60))))
            .toList();

    List<Span> windows = HistoryWindows.of(missing, 2);

    assertThat(Span.subtract(missing, windows)).isEmpty();
    for (int i = 0; i < windows.size(); i++) {
      assertThat(windows.get(i).length()).isLessThanOrEqualTo(Duration.ofDays(2));
      if (i > 0) {
        assertThat(windows.get(i).to()).isBeforeOrEqualTo(windows.get(i - 1).from());
      }
    }
  }

  private static Span span(int from, int to) {
    return new Span(BEGIN.plusSeconds(60L * from), BEGIN.plusSeconds(60L * to));
  }

  private static BitSet minutes(List<Span> spans) {
    BitSet minutes = new BitSet();
    for (Span span : spans) {
      minutes.set(
          (int) Duration.between(BEGIN, span.from()).toMinutes(),
          (int) Duration.between(BEGIN, span.to()).toMinutes());
    }
    return minutes;
  }
}
