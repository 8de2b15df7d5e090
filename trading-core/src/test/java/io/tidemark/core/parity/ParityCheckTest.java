package io.tidemark.core.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ParityCheckTest {

  private final ParityCheck<Said> check = new ParityCheck<>(Said::subject, said -> said);

  private static List<CausationLink> cause(@Nullable Said said) {
    return List.of(new CausationLink("said", "1", said == null ? "nothing" : said.toString()));
  }

  private void step(List<Said> before, List<Said> now) {
    check.step(before, now, ParityCheckTest::cause);
  }

  @Test
  void digestsTheEventsInTheirOrder() {
    step(List.of(Said.of("a", "1.50")), List.of(Said.of("a", "1.5")));
    step(List.of(Said.of("b", "2")), List.of(Said.of("b", "2.0")));

    ParityResult result = check.result();

    // SHA-256 of 0,0,0,1,"a", 0,0,0,19,"price=1.5\nsubject=a", 0,0,0,1,"b", 0,0,0,17,
    // "price=2\nsubject=b", computed apart from this code
    assertThat(result.recordedSha256())
        .isEqualTo("bc941eea7531df4570544a499592ad246cb2da15fd9a018a069673b3eaaed788");
    assertThat(result.replayedSha256()).isEqualTo(result.recordedSha256());
    assertThat(result.isEqual()).isTrue();
    assertThat(result.recorded()).isEqualTo(2);
    assertThat(result.first()).isEmpty();
  }

  @Test
  void tellsTheFirstOfTheEventsThatDiffer() {
    step(List.of(Said.of("a", "1")), List.of(Said.of("a", "1")));
    step(
        List.of(Said.of("b", "2"), Said.of("c", "3"), Said.of("d", "4")),
        List.of(Said.of("b", "2"), Said.of("c", "3.5"), Said.of("d", "4.5")));

    ParityResult result = check.result();

    assertThat(result.isEqual()).isFalse();
    assertThat(result.recordedSha256()).isNotEqualTo(result.replayedSha256());
    assertThat(result.differences()).isEqualTo(2);
    assertThat(result.first())
        .hasValue(
            new ParityDifference(
                2,
                "c",
                "price=3\nsubject=c",
                "price=3.5\nsubject=c",
                List.of(new FieldDifference("price", "3", "3.5")),
                cause(Said.of("c", "3")),
                cause(Said.of("c", "3.5"))));
  }

  @Test
  void tellsAnEventThatTheReplayLacks() {
    step(List.of(Said.of("a", "1"), Said.of("b", "2")), List.of(Said.of("b", "2")));

    ParityDifference first = check.result().first().orElseThrow();
    assertThat(check.result().differences()).isEqualTo(1);
    assertThat(first.subject()).isEqualTo("a");
    assertThat(first.index()).isZero();
    assertThat(first.recorded()).isEqualTo("price=1\nsubject=a");
    assertThat(first.replayed()).isNull();
    assertThat(first.fields())
        .containsExactly(
            new FieldDifference("price", "1", null), new FieldDifference("subject", "a", null));
    assertThat(first.replayedChain()).isEqualTo(cause(null));
  }

  @Test
  void tellsAnEventThatWasNotRecorded() {
    step(List.of(Said.of("a", "1")), List.of(Said.of("a", "1"), Said.of("b", "2")));

    ParityDifference first = check.result().first().orElseThrow();
    assertThat(first.subject()).isEqualTo("b");
    assertThat(first.index()).isEqualTo(1);
    assertThat(first.recorded()).isNull();
    assertThat(first.replayed()).isEqualTo("price=2\nsubject=b");
  }

  @Test
  void tellsAnotherOrder() {
    step(
        List.of(Said.of("a", "1"), Said.of("b", "2")),
        List.of(Said.of("b", "2"), Said.of("a", "1")));

    ParityResult result = check.result();
    assertThat(result.isEqual()).isFalse();
    assertThat(result.differences()).isEqualTo(1);
    assertThat(result.first().orElseThrow().fields())
        .containsExactly(new FieldDifference("order", "a", "b"));
  }

  @Test
  void keepsAnAbsentValueApartFromOne() {
    step(List.of(new Said("a", null)), List.of(Said.of("a", "0")));

    assertThat(check.result().first().orElseThrow().fields())
        .containsExactly(new FieldDifference("price", null, "0"));
  }

  @Test
  void refusesTwoEventsOfOneSubject() {
    assertThatThrownBy(() -> step(List.of(Said.of("a", "1"), Said.of("a", "2")), List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("was twice: a");
  }

  @Test
  void bringsPartsTogetherWithTheEarliestDifference() {
    TreeMap<String, ParityResult> parts = new TreeMap<>();
    parts.put("x", of("2026-01-02", "1", "2"));
    parts.put("y", of("2026-01-01", "1", "2"));
    parts.put("z", of("2026-01-03", "1", "1"));

    ParityResult together = ParityResult.together(parts);

    assertThat(together.recorded()).isEqualTo(3);
    assertThat(together.differences()).isEqualTo(2);
    assertThat(together.first().orElseThrow().subject()).isEqualTo("2026-01-01");
    assertThat(together.isEqual()).isFalse();
    TreeMap<String, ParityResult> equal = new TreeMap<>(parts.tailMap("z"));
    assertThat(ParityResult.together(equal).isEqual()).isTrue();
    assertThat(ParityResult.together(equal).recordedSha256())
        .isNotEqualTo(parts.get("z").recordedSha256());
  }

  private static ParityResult of(String subject, String before, String now) {
    ParityCheck<Said> part = new ParityCheck<>(Said::subject, said -> said);
    part.step(
        List.of(Said.of(subject, before)), List.of(Said.of(subject, now)), ParityCheckTest::cause);
    return part.result();
  }
}
