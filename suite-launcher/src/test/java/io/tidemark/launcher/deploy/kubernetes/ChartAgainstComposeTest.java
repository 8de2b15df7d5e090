package io.tidemark.launcher.deploy.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.kit.codec.Json;
import io.tidemark.launcher.deploy.KnownSettings;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The chart and docker-compose.yml deploy the same suite. */
class ChartAgainstComposeTest {

  private static final JsonNode COMPOSE = compose();

  /** How compose hands secrets on; the chart's are variables. */
  private static final String SECRETS = "SPRING_CONFIG_IMPORT";

  /** What is one broker's own, or follows from where it runs. */
  private static final Set<String> OF_A_BROKER =
      Set.of(
          "CLUSTER_ID",
          "KAFKA_NODE_ID",
          "KAFKA_HEAP_OPTS",
          "KAFKA_LISTENERS",
          "KAFKA_ADVERTISED_LISTENERS",
          "KAFKA_CONTROLLER_QUORUM_VOTERS",
          "KAFKA_LOG_DIRS",
          "KAFKA_OFFSETS_TOPIC_NUM_PARTITIONS");

  static Stream<String> services() {
    return KnownSettings.services().stream();
  }

  static Stream<String> images() {
    return Stream.concat(services(), Stream.of(KnownSettings.SIMULATOR));
  }

  @Test
  void bothHaveTheSameServices() {
    Set<String> ofTheChart =
        Profile.DEMO.workloads().map(Manifest::name).collect(Collectors.toSet());

    assertThat(COMPOSE.propertyNames()).containsAll(ofTheChart);
    assertThat(images()).allMatch(ofTheChart::contains).allMatch(COMPOSE::has);
  }

  @ParameterizedTest
  @MethodSource("images")
  void bothHaveTheSameImageUserPortAndHealth(String service) {
    Manifest workload = workload(Profile.DEMO, service);
    Pattern built = Pattern.compile("\"%s \\S+ (\\d+) (\\S+)\"".formatted(Pattern.quote(service)));
    var image =
        built
            .matcher(read("deploy/images/build").replace("$READY", "/actuator/health/readiness"))
            .results()
            .findFirst()
            .orElseThrow(() -> new AssertionError("no image of " + service));

    assertThat(COMPOSE.path(service).path("image").asString())
        .contains("tidemark}/%s:".formatted(service));
    assertThat(workload.container().path("image").asString())
        .startsWith("tidemark/%s:".formatted(service));
    assertThat(workload.container().at("/ports/0/containerPort").asString())
        .isEqualTo(image.group(1));
    assertThat(workload.container().at("/readinessProbe/httpGet/path").asString())
        .isEqualTo(image.group(2));
    assertThat(COMPOSE.path(service).path("user").asString()).isEqualTo(user(workload));
  }

  @ParameterizedTest
  @ValueSource(strings = {"kafka", "postgres"})
  void bothHaveTheSameServers(String server) {
    Manifest workload = workload(Profile.DEFAULT, server);
    String image = COMPOSE.path(server).path("image").asString();

    assertThat(image.substring(image.indexOf(":-") + 2, image.length() - 1))
        .isEqualTo(workload.container().path("image").asString());
    assertThat(COMPOSE.path(server).path("user").asString()).isEqualTo(user(workload));
  }

  /** What compose always sets, the chart sets; what the chart sets, compose can be told. */
  @ParameterizedTest
  @MethodSource("services")
  void bothTellAServiceTheSame(String service) {
    Manifest workload = workload(Profile.DEMO, service);
    Set<String> plain = new TreeSet<>();
    workload
        .environment()
        .forEach(
            (name, variable) -> {
              if (variable.has("value")) {
                plain.add(name);
              }
            });
    Map<String, String> told = told(service);
    Set<String> always = new TreeSet<>();
    told.forEach(
        (name, value) -> {
          if (!value.endsWith(":-}") && !name.startsWith("TIDEMARK_SERVICES_")) {
            always.add(name);
          }
        });
    always.remove(SECRETS);

    assertThat(plain).containsAll(always);
    Set<String> known = new TreeSet<>(told.keySet());
    known.addAll(ofTheImage());
    // The chart's strategies are a volume of their own, so that they change without the pod.
    known.add("TIDEMARK_STRATEGIES");
    assertThat(known).containsAll(plain);
  }

  @ParameterizedTest
  @MethodSource("services")
  void bothTellAServiceWhereTheOthersAreAndWhichRoleItHas(String service) {
    Manifest workload = workload(Profile.DEFAULT, service);
    Map<String, String> told = told(service);

    assertThat(workload.environment().keySet())
        .filteredOn(name -> name.startsWith("TIDEMARK_SERVICES_") || name.endsWith("_USERNAME"))
        .isNotEmpty()
        .allSatisfy(name -> assertThat(workload.variable(name)).as(name).contains(told.get(name)));
  }

  /** Each secret of the chart is one that deploy/make-secrets makes, and the other way round. */
  @ParameterizedTest
  @MethodSource("services")
  void bothGiveAServiceTheSameSecrets(String service) {
    Set<String> ofTheChart = new TreeSet<>();
    workload(Profile.DEMO, service)
        .environment()
        .forEach(
            (name, variable) -> {
              if (!variable
                  .at("/valueFrom/secretKeyRef/optional")
                  .asBoolean(!variable.has("valueFrom"))) {
                ofTheChart.add(name);
              }
            });
    Set<String> made =
        Pattern.compile("put \"?(\\$service|%s)/([A-Z_]+)".formatted(Pattern.quote(service)))
            .matcher(read("deploy/make-secrets"))
            .results()
            .map(found -> found.group(2))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(ofTheChart).isEqualTo(made).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({"demo, DEMO", "paper, DEFAULT", "live, LIVE"})
  void bothMeanTheSameByAMode(String profile, Profile values) {
    String mode = variables("deploy/compose/%s.env".formatted(profile)).get("TRADING_MODE");

    assertThat(workload(values, "execution-service").variable("TRADING_MODE")).contains(mode);
  }

  @Test
  void bothLetTheDemosClockRunAtTheSameSpeed() {
    Manifest simulator = workload(Profile.DEMO, KnownSettings.SIMULATOR);
    List<String> arguments =
        simulator.container().path("args").valueStream().map(JsonNode::asString).toList();

    assertThat(COMPOSE.path(KnownSettings.SIMULATOR).path("entrypoint").toString())
        .contains("--speed " + arguments.get(arguments.indexOf("--speed") + 1) + " ");
    assertThat(variables("deploy/compose/demo.env"))
        .isNotEmpty()
        .allSatisfy(
            (name, value) ->
                assertThat(workload(Profile.DEMO, "position-service").variable(name))
                    .contains(value));
  }

  @Test
  void bothConfigureABrokerAlike() {
    Manifest kafka = workload(Profile.DEFAULT, "kafka");
    Map<String, String> told = new TreeMap<>(environment(COMPOSE.path("kafka")));
    told.keySet().removeAll(OF_A_BROKER);

    assertThat(told)
        .isNotEmpty()
        .allSatisfy((name, value) -> assertThat(kafka.variable(name)).as(name).contains(value));
    assertThat(COMPOSE.path("postgres").path("command").toString())
        .contains(workload(Profile.DEFAULT, "postgres").container().at("/args/1").asString());
  }

  /** A pod has at least as long to end as a container. */
  @ParameterizedTest
  @MethodSource("services")
  void aPodMayTakeAsLongToEnd(String service) {
    assertThat(
            workload(Profile.DEFAULT, service).pod().path("terminationGracePeriodSeconds").asInt())
        .isGreaterThanOrEqualTo(
            Integer.parseInt(
                COMPOSE.path(service).path("stop_grace_period").asString().replace("s", "")));
  }

  /** The services of the file and of what it includes for the demo. */
  private static JsonNode compose() {
    ObjectNode services = Json.mapper().createObjectNode();
    for (String file : List.of("docker-compose.yml", "deploy/compose/demo.yml")) {
      JsonNode parsed = Json.mapper().valueToTree(new Yaml().load(read(file)));
      parsed
          .path("services")
          .properties()
          .forEach(one -> services.set(one.getKey(), one.getValue()));
    }
    return services;
  }

  /** What compose tells a service in the demo, by name. */
  private static Map<String, String> told(String service) {
    Map<String, String> told = new TreeMap<>(variables("deploy/compose/demo.env"));
    told.putAll(environment(COMPOSE.path(service)));
    return told;
  }

  private static Map<String, String> environment(JsonNode service) {
    Map<String, String> variables = new TreeMap<>();
    service
        .path("environment")
        .properties()
        .forEach(one -> variables.put(one.getKey(), one.getValue().asString()));
    return variables;
  }

  private static Map<String, String> variables(String file) {
    return Pattern.compile("(?m)^([A-Z_]+)=(.*)$")
        .matcher(read(file))
        .results()
        .collect(Collectors.toMap(found -> found.group(1), found -> found.group(2)));
  }

  /** What is set in every image. */
  private static Set<String> ofTheImage() {
    return Pattern.compile("(?m)^(?:ENV|   ) ([A-Z_]+)=")
        .matcher(read("deploy/images/Dockerfile"))
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toSet());
  }

  private static String user(Manifest workload) {
    JsonNode security = workload.pod().path("securityContext");
    return security.path("runAsUser").asInt() + ":" + security.path("runAsGroup").asInt();
  }

  private static Manifest workload(Profile profile, String name) {
    return profile
        .workloads()
        .filter(workload -> workload.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " is not installed"));
  }

  private static String read(String file) {
    return Chart.read(Chart.ROOT.resolve(file));
  }
}
