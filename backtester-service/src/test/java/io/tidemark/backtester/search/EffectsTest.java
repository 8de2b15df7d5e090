package io.tidemark.backtester.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tidemark.core.optimise.objective.Score;
import io.tidemark.core.optimise.search.Trial;
import io.tidemark.core.optimise.space.SearchSpace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EffectsTest {

  private static final SearchSpace SPACE = SearchSpace.of(space());

  private static Map<String, Object> space() {
    Map<String, Object> space = new LinkedHashMap<>();
    space.put("idle", Map.of("from", 1, "to", 3));
    space.put("mode", List.of("fast", "slow"));
    return space;
  }

  private static List<Trial> trials(double[] values) {
    List<Trial> trials = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      trials.add(new Trial(i, SPACE.at(i), Score.of(values[i])));
    }
    return trials;
  }

  /**
   * Fast ones are worth 0, 1, 2, slow ones 10, 11, 12. Squares round the mean 6: 36 + 25 + 16 + 16
   * + 25 + 36 = 154; within the modes 2 + 2 = 4. So 1 - (4 / 4) / (154 / 5).
   */
  @Test
  void putsFirstWhatExplainsTheDifferences() {
    Map<String, Double> effects = Effects.of(SPACE, trials(new double[] {0, 10, 1, 11, 2, 12}));

    assertThat(effects.keySet()).containsExactly("mode", "idle");
    assertThat(effects.get("mode")).isCloseTo(1 - 1 / (154 / 5.0), within(1e-12));
    assertThat(effects.get("idle")).isNegative();
  }

  @Test
  void seesNoEffectWhereNothingDiffers() {
    assertThat(Effects.of(SPACE, trials(new double[] {1, 1, 1, 1, 1, 1})))
        .containsEntry("idle", 0.0)
        .containsEntry("mode", 0.0);
  }
}
