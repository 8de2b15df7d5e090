package io.tidemark.launcher;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.tidemark.kit.connection.KafkaConnection;
import io.tidemark.model.event.Event;
import io.tidemark.simulator.SimulatorMain;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The walls between the modules, and the rules of the pure ones. */
class ArchitectureTest {

  private static final String[] PURE = {
    "io.tidemark.model..", "io.tidemark.core..", "io.tidemark.simulator.."
  };
  private static final String[] SERVICES = {
    "ingestor", "backfiller", "scanner", "position", "execution", "ml", "backtester", "operator"
  };

  private static JavaClasses suite;

  @BeforeAll
  static void importTheSuite() {
    suite =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("/testkit/"))
            .importPackages("io.tidemark");
  }

  @Test
  void theModelKnowsTheJdkAndJspecifyOnly() {
    classes()
        .that()
        .resideInAPackage("io.tidemark.model..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", "org.jspecify..", "io.tidemark.model..")
        .check(suite);
  }

  @Test
  void theCoreKnowsNoFrameworkNoBrokerNoVenueLibraryAndNoDatabase() {
    noClasses()
        .that()
        .resideInAnyPackage("io.tidemark.model..", "io.tidemark.core..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.springframework..",
            "org.apache.kafka..",
            "org.knowm..",
            "info.bitrich..",
            "java.sql..",
            "javax.sql..",
            "java.net..",
            "tools.jackson..",
            "com.fasterxml..")
        .check(suite);
  }

  @Test
  void dependenciesPointOneWay() {
    layeredArchitecture()
        .consideringOnlyDependenciesInAnyPackage("io.tidemark..")
        .layer("model")
        .definedBy("io.tidemark.model..")
        .layer("core")
        .definedBy("io.tidemark.core..")
        .layer("platform")
        .definedBy(
            "io.tidemark.exchange..",
            "io.tidemark.simulator..",
            "io.tidemark.kit..",
            "io.tidemark.embedded..")
        .layer("services")
        .definedBy(servicePackages())
        .layer("launcher")
        .definedBy("io.tidemark.launcher..")
        .whereLayer("launcher")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("services")
        .mayOnlyBeAccessedByLayers("launcher")
        .whereLayer("platform")
        .mayOnlyBeAccessedByLayers("services", "launcher")
        .whereLayer("core")
        .mayOnlyBeAccessedByLayers("platform", "services", "launcher")
        .check(suite);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ingestor",
        "backfiller",
        "scanner",
        "position",
        "execution",
        "ml",
        "backtester",
        "operator"
      })
  void noServiceKnowsAnother(String service) {
    Set<String> others =
        Arrays.stream(servicePackages())
            .filter(other -> !other.equals("io.tidemark." + service + ".."))
            .collect(Collectors.toSet());
    noClasses()
        .that()
        .resideInAPackage("io.tidemark." + service + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(others.toArray(String[]::new))
        .check(suite);
  }

  /** They are run by commands that start without a server. */
  @Test
  void backtestsAndSearchesKnowNoFrameworkNoBrokerAndNoDatabase() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "io.tidemark.backtester.run..",
            "io.tidemark.backtester.search..",
            "io.tidemark.backtester.report..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.springframework..", "org.apache.kafka..", "java.sql..", "javax.sql..")
        .check(suite);
  }

  @Test
  void venueLibrariesAppearInTheAdapterOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.tidemark.exchange..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.knowm..", "info.bitrich..", "si.mazi..")
        .check(suite);
  }

  /** A client that is made elsewhere would forget TLS and the login. */
  @Test
  void clientsOfKafkaAreMadeInOnePlace() {
    noClasses()
        .that()
        .resideInAnyPackage(servicePackages())
        .or()
        .resideInAPackage("io.tidemark.kit..")
        .and()
        .doNotBelongToAnyOf(KafkaConnection.class)
        .should()
        .callConstructorWhere(
            target(owner(assignableTo("org.apache.kafka.clients.consumer.Consumer")))
                .or(target(owner(assignableTo("org.apache.kafka.clients.producer.Producer")))))
        .orShould()
        .callMethod(Admin.class, "create", Map.class)
        .check(suite);
  }

  @Test
  void noVenueLibraryTypeCrossesThePort() {
    noClasses()
        .that()
        .resideInAPackage("io.tidemark.exchange")
        .and()
        .arePublic()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.knowm..", "info.bitrich..")
        .check(suite);
  }

  @Test
  void thePureModulesReadNoClockAndDrawNoUnseededRandomNumber() {
    noClasses()
        .that()
        .resideInAnyPackage(PURE)
        .and()
        // The entry point is where the clock is handed in.
        .doNotBelongToAnyOf(SimulatorMain.class)
        .should()
        .callCodeUnitWhere(readsTheClockOrDrawsAtRandom())
        .check(suite);
  }

  @Test
  void moneyIsNeverADouble() {
    fields()
        .that()
        .areDeclaredInClassesThat(
            resideInAnyPackage(
                    "io.tidemark.core.portfolio..",
                    "io.tidemark.core.risk..",
                    "io.tidemark.core.exit..",
                    "io.tidemark.core.engine..",
                    "io.tidemark.core.fill..")
                .or(resideInAPackage("io.tidemark.model")))
        .should()
        .notHaveRawType(double.class)
        .andShould()
        .notHaveRawType(float.class)
        .check(suite);
  }

  @Test
  void eventsAreRecordsUnderSealedInterfaces() {
    classes().that(assignableTo(Event.class)).should(be(recordOrSealedInterface())).check(suite);
  }

  private static DescribedPredicate<JavaClass> recordOrSealedInterface() {
    return DescribedPredicate.describe(
        "a record or a sealed interface",
        type -> type.isRecord() || (type.isInterface() && type.reflect().isSealed()));
  }

  private static DescribedPredicate<JavaCall<?>> readsTheClockOrDrawsAtRandom() {
    return DescribedPredicate.describe(
        "reads a clock, the default time zone or unseeded randomness",
        call -> {
          String owner = call.getTargetOwner().getName();
          String method = call.getName();
          boolean noArguments = call.getTarget().getRawParameterTypes().isEmpty();
          return switch (method) {
            case "now" ->
                Set.of(Instant.class, LocalDate.class, LocalDateTime.class).stream()
                    .anyMatch(type -> type.getName().equals(owner));
            case "currentTimeMillis", "nanoTime" -> owner.equals(System.class.getName());
            case "systemUTC", "systemDefaultZone" -> owner.equals(Clock.class.getName());
            case "systemDefault" -> owner.equals(ZoneId.class.getName());
            case "randomUUID" -> owner.equals(UUID.class.getName());
            case "random" -> owner.equals(Math.class.getName());
            case "<init>" -> owner.equals(Random.class.getName()) && noArguments;
            default -> false;
          };
        });
  }

  private static String[] servicePackages() {
    return Arrays.stream(SERVICES)
        .map(service -> "io.tidemark." + service + "..")
        .toArray(String[]::new);
  }
}
