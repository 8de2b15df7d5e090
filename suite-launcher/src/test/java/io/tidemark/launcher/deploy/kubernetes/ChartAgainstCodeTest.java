package io.tidemark.launcher.deploy.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.kit.codec.Json;
import io.tidemark.kit.configuration.ConfigurationSource;
import io.tidemark.kit.configuration.TradingMode;
import io.tidemark.kit.service.TidemarkService;
import io.tidemark.launcher.deploy.KnownSettings;
import io.tidemark.model.Timeframe;
import io.tidemark.model.topic.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** The chart says of the services what their code says. */
class ChartAgainstCodeTest {

  private static final Pattern CALL = Pattern.compile("\\$\\{tidemark\\.services\\.([a-z]+):");

  static List<String> services() {
    return KnownSettings.services();
  }

  @Test
  void everyServiceIsInstalledOnce() {
    assertThat(
            Profile.DEFAULT
                .workloads()
                .map(Manifest::name)
                .filter(name -> !Set.of("kafka", "postgres").contains(name)))
        .containsExactlyInAnyOrderElementsOf(KnownSettings.services());
  }

  @ParameterizedTest
  @MethodSource("services")
  void itsPortIsTheOneThatItListensOn(String service) {
    int port = KnownSettings.port(service);

    assertThat(
            Manifest.only(Profile.DEFAULT.objects(), "Service", service)
                .at("/spec/ports/0/port")
                .asInt())
        .isEqualTo(port);
    assertThat(workload(service).container().at("/ports/0/containerPort").asInt()).isEqualTo(port);
    assertThat(
            Manifest.only(Profile.DEFAULT.objects(), "NetworkPolicy", service)
                .at("/spec/ingress/0/ports/0/port")
                .asInt(port))
        .isEqualTo(port);
  }

  @Test
  void theSimulatorsPortIsTheOneThatItListensOn() {
    Manifest simulator =
        Manifest.only(Profile.DEMO.objects(), "StatefulSet", KnownSettings.SIMULATOR);

    assertThat(simulator.container().at("/ports/0/containerPort").asInt())
        .isEqualTo(KnownSettings.port(KnownSettings.SIMULATOR));
  }

  /** What all services have is read by some of them; what one has is read by that one. */
  @ParameterizedTest
  @EnumSource(Profile.class)
  void everyVariableIsOneThatIsRead(Profile profile) {
    List<Manifest> services = profile.workloads().filter(ChartAgainstCodeTest::isService).toList();
    Set<String> common = new TreeSet<>(services.getFirst().environment().keySet());
    services.forEach(service -> common.retainAll(service.environment().keySet()));
    Set<String> readBySome =
        KnownSettings.services().stream()
            .flatMap(service -> KnownSettings.environmentNames(service).stream())
            .collect(Collectors.toSet());

    assertThat(readBySome).containsAll(common);
    assertThat(services)
        .allSatisfy(
            service -> {
              Set<String> unknown = new TreeSet<>(service.environment().keySet());
              unknown.removeAll(common);
              unknown.removeAll(KnownSettings.environmentNames(service.service()));
              assertThat(unknown).isEmpty();
            });
  }

  /**
   * The addresses that a service asks others at: each has a variable, and each variable is used.
   */
  @ParameterizedTest
  @MethodSource("services")
  void itIsToldWhereThoseAreThatItCalls(String service) throws IOException {
    Set<String> told =
        workload(service).environment().keySet().stream()
            .filter(name -> name.startsWith("TIDEMARK_SERVICES_"))
            .collect(Collectors.toSet());

    assertThat(told).isEqualTo(called(service));
    assertThat(told)
        .allSatisfy(
            name -> {
              String other =
                  name.substring("TIDEMARK_SERVICES_".length()).toLowerCase(Locale.ROOT)
                      + "-service";
              assertThat(workload(service).variable(name))
                  .contains("http://%s:%d".formatted(other, KnownSettings.port(other)));
            });
  }

  private static Set<String> called(String service) throws IOException {
    if (service.equals(TidemarkService.OPERATOR_GATEWAY.serviceName())) {
      return KnownSettings.services().stream()
          .filter(other -> !other.equals(service))
          .map(other -> variable(other.replace("-service", "")))
          .collect(Collectors.toSet());
    }
    Set<String> called = new TreeSet<>();
    try (Stream<Path> sources = Files.walk(Chart.ROOT.resolve(service).resolve("src/main/java"))) {
      sources
          .filter(file -> file.toString().endsWith(".java"))
          .flatMap(file -> CALL.matcher(Chart.read(file)).results())
          .map(found -> variable(found.group(1)))
          .forEach(called::add);
    }
    return called;
  }

  private static String variable(String service) {
    return "TIDEMARK_SERVICES_" + service.toUpperCase(Locale.ROOT);
  }

  @Test
  void itsRoleIsTheOwnerOfItsSchema() {
    String sql = Chart.read(Chart.ROOT.resolve("config/postgres/service-roles.sql"));

    for (TidemarkService service : TidemarkService.values()) {
      String role =
          workload(service.serviceName()).variable("TIDEMARK_DATABASE_USERNAME").orElseThrow();
      assertThat(sql).contains("('%s', '%s', ".formatted(role, service.schema()));
    }
  }

  /** Each role has a password, which the roles' script is given by its name. */
  @Test
  void theBundledPostgresMakesEveryRole() {
    Manifest postgres = Manifest.only(Profile.DEFAULT.objects(), "StatefulSet", "postgres");
    JsonNode files =
        Manifest.only(Profile.DEFAULT.objects(), "ConfigMap", "tidemark-postgres").at("/data");
    String sql = files.path("service-roles.sql").asString();
    Set<String> asked =
        Pattern.compile("password :'([a-z_]+)'")
            .matcher(sql)
            .results()
            .map(found -> found.group(1))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(sql).isEqualTo(Chart.read(Chart.ROOT.resolve("config/postgres/service-roles.sql")));
    assertThat(asked).hasSize(KnownSettings.services().size() + 1);
    assertThat(asked)
        .allSatisfy(
            name -> {
              assertThat(files.path("roles.sh").asString())
                  .contains("-v %s=\"$%s\"".formatted(name, name.toUpperCase(Locale.ROOT)));
              assertThat(postgres.environment()).containsKey(name.toUpperCase(Locale.ROOT));
            });
    Pattern.compile("\\\\ir (\\S+)")
        .matcher(sql)
        .results()
        .forEach(included -> assertThat(files.has(included.group(1))).isTrue());
  }

  @Test
  void theBundledPostgresHasAConnectionForEveryPool() {
    Manifest postgres = Manifest.only(Profile.DEFAULT.objects(), "StatefulSet", "postgres");
    int most =
        Integer.parseInt(
            postgres.container().at("/args/1").asString().replace("max_connections=", ""));
    int promised =
        Pattern.compile("\\('[a-z_]+', '[a-z_]+', (\\d+)\\)")
            .matcher(Chart.read(Chart.ROOT.resolve("config/postgres/service-roles.sql")))
            .results()
            .mapToInt(found -> Integer.parseInt(found.group(1)))
            .sum();

    assertThat(promised).isPositive();
    assertThat(most).isGreaterThan(promised);
  }

  /** As many automatic scanners as there are partitions have work. */
  @Test
  void scannersScaleUpToThePartitions() {
    JsonNode schema = schema();

    assertThat(schema.at("/definitions/scanners/maximum").asInt()).isEqualTo(Topic.PARTITIONS);
    assertThat(schema.at("/properties/scanner/properties/replicas/maximum").asInt())
        .isEqualTo(Topic.PARTITIONS);
  }

  @Test
  void kedaLooksAtTheScannersOwnLag() {
    JsonNode trigger =
        Manifest.only(Profile.KEDA.objects(), "ScaledObject", "scanner-service")
            .at("/spec/triggers/0/metadata");

    assertThat(trigger.path("topic").asString()).isEqualTo(Topic.MARKET_BAR.topicName());
    assertThat(trigger.path("consumerGroup").asString())
        .isEqualTo(TidemarkService.SCANNER.serviceName());
    assertThat(trigger.path("bootstrapServers").asString())
        .isEqualTo(
            Manifest.only(Profile.KEDA.objects(), "Deployment", "scanner-service")
                .variable("TIDEMARK_KAFKA")
                .orElseThrow());
  }

  @Test
  void aShardScansItsSymbolsAtItsTimeframes() {
    assertThat(
            Manifest.only(Profile.SHARDS.objects(), "Deployment", "scanner-service-btc")
                .variable("SCANNER_INSTRUMENTS"))
        .contains("kraken:BTC/USD@1m,kraken:BTC/USD@5m");
    assertThat(
            Manifest.only(Profile.SHARDS.objects(), "Deployment", "scanner-service-eth")
                .variable("SCANNER_INSTRUMENTS"))
        .contains("kraken:ETH/USD@1m");
    assertThat(Profile.SHARDS.objects())
        .extracting(Manifest::toString)
        .doesNotContain("Deployment scanner-service");
  }

  @Test
  void automaticScannersLeaveWhatIsListedToItsShard() {
    Manifest automatic = Manifest.only(Profile.MIXED.objects(), "Deployment", "scanner-service");

    assertThat(automatic.variable("SCANNER_EXCEPT"))
        .isEqualTo(
            Manifest.only(Profile.MIXED.objects(), "Deployment", "scanner-service-btc")
                .variable("SCANNER_INSTRUMENTS"))
        .contains("kraken:BTC/USD@1m,kraken:BTC/USD@5m");
    assertThat(automatic.variable("SCANNER_INSTRUMENTS")).isEmpty();
  }

  @Test
  void theSchemaKnowsTheModesAndTimeframesOfTheCode() {
    assertThat(values(schema().at("/properties/mode/enum")))
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(
                    Stream.of("demo"),
                    Arrays.stream(TradingMode.values())
                        .map(mode -> mode.name().toLowerCase(Locale.ROOT)))
                .toList());
    assertThat(values(schema().at("/properties/scanners/items/properties/timeframes/items/enum")))
        .containsExactlyElementsOf(Arrays.stream(Timeframe.values()).map(Timeframe::code).toList());
  }

  /** Two of them would trade an account, take in a venue's stream or answer a chat at once. */
  @ParameterizedTest
  @MethodSource("services")
  void aServiceThatHasOneOwnerIsNeverTwo(String service) {
    Manifest workload = workload(service);
    if (service.equals(TidemarkService.SCANNER.serviceName())) {
      assertThat(workload.at("/spec/strategy/type").asString()).isEqualTo("RollingUpdate");
    } else if (workload.kind().equals("Deployment")) {
      assertThat(workload.at("/spec/replicas").asInt()).isEqualTo(1);
      assertThat(workload.at("/spec/strategy/type").asString()).isEqualTo("Recreate");
    } else {
      assertThat(workload.at("/spec/replicas").asInt()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @MethodSource("services")
  void itsProbesAskWhatItAnswers(String service) {
    JsonNode container = workload(service).container();

    assertThat(container.at("/startupProbe/httpGet/path").asString())
        .isEqualTo("/actuator/health/liveness");
    assertThat(container.at("/livenessProbe/httpGet/path").asString())
        .isEqualTo("/actuator/health/liveness");
    assertThat(container.at("/readinessProbe/httpGet/path").asString())
        .isEqualTo("/actuator/health/readiness");
  }

  /** What the services read at their start is what the chart mounts, and is valid. */
  @Test
  void theConfigurationThatItComesWithIsValid(@TempDir Path folder) throws IOException {
    Path strategies = Files.createDirectory(folder.resolve("strategies"));
    unpack("tidemark-configuration", folder);
    unpack("tidemark-strategies", strategies);

    assertThat(ConfigurationSource.of(folder.resolve("tidemark.yaml")).load().strategies().byId())
        .hasSize(
            (int)
                files(Chart.ROOT.resolve("config/strategies"))
                    .filter(file -> file.toString().endsWith(".yaml"))
                    .count());
    Manifest scanner = workload("scanner-service");
    assertThat(mounted(scanner, "configuration") + "/tidemark.yaml")
        .isEqualTo(scanner.variable("TIDEMARK_CONFIG").orElseThrow());
    assertThat(mounted(scanner, "strategies"))
        .isEqualTo(scanner.variable("TIDEMARK_STRATEGIES").orElseThrow());
  }

  private static String mounted(Manifest workload, String volume) {
    for (JsonNode mount : workload.container().path("volumeMounts")) {
      if (mount.path("name").asString().equals(volume)) {
        assertThat(mount.has("subPath")).as("a part of a volume never changes").isFalse();
        return mount.path("mountPath").asString();
      }
    }
    throw new AssertionError("no volume " + volume);
  }

  private static void unpack(String configMap, Path folder) throws IOException {
    JsonNode files = Manifest.only(Profile.DEFAULT.objects(), "ConfigMap", configMap).at("/data");
    assertThat(files.size()).isPositive();
    for (var file : files.properties()) {
      Files.writeString(folder.resolve(file.getKey()), file.getValue().asString());
    }
  }

  @Test
  void theAlertsAreThoseOfTheSuite() throws IOException {
    JsonNode groups =
        Manifest.only(Profile.PRODUCTION.objects(), "PrometheusRule", "tidemark")
            .at("/spec/groups");
    Set<String> rules = new TreeSet<>(groups.findValuesAsString("alert"));

    Set<String> ours = new TreeSet<>();
    for (Path file : files(Chart.ROOT.resolve("config/prometheus/alerts")).toList()) {
      Pattern.compile("alert: (\\S+)")
          .matcher(Chart.read(file))
          .results()
          .forEach(alert -> ours.add(alert.group(1)));
    }
    assertThat(rules).isEqualTo(ours).isNotEmpty();
    JsonNode monitor =
        Manifest.only(Profile.PRODUCTION.objects(), "ServiceMonitor", "tidemark").at("/spec");
    assertThat(monitor.at("/endpoints/0/path").asString()).isEqualTo("/actuator/prometheus");
    // The job that ServiceDown asks about.
    assertThat(groups.toString()).contains("up{job=\\\"tidemark\\\"}");
    assertThat(monitor.path("jobLabel").asString()).isEqualTo("app.kubernetes.io/part-of");
    for (String service : KnownSettings.services()) {
      JsonNode labels =
          Manifest.only(Profile.PRODUCTION.objects(), "Service", service).at("/metadata/labels");
      assertThat(labels.path("app.kubernetes.io/part-of").asString()).isEqualTo("tidemark");
      assertThat(labels.properties()).containsAll(monitor.at("/selector/matchLabels").properties());
    }
  }

  /**
   * A message counts once it is on two brokers, whoever wrote it; producers ask for all of them.
   */
  @Test
  void inProductionEveryMessageIsOnTwoBrokersAtLeast() {
    Manifest kafka = Manifest.only(Profile.PRODUCTION.objects(), "StatefulSet", "kafka");

    assertThat(kafka.at("/spec/replicas").asInt()).isEqualTo(3);
    for (String topics : List.of("DEFAULT", "OFFSETS_TOPIC", "TRANSACTION_STATE_LOG")) {
      assertThat(kafka.variable("KAFKA_%s_REPLICATION_FACTOR".formatted(topics))).contains("3");
    }
    assertThat(kafka.variable("KAFKA_MIN_INSYNC_REPLICAS")).contains("2");
    assertThat(kafka.variable("KAFKA_TRANSACTION_STATE_LOG_MIN_ISR")).contains("2");
    assertThat(kafka.variable("KAFKA_UNCLEAN_LEADER_ELECTION_ENABLE")).contains("false");
    assertThat(kafka.variable("KAFKA_CONTROLLER_QUORUM_VOTERS").orElseThrow().split(","))
        .hasSize(3);
    assertThat(
            Manifest.only(Profile.PRODUCTION.objects(), "PodDisruptionBudget", "kafka")
                .at("/spec/maxUnavailable")
                .asInt())
        .isEqualTo(1);
  }

  private static boolean isService(Manifest workload) {
    return KnownSettings.services().contains(workload.service());
  }

  private static Manifest workload(String service) {
    return Profile.DEFAULT
        .workloads()
        .filter(workload -> workload.name().equals(service))
        .findFirst()
        .orElseThrow(() -> new AssertionError(service + " is not installed"));
  }

  private static JsonNode schema() {
    return Json.mapper().readTree(Chart.read(Chart.FOLDER.resolve("values.schema.json")));
  }

  private static List<String> values(JsonNode list) {
    return list.valueStream().map(JsonNode::asString).toList();
  }

  private static Stream<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList().stream();
    }
  }
}
