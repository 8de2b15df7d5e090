package io.tidemark.core.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ReplayReportTest {

  private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
  private static final Window DAY = new Window(FROM, FROM.plus(Duration.ofDays(1)));

  private static ParityVerdict verdict(String replayed, List<String> missing) {
    ParityCheck<Said> check = new ParityCheck<>(Said::subject, said -> said);
    check.step(List.of(Said.of("a", "1")), List.of(Said.of("a", replayed)), _ -> List.of());
    return ReplayReport.of("s", "r", DAY, null, missing, 1, check.result(), new TreeMap<>())
        .verdict();
  }

  @Test
  void isEqualOnlyIfEverythingCouldBeReplayed() {
    assertThat(verdict("1", List.of())).isEqualTo(ParityVerdict.EQUAL);
    assertThat(verdict("1", List.of("cut"))).isEqualTo(ParityVerdict.INCOMPLETE);
  }

  @Test
  void isDifferentWhateverIsMissing() {
    assertThat(verdict("2", List.of())).isEqualTo(ParityVerdict.DIFFERENT);
    assertThat(verdict("2", List.of("cut"))).isEqualTo(ParityVerdict.DIFFERENT);
  }

  @Test
  void provesTogetherTheWorstOfTheParts() {
    assertThat(ParityVerdict.of(List.of())).isEqualTo(ParityVerdict.INCOMPLETE);
    assertThat(ParityVerdict.of(List.of(ParityVerdict.EQUAL, ParityVerdict.EQUAL)))
        .isEqualTo(ParityVerdict.EQUAL);
    assertThat(ParityVerdict.of(List.of(ParityVerdict.INCOMPLETE, ParityVerdict.EQUAL)))
        .isEqualTo(ParityVerdict.INCOMPLETE);
    assertThat(ParityVerdict.of(List.of(ParityVerdict.DIFFERENT, ParityVerdict.INCOMPLETE)))
        .isEqualTo(ParityVerdict.DIFFERENT);
  }

  @Test
  void aWindowHasItsFirstInstantAndNotItsLast() {
    assertThat(DAY.contains(FROM)).isTrue();
    assertThat(DAY.contains(DAY.to())).isFalse();
  }

  @Test
  void refusesAWindowThatIsEmptyOrTooLong() {
    assertThatThrownBy(() -> new Window(FROM, FROM))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("to must be after from");
    Instant late = FROM.plus(Duration.ofDays(7)).plusNanos(1);
    assertThatThrownBy(() -> new Window(FROM, late)).hasMessageContaining("at most 7 days");
    assertThat(new Window(FROM, FROM.plus(Duration.ofDays(7))).to()).isAfter(FROM);
  }
}
