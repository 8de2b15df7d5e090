package io.tidemark.simulator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SimulatorArchitectureTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.tidemark.simulator", "io.tidemark.core.fill");

  @Test
  void nobodyReadsAClockButTheMainClass() {
    noClasses()
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .check(CLASSES);
    noClasses()
        .that()
        .doNotHaveSimpleName("SimulatorMain")
        .should()
        .callMethod(Clock.class, "systemUTC")
        .check(CLASSES);
  }

  @Test
  void nothingIsLeftToChance() {
    noClasses()
        .should()
        .callConstructor(Random.class)
        .orShould()
        .callMethod(UUID.class, "randomUUID")
        .orShould()
        .callMethod(Math.class, "random")
        .check(CLASSES);
  }

  @Test
  void theVenueKnowsNoProtocolServerOrClock() {
    noClasses()
        .that()
        .resideInAnyPackage("..simulator.tape..", "..simulator.market..", "..simulator.venue..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "..simulator.rest..",
            "..simulator.stream..",
            "..simulator.control..",
            "..simulator.server..",
            "io.netty..")
        .check(CLASSES);
  }

  @Test
  void onlyTheServerKnowsNettyAndJsonIsOfOneKind() {
    noClasses()
        .that()
        .resideOutsideOfPackage("..simulator.server..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.netty..")
        .check(CLASSES);
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.fasterxml.jackson.databind..")
        .check(CLASSES);
  }
}
