package io.tidemark.core.parity;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class ParityCheckProperties {

  /** Inputs of up to four events each, with subjects 0, 1, .. */
  @Provide
  Arbitrary<List<List<Said>>> inputs() {
    return Arbitraries.integers()
        .between(-5, 5)
        .list()
        .ofMaxSize(4)
        .map(ParityCheckProperties::said)
        .list()
        .ofMinSize(1)
        .ofMaxSize(8);
  }

  private static List<Said> said(List<Integer> prices) {
    List<Said> events = new ArrayList<>();
    for (int i = 0; i < prices.size(); i++) {
      events.add(new Said("s" + i, BigDecimal.valueOf(prices.get(i), 1)));
    }
    return events;
  }

  private static ParityResult compare(List<List<Said>> before, List<List<Said>> now) {
    ParityCheck<Said> check = new ParityCheck<>(Said::subject, said -> said);
    for (int i = 0; i < before.size(); i++) {
      check.step(before.get(i), now.get(i), _ -> List.of());
    }
    return check.result();
  }

  @Property(seed = "20260101")
  void whatIsTheSameIsEqual(@ForAll("inputs") List<List<Said>> inputs) {
    ParityResult result = compare(inputs, inputs);

    assertThat(result.isEqual()).isTrue();
    assertThat(result.recordedSha256()).isEqualTo(result.replayedSha256());
    assertThat(result.recorded()).isEqualTo(inputs.stream().mapToLong(List::size).sum());
  }

  @Property(seed = "20260101")
  void oneChangedEventIsFoundWhereItIs(
      @ForAll("inputs") List<List<Said>> inputs, @ForAll @IntRange(max = 1000) int chosen) {
    int events = inputs.stream().mapToInt(List::size).sum();
    if (events == 0) {
      return;
    }
    int changed = chosen % events;
    List<List<Said>> other = new ArrayList<>();
    int index = 0;
    for (List<Said> input : inputs) {
      List<Said> copy = new ArrayList<>();
      for (Said said : input) {
        copy.add(index++ == changed ? Said.of(said.subject(), "99") : said);
      }
      other.add(copy);
    }

    ParityResult result = compare(inputs, other);

    assertThat(result.differences()).isEqualTo(1);
    assertThat(result.first().orElseThrow().index()).isEqualTo(changed);
    assertThat(result.recordedSha256()).isNotEqualTo(result.replayedSha256());
  }

  @Property(seed = "20260101")
  void digestsAgreeIfNothingDiffers(
      @ForAll("inputs") List<List<Said>> before, @ForAll("inputs") List<List<Said>> now) {
    List<List<Said>> longer = new ArrayList<>(before);
    List<List<Said>> other = new ArrayList<>(now);
    int size = Math.max(before.size(), now.size());
    longer.addAll(Collections.nCopies(size - before.size(), List.of()));
    other.addAll(Collections.nCopies(size - now.size(), List.of()));

    ParityResult result = compare(longer, other);

    assertThat(result.first().isPresent()).isEqualTo(result.differences() > 0);
    if (result.differences() == 0) {
      assertThat(result.recordedSha256()).isEqualTo(result.replayedSha256());
    }
  }
}
