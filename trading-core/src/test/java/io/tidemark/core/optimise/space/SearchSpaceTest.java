package io.tidemark.core.optimise.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SearchSpaceTest {

  @Test
  void readsWhatIsWrittenInConfiguration() {
    Map<String, Object> section = new LinkedHashMap<>();
    section.put("ema_fast", Map.of("from", 5, "to", 50, "step", 5));
    section.put("rsi_period", Map.of("from", 2, "to", 100, "scale", "log"));
    section.put("exits.stop_loss_pct", Map.of("from", 0.5, "to", 2.5, "step", 0.25));
    section.put("threshold", Map.of("from", 1, "to", 3, "type", "decimal"));
    section.put("mode", List.of("fast", "slow"));
    section.put("filtered", Map.of("choices", List.of(true, false)));

    SearchSpace space = SearchSpace.of(section);

    assertThat(space.parameters())
        .containsExactly(
            stepped("ema_fast", "5", "50", "5", Scale.LINEAR),
            stepped("rsi_period", "2", "100", "1", Scale.LOG),
            stepped("exits.stop_loss_pct", "0.5", "2.5", "0.25", Scale.LINEAR),
            new ContinuousRange(
                "threshold", new BigDecimal("1"), new BigDecimal("3"), Scale.LINEAR),
            new Choice("mode", List.of("fast", "slow")),
            new Choice("filtered", List.of(true, false)));
    assertThat(space.size()).isEmpty();
  }

  @Test
  void countsAGridAndWalksThroughItLastParameterFastest() {
    SearchSpace space =
        new SearchSpace(
            List.of(
                stepped("stop", "0.5", "1.0", "0.25", Scale.LINEAR),
                new Choice("mode", List.of("fast", "slow"))));

    assertThat(space.size()).contains(BigInteger.valueOf(6));
    assertThat(IntStream.range(0, 6).mapToObj(space::at).map(Assignment::toString))
        .containsExactly(
            "stop=0.5, mode=\"fast\"",
            "stop=0.5, mode=\"slow\"",
            "stop=0.75, mode=\"fast\"",
            "stop=0.75, mode=\"slow\"",
            "stop=1, mode=\"fast\"",
            "stop=1, mode=\"slow\"");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> space.at(6))
        .withMessage("the grid has no assignment 6");
  }

  @Test
  void countsGridsThatNoLongHolds() {
    List<Parameter> parameters =
        IntStream.range(0, 20)
            .<Parameter>mapToObj(i -> stepped("p" + i, "1", "10", "1", Scale.LINEAR))
            .toList();

    assertThat(new SearchSpace(parameters).size()).contains(BigInteger.TEN.pow(20));
  }

  @Test
  void keepsDecimalsExact() {
    SteppedRange range = stepped("x", "0.1", "0.7", "0.1", Scale.LINEAR);

    assertThat(range.valueAt(2)).isEqualTo(new BigDecimal("0.3"));
    assertThat(range.indexOf(new BigDecimal("0.7"))).isEqualTo(6);
    assertThat(range.holds(new BigDecimal("0.3"))).isTrue();
    assertThat(range.holds(new BigDecimal("0.35"))).isFalse();
    assertThat(range.holds(new BigDecimal("0.8"))).isFalse();
  }

  @Test
  void drawsTheEndsOfARangeAsOftenAsTheRest() {
    SteppedRange range = stepped("x", "1", "4", "1", Scale.LINEAR);

    assertThat(IntStream.range(0, 8).mapToObj(i -> range.draw((i + 0.5) / 8).intValueExact()))
        .containsExactly(1, 1, 2, 2, 3, 3, 4, 4);
    assertThat(range.draw(0)).isEqualByComparingTo("1");
    assertThat(range.draw(1)).isEqualByComparingTo("4");
  }

  @Test
  void drawsRatiosEvenlyOnALogScale() {
    ContinuousRange range =
        new ContinuousRange("x", new BigDecimal("0.01"), new BigDecimal("100"), Scale.LOG);

    assertThat(range.draw(0.25)).isEqualByComparingTo("0.1");
    assertThat(range.draw(0.5)).isEqualByComparingTo("1");
    assertThat(range.draw(0.9)).isEqualByComparingTo("39.81"); // 10^1.6, four digits
    assertThat(range.unitOf(new BigDecimal("10"))).isCloseTo(0.75, within(1e-12));
    // from 0.5 to 16.5 half way is their geometric mean, 2.87
    assertThat(stepped("n", "1", "16", "1", Scale.LOG).draw(0.5)).isEqualByComparingTo("3");
  }

  @Test
  void roundsWhatIsDrawnToWhatCanBeWritten() {
    ContinuousRange range =
        new ContinuousRange("x", new BigDecimal("30000"), new BigDecimal("30020"), Scale.LINEAR);

    assertThat(range.draw(1.0 / 3)).isEqualTo(new BigDecimal("30006.667"));
    assertThat(range.draw(0)).isEqualTo(new BigDecimal("30000"));
  }

  @Test
  void refusesWhatDoesNotFitAndTellsAllOfIt() {
    Map<String, Object> section = new LinkedHashMap<>();
    section.put("a", Map.of("from", 5, "to", 31, "step", 4));
    section.put("b", Map.of("from", 5, "to", 5));
    section.put("c", Map.of("from", 0, "to", 5, "scale", "log"));
    section.put("d", Map.of("from", 1, "to", 5, "stepp", 1));
    section.put("e", List.of("one"));
    section.put("f", 14);
    section.put("g", Map.of("from", "five", "to", 9));
    section.put("h", Map.of("from", 0.5, "to", 9, "type", "integer"));
    section.put("i", List.of(1, 1.0));
    section.put("no name", List.of(1, 2));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> SearchSpace.of(section))
        .withMessage(
            String.join(
                "\n",
                "parameters.a.to must be a whole number of steps of 4 above 5, such as 29"
                    + " or 33, was 31",
                "parameters.b.to must be above from 5, was 5",
                "parameters.c.from must be above 0 on a log scale, was 0",
                "parameters.d.stepp is not known; known are from, scale, step, to, type",
                "parameters.e.choices must have at least two values, was [one]",
                "parameters.f must be {from, to, step}, {choices} or a list of choices,"
                    + " was 14",
                "parameters.g.from must be a number, was five",
                "parameters.h.from must be a whole number, was 0.5",
                "parameters.i.choices must have each value once, was [1, 1]",
                "parameters.no name must be words of letters, digits and _, joined by" + " dots"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SearchSpace.of(Map.of()))
        .withMessageContaining("at least one parameter");
  }

  @Test
  void knowsWhetherAnAssignmentIsItsOwn() {
    SearchSpace space =
        new SearchSpace(
            List.of(stepped("n", "1", "5", "2", Scale.LINEAR), new Choice("m", List.of("a", "b"))));

    space.require(new Assignment(Map.of("n", 3, "m", "b")));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> space.require(new Assignment(Map.of("n", 2, "m", "b"))))
        .withMessage("n must be of n 1 to 5 step 2 LINEAR, was 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> space.require(new Assignment(Map.of("n", 3))))
        .withMessageContaining("m is not assigned");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> space.require(new Assignment(Map.of("n", 3, "m", "b", "o", 1))))
        .withMessageContaining("an assignment must be of n, m");
  }

  @Test
  void idsOfAssignmentsTellTheirContent() {
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("a", 1.50);
    one.put("b", "x");
    Map<String, Object> other = new LinkedHashMap<>();
    other.put("b", "x");
    other.put("a", new BigDecimal("1.5"));

    assertThat(new Assignment(one)).isEqualTo(new Assignment(other));
    assertThat(new Assignment(one).id()).isEqualTo(new Assignment(other).id());
    assertThat(new Assignment(Map.of("a", 1)).id())
        .isNotEqualTo(new Assignment(Map.of("a", "1")).id());
  }

  private static SteppedRange stepped(
      String name, String from, String to, String step, Scale scale) {
    return new SteppedRange(
        name, new BigDecimal(from), new BigDecimal(to), new BigDecimal(step), scale);
  }
}
