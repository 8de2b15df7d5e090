package io.tidemark.launcher.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.tidemark.launcher.faults.FaultPlan.Injection;
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

  @Test
  void isAFunctionOfItsSeed() {
    assertThat(FaultPlan.of(50, 0, 7)).isEqualTo(FaultPlan.of(50, 0, 7));
    assertThat(FaultPlan.of(50, 0, 7)).isNotEqualTo(FaultPlan.of(50, 0, 8));
    assertThat(FaultPlan.of(50, 0, 7).disturbances())
        .isEqualTo(FaultPlan.of(50, 0, 7).disturbances());
  }

  @Test
  void killsAsOftenAsItIsTold() {
    assertThat(FaultPlan.of(0, 0, 1).steps()).isEmpty();
    assertThat(FaultPlan.of(200, 0, 1).injections()).hasSize(200);
    assertThat(FaultPlan.of(200, 0, 1).injections())
        .extracting(Injection::number)
        .containsExactlyElementsOf(IntStream.rangeClosed(1, 200).boxed().toList());
  }

  @Test
  void leavesNobodyThatTradesOutInTenKills() {
    for (long seed = 0; seed < 100; seed++) {
      assertThat(FaultPlan.of(10, 0, seed).injections())
          .extracting(Injection::victim)
          .contains(
              Victim.EXECUTION, Victim.POSITION, Victim.SCANNER, Victim.KAFKA, Victim.POSTGRES);
    }
  }

  @Test
  void bringsEveryProcessEveryMeansInThreeRounds() {
    List<Injection> injections = FaultPlan.of(2, 3, 9).injections();

    assertThat(injections).extracting(Injection::means).startsWith(Means.KILL, Means.KILL);
    for (Victim victim : Victim.values()) {
      assertThat(injections)
          .filteredOn(fault -> fault.victim() == victim)
          .extracting(Injection::means)
          .as("%s", victim)
          .containsAll(Means.OF_PROCESSES);
    }
    for (Victim server : List.of(Victim.KAFKA, Victim.POSTGRES)) {
      assertThat(injections)
          .filteredOn(fault -> fault.victim() == server)
          .extracting(Injection::means)
          .as("%s", server)
          .containsAll(Means.OF_LINKS);
    }
  }

  @Test
  void usesEveryMeansInARound() {
    List<Injection> injections = FaultPlan.of(0, 1, 9).injections();

    assertThat(injections).extracting(Injection::means).contains(Means.values());
    assertThat(injections)
        .extracting(Injection::victim)
        .containsAll(Arrays.asList(Victim.values()));
    assertThat(injections)
        .filteredOn(fault -> fault.means() != Means.KILL)
        .extracting(Injection::overlapping)
        .containsOnly(false);
  }

  @Test
  void setsTheClockOfEveryServiceWrongInARound() {
    List<Injection> injections = FaultPlan.of(0, 1, 9).injections();

    assertThat(injections)
        .filteredOn(fault -> Means.OF_CLOCKS.contains(fault.means()))
        .extracting(Injection::victim)
        .containsExactlyInAnyOrderElementsOf(services());
    assertThat(injections).hasSize(FaultPlan.FAULTS_A_ROUND);
  }

  @Test
  void setsEveryClockAheadAndBehindInTwoRounds() {
    List<Injection> injections = FaultPlan.of(0, 2, 9).injections();

    for (Victim service : services()) {
      assertThat(injections)
          .filteredOn(fault -> fault.victim() == service)
          .extracting(Injection::means)
          .as("%s", service)
          .containsAll(Means.OF_CLOCKS);
    }
  }

  private static List<Victim> services() {
    return Arrays.stream(Victim.values()).filter(victim -> victim.service() != null).toList();
  }

  @Test
  void waitsForTheLastRecovery() {
    for (long seed = 0; seed < 100; seed++) {
      assertThat(FaultPlan.of(10, 0, seed).injections().getLast().overlapping()).isFalse();
    }
    assertThat(FaultPlan.of(100, 0, 1).injections())
        .extracting(Injection::overlapping)
        .contains(true);
  }

  @Test
  void disturbsTheVenueBeforeEachKill() {
    FaultPlan plan = FaultPlan.of(40, 0, 3);

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
