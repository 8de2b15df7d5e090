package io.tidemark.launcher.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.tidemark.launcher.faults.FaultPlan.Kill;
import io.tidemark.simulator.ExchangeSimulator;
import io.tidemark.simulator.SimulatorSettings;
import java.net.URI;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FaultPlanTest {

  private static List<Kill> kills(FaultPlan plan) {
    return plan.steps().stream().filter(Kill.class::isInstance).map(Kill.class::cast).toList();
  }

  @Test
  void isAFunctionOfItsSeed() {
    assertThat(FaultPlan.of(50, 7)).isEqualTo(FaultPlan.of(50, 7));
    assertThat(FaultPlan.of(50, 7)).isNotEqualTo(FaultPlan.of(50, 8));
    assertThat(FaultPlan.of(50, 7).disturbances()).isEqualTo(FaultPlan.of(50, 7).disturbances());
  }

  @Test
  void killsAsOftenAsItIsTold() {
    assertThat(FaultPlan.of(0, 1).steps()).isEmpty();
    assertThat(FaultPlan.of(200, 1).kills()).isEqualTo(200);
    assertThat(kills(FaultPlan.of(200, 1)))
        .extracting(Kill::number)
        .containsExactlyElementsOf(IntStream.rangeClosed(1, 200).boxed().toList());
  }

  @Test
  void leavesNobodyOutInTenKills() {
    for (long seed = 0; seed < 100; seed++) {
      assertThat(kills(FaultPlan.of(10, seed)))
          .extracting(Kill::victim)
          .containsAll(Arrays.asList(Victim.values()));
    }
  }

  @Test
  void waitsForTheLastRecovery() {
    for (long seed = 0; seed < 100; seed++) {
      assertThat(kills(FaultPlan.of(10, seed)).getLast().overlapping()).isFalse();
    }
    assertThat(kills(FaultPlan.of(100, 1))).extracting(Kill::overlapping).contains(true);
  }

  @Test
  void disturbsTheVenueBeforeEachKill() {
    FaultPlan plan = FaultPlan.of(40, 3);

    assertThat(plan.disturbances()).hasSize(40 + plan.poison().size());
    assertThat(plan.poison()).isNotEmpty().allMatch(text -> text.startsWith("poison "));
  }

  @Test
  void drawsFaultsThatTheVenueTakes() {
    SplittableRandom random = new SplittableRandom(11);
    try (ExchangeSimulator simulator =
            ExchangeSimulator.start(
                SimulatorSettings.defaults().withPort(0), InstantSource.system());
        VenueFaults faults =
            new VenueFaults(
                URI.create("http://127.0.0.1:%d/sim/v1/".formatted(simulator.port())))) {
      for (int i = 0; i < 500; i++) {
        VenueFault fault = VenueFault.drawn(random);
        assertThatCode(() -> faults.set(fault)).as(fault.json()).doesNotThrowAnyException();
      }
      assertThatCode(faults::endAll).doesNotThrowAnyException();
    }
  }
}
