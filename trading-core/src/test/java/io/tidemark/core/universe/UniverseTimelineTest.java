package io.tidemark.core.universe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.model.InstrumentId;
import io.tidemark.model.reason.ExclusionReason;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class UniverseTimelineTest {

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final InstrumentId BTC = InstrumentId.of("kraken", "BTC/USD");
  private static final InstrumentId ETH = InstrumentId.of("kraken", "ETH/USD");

  private static UniverseEdition without(Instant from, InstrumentId instrument, String detail) {
    return new UniverseEdition(
        from,
        new TreeMap<>(
            Map.of(instrument, List.of(new Exclusion(ExclusionReason.SPREAD_TOO_WIDE, detail)))));
  }

  @Test
  void letsEverythingInBeforeTheFirstEdition() {
    UniverseTimeline timeline = new UniverseTimeline(List.of(without(NOON, BTC, "wide")));

    assertThat(timeline.at(BTC, NOON.minusMillis(1)).eligible()).isTrue();
    assertThat(UniverseTimeline.EMPTY.at(BTC, NOON).eligible()).isTrue();
  }

  @Test
  void holdsAnEditionFromItsInstantUntilTheNext() {
    UniverseTimeline timeline =
        new UniverseTimeline(
            List.of(without(NOON.plusSeconds(60), ETH, "wide"), without(NOON, BTC, "0.8 > 0.5")));

    assertThat(timeline.at(BTC, NOON).why()).containsExactly("SPREAD_TOO_WIDE: 0.8 > 0.5");
    assertThat(timeline.at(BTC, NOON.plusSeconds(59)).eligible()).isFalse();
    assertThat(timeline.at(ETH, NOON.plusSeconds(59)).eligible()).isTrue();
    assertThat(timeline.at(BTC, NOON.plusSeconds(60)).eligible()).isTrue();
    assertThat(timeline.at(ETH, NOON.plusSeconds(60)).eligible()).isFalse();
  }

  @Test
  void decidesLikeAnotherWithTheSameReasonsWhateverTheNumbers() {
    assertThat(without(NOON, BTC, "0.8").decidesLike(without(Instant.EPOCH, BTC, "0.9"))).isTrue();
    assertThat(without(NOON, BTC, "0.8").decidesLike(without(NOON, ETH, "0.8"))).isFalse();
  }

  @Test
  void refusesAnExclusionWithoutAReason() {
    assertThatThrownBy(() -> new UniverseEdition(NOON, new TreeMap<>(Map.of(BTC, List.of()))))
        .hasMessageContaining("excluded must give a reason for kraken|BTC/USD");
  }
}
