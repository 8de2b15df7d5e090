package io.tidemark.core.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tidemark.core.indicator.MarketContext;
import io.tidemark.model.Bar;
import io.tidemark.model.Timeframe;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FeatureStreamTest {

  private static final FeatureSet SET = FeatureSet.standard(Timeframe.M1);

  @Test
  void goesOnExactlyFromASnapshot() {
    List<List<Bar>> messages = messages(700);
    FeatureStream whole = new FeatureStream(SET);
    FeatureStream before = new FeatureStream(SET);
    messages.subList(0, 350).forEach(bars -> before.step(bars, MarketContext.NONE));
    messages.subList(0, 350).forEach(bars -> whole.step(bars, MarketContext.NONE));
    FeatureStream after = new FeatureStream(SET);
    after.restore(before.snapshot());

    for (List<Bar> bars : messages.subList(350, messages.size())) {
      assertThat(after.step(bars, MarketContext.NONE))
          .isEqualTo(whole.step(bars, MarketContext.NONE));
    }
    assertThat(after.snapshot()).isEqualTo(whole.snapshot());
  }

  @Test
  void takesNoBarTwice() {
    List<List<Bar>> messages = messages(100);
    FeatureStream stream = new FeatureStream(SET);
    messages.forEach(bars -> stream.step(bars, MarketContext.NONE));
    byte[] state = stream.snapshot();

    assertThat(stream.step(messages.getLast(), MarketContext.NONE)).isEmpty();
    assertThat(stream.step(messages.getFirst(), MarketContext.NONE)).isEmpty();
    assertThat(stream.snapshot()).isEqualTo(state);
  }

  @Test
  void givesARowWhereABarOfItsTimeframeCloses() {
    List<Bar> minutes = RecordedMinutes.ether(15);
    FeatureStream stream =
        new FeatureStream(FeatureSet.of(Timeframe.M5, List.of(new Feature("one", "close@1m"))));
    List<Optional<FeatureRow>> rows =
        RecordedMinutes.messages(minutes, stream.set().timeframes()).values().stream()
            .map(bars -> stream.step(bars, MarketContext.NONE))
            .toList();

    assertThat(rows.stream().filter(Optional::isPresent)).hasSize(3);
    FeatureRow second = rows.get(9).orElseThrow();
    assertThat(second.value(0)).isEqualTo(minutes.get(9).close().toDouble());
    assertThat(second.openTime()).isEqualTo(minutes.get(5).openTime());
    assertThat(second.closeTime()).isEqualTo(minutes.get(9).closeTime());
    assertThat(stream.step(List.of(), MarketContext.NONE)).isEmpty();
  }

  @Test
  void refusesBarsOfSeveralInstants() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new FeatureStream(SET).step(RecordedMinutes.ether(2), MarketContext.NONE))
        .withMessageContaining("bars must close at one instant");
  }

  @Test
  void refusesSnapshotsThatAreNotItsOwn() {
    byte[] snapshot = new FeatureStream(SET).snapshot();
    FeatureSet other = FeatureSet.of(Timeframe.M1, List.of(new Feature("rsi", "rsi(14)")));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new FeatureStream(other).restore(snapshot))
        .withMessageContaining("the snapshot's features must be " + other.hash());
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new FeatureStream(SET).restore(Arrays.copyOf(snapshot, snapshot.length - 1)))
        .withMessageContaining("damaged");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new FeatureStream(SET).restore(Arrays.copyOf(snapshot, snapshot.length + 1)))
        .withMessageContaining("the snapshot's end must be -1");
  }

  private static List<List<Bar>> messages(int minutes) {
    return List.copyOf(
        RecordedMinutes.messages(RecordedMinutes.ether(minutes), SET.timeframes()).values());
  }
}
