package io.tidemark.launcher.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.kit.service.TidemarkService;
import io.tidemark.simulator.control.ControlApi;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.server.config.AbstractKafkaConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/** What docker compose starts is what the code is, and is told what the code reads. */
class ComposeAgainstCodeTest {

  private static final String READY = "/actuator/health/readiness";
  private static final Pattern IMAGE =
      Pattern.compile("(?m)^  \"([a-z-]+) ([A-Za-z.]+) (\\d+) (\\S+)\"$");

  private final ComposeFile demo = ComposeFile.of("demo");

  static List<String> services() {
    return KnownSettings.services();
  }

  @Test
  void startsEveryServiceInEveryProfile() {
    for (String profile : List.of("demo", "paper", "live")) {
      assertThat(ComposeFile.of(profile).services(profile).keySet())
          .as(profile)
          .containsAll(services())
          .contains("kafka", "postgres", "prometheus", "alertmanager", "grafana", "pushgateway");
    }
    assertThat(demo.services("demo")).containsKey(KnownSettings.SIMULATOR);
    assertThat(ComposeFile.of("live").services("live")).doesNotContainKey(KnownSettings.SIMULATOR);
  }

  @ParameterizedTest
  @MethodSource("services")
  void tellsAServiceOnlyWhatItReads(String service) {
    Map<String, Object> own =
        new HashMap<>(ComposeFile.map(demo.service("demo", service).get("environment")));
    own.keySet().removeAll(demo.sharedEnvironment().keySet());

    assertThat(KnownSettings.environmentNames(service)).containsAll(own.keySet());
  }

  @ParameterizedTest
  @ValueSource(strings = {"demo", "paper", "live"})
  void tellsAllServicesWhatSomeServiceReads(String profile) {
    Set<String> known =
        services().stream()
            .flatMap(service -> KnownSettings.environmentNames(service).stream())
            .collect(Collectors.toSet());
    ComposeFile compose = ComposeFile.of(profile);

    assertThat(known)
        .containsAll(compose.sharedEnvironment().keySet())
        .containsAll(
            ComposeFile.environmentFiles(compose.service(profile, "scanner-service")).keySet());
  }

  @ParameterizedTest
  @MethodSource("services")
  void leadsToTheServicesOwnPorts(String service) {
    ComposeFile.environment(demo.service("demo", service))
        .forEach(
            (name, value) -> {
              if (name.startsWith("TIDEMARK_SERVICES_")) {
                String other =
                    name.replace("TIDEMARK_SERVICES_", "").toLowerCase(Locale.ROOT) + "-service";
                assertThat(value)
                    .as(name)
                    .isEqualTo("http://%s:%d".formatted(other, KnownSettings.port(other)));
              }
            });
  }

  @Test
  void opensTheGatewayAtItsOwnPort() {
    assertThat(ComposeFile.list(demo.service("demo", "operator-gateway").get("ports")))
        .hasToString("[127.0.0.1:8080:%d]".formatted(KnownSettings.port("operator-gateway")));
  }

  @Test
  void readsTheMetricsOfEveryService() {
    Map<String, Object> prometheus =
        ComposeFile.map(
            new Yaml().load(ComposeFile.read("deploy/compose/prometheus/prometheus.yml")));
    Map<String, Object> job =
        ComposeFile.map(ComposeFile.list(prometheus.get("scrape_configs")).getFirst());
    List<String> targets = new ArrayList<>();
    for (Object group : ComposeFile.list(job.get("static_configs"))) {
      String target =
          String.valueOf(ComposeFile.list(ComposeFile.map(group).get("targets")).getFirst());
      targets.add(target);
      assertThat(target)
          .startsWith(ComposeFile.map(ComposeFile.map(group).get("labels")).get("service") + ":");
    }
    for (Object names : ComposeFile.list(job.get("dns_sd_configs"))) {
      Map<String, Object> found = ComposeFile.map(names);
      targets.add(ComposeFile.list(found.get("names")).getFirst() + ":" + found.get("port"));
    }

    assertThat(targets)
        .containsExactlyInAnyOrderElementsOf(
            services().stream()
                .map(service -> service + ":" + KnownSettings.port(service))
                .toList());
  }

  @Test
  void buildsAnImageOfEveryServiceWithItsClassPortAndHealth() throws ClassNotFoundException {
    Map<String, String> images = new TreeMap<>();
    String script = ComposeFile.read("deploy/images/build").replace("$READY", READY);
    for (MatchResult image : IMAGE.matcher(script).results().toList()) {
      images.put(image.group(1), image.group(3) + image.group(4));
      assertThat(
              Arrays.stream(Class.forName(image.group(2)).getMethods())
                  .filter(method -> method.getName().equals("main"))
                  .filter(method -> Modifier.isStatic(method.getModifiers())))
          .as(image.group(2))
          .isNotEmpty();
    }
    Map<String, String> expected = new TreeMap<>();
    services().forEach(service -> expected.put(service, KnownSettings.port(service) + READY));
    expected.put(
        KnownSettings.SIMULATOR,
        KnownSettings.port(KnownSettings.SIMULATOR) + ControlApi.PATH + "status");

    assertThat(script).contains("READY=" + READY);
    assertThat(images).isEqualTo(expected);
  }

  @Test
  void recordsAnArchiveOfEveryImage() {
    List<String> recorded =
        Pattern.compile("(?m)^  ([a-z-]+):$")
            .matcher(ComposeFile.read("deploy/images/record.yml"))
            .results()
            .map(name -> name.group(1))
            .toList();

    assertThat(recorded)
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(services().stream(), Stream.of(KnownSettings.SIMULATOR)).toList());
  }

  @ParameterizedTest
  @MethodSource("services")
  void startsAServiceOnceWhatItNeedsIsReady(String service) {
    Map<String, Object> needs = ComposeFile.map(demo.service("demo", service).get("depends_on"));

    assertThat(needs.get("kafka")).hasToString("{condition=service_healthy}");
    assertThat(needs.get("postgres-roles"))
        .hasToString("{condition=service_completed_successfully}");
    assertThat(needs.get(KnownSettings.SIMULATOR))
        .hasToString("{condition=service_healthy, required=false}");
  }

  @ParameterizedTest
  @MethodSource("services")
  void givesAServiceTheConfigurationThatItsImageReads(String service) {
    String image = ComposeFile.read("deploy/images/Dockerfile");

    assertThat(ComposeFile.binds(demo.service("demo", service)))
        .containsEntry("/app/config", "./config");
    assertThat(image).contains("TIDEMARK_CONFIG=/app/config/tidemark.yaml");
    assertThat(ComposeFile.ROOT.resolve("config/tidemark.yaml")).exists();
    assertThat(ComposeFile.ROOT.resolve("config/strategies")).isNotEmptyDirectory();
    assertThat(KnownSettings.environmentNames(service))
        .contains("TIDEMARK_CONFIG", "TIDEMARK_BIND_ADDRESS");
  }

  @Test
  void givesEachServiceARoleOfItsOwnSchema() {
    String script = ComposeFile.read("config/postgres/service-roles.sql");
    Map<String, String> schemas = new TreeMap<>();
    Pattern.compile("\\('([a-z_]+)', '([a-z_]+)', \\d+\\)")
        .matcher(script)
        .results()
        .forEach(row -> schemas.put(row.group(1), row.group(2)));
    Map<String, String> expected = new TreeMap<>();
    for (TidemarkService service : TidemarkService.values()) {
      String role = service.serviceName().replace('-', '_');
      expected.put(role, service.schema());
      assertThat(ComposeFile.environment(demo.service("demo", service.serviceName())))
          .containsEntry("TIDEMARK_DATABASE_USERNAME", role);
      assertThat(script).contains("alter role %s password :'%s_password';".formatted(role, role));
    }

    assertThat(schemas).isEqualTo(expected);
  }

  @Test
  void makesASecretForEachServiceUnderANameThatItReads(@TempDir Path folder) throws Exception {
    Program.run(
        Map.of("TIDEMARK_SECRETS", folder.toString()),
        ComposeFile.ROOT.resolve("deploy/make-secrets"),
        "demo");

    for (String service : services()) {
      try (Stream<Path> files = Files.list(folder.resolve("demo").resolve(service))) {
        Set<String> names =
            files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
        assertThat(names).contains("TIDEMARK_DATABASE_PASSWORD", "TIDEMARK_API_KEY");
        assertThat(KnownSettings.environmentNames(service)).containsAll(names);
      }
    }
  }

  @Test
  void makesNoSecretAnew(@TempDir Path folder) throws Exception {
    Map<String, String> where = Map.of("TIDEMARK_SECRETS", folder.toString());
    Path script = ComposeFile.ROOT.resolve("deploy/make-secrets");
    Path password = folder.resolve("paper/postgres/password");
    Program.run(where, script, "paper");
    String made = Files.readString(password);

    assertThat(Program.run(where, script, "paper").said()).startsWith("0 secrets made");
    assertThat(Files.readString(password)).isEqualTo(made).hasSizeGreaterThan(30);
    assertThat(Program.run(where, script, "peper").status()).isEqualTo(2);
  }

  @Test
  void tellsTheBrokerOnlyWhatKafkaKnows() {
    Set<String> names = new TreeSet<>();
    ComposeFile.environment(demo.service("demo", "kafka")).keySet().stream()
        .filter(name -> name.startsWith("KAFKA_") && !name.equals("KAFKA_HEAP_OPTS"))
        .map(name -> name.substring("KAFKA_".length()).toLowerCase(Locale.ROOT).replace('_', '.'))
        .forEach(names::add);

    assertThat(AbstractKafkaConfig.CONFIG_DEF.names()).containsAll(names);
    assertThat(names).contains("auto.create.topics.enable");
  }

  @Test
  void tellsGrafanaWhatItsFilesAskFor() {
    Set<String> asked = new TreeSet<>();
    for (String file : List.of("datasources", "dashboards")) {
      Pattern.compile("\\$\\{([A-Z_]+)}")
          .matcher(ComposeFile.read("grafana/provisioning/%s/tidemark.yaml".formatted(file)))
          .results()
          .forEach(found -> asked.add(found.group(1)));
    }
    Map<String, Object> grafana = demo.service("demo", "grafana");
    Set<String> told = new TreeSet<>(ComposeFile.environment(grafana).keySet());
    // Its start reads it from a file.
    assertThat(String.valueOf(grafana.get("entrypoint"))).contains("TIDEMARK_GRAFANA_PASSWORD=");
    told.add("TIDEMARK_GRAFANA_PASSWORD");

    assertThat(told).containsAll(asked);
  }

  @Test
  void findsEveryFileThatItNames() {
    for (var service : demo.services("demo").entrySet()) {
      ComposeFile.binds(service.getValue()).values().stream()
          .filter(source -> !source.contains("/secrets/"))
          .forEach(
              source -> assertThat(ComposeFile.ROOT.resolve(source)).as(service.getKey()).exists());
    }
  }

  @Test
  void namesEveryVariableInTheExample() {
    String example = ComposeFile.read(".env.example");
    Set<String> missing = new TreeSet<>();
    Stream.of("docker-compose.yml", "deploy/images/build")
        .flatMap(
            file ->
                Pattern.compile("(?<!\\$)\\$\\{((?:TIDEMARK|COMPOSE|SCANNER)_[A-Z_]+):-")
                    .matcher(ComposeFile.read(file))
                    .results())
        .map(found -> found.group(1))
        .filter(name -> !example.contains(name + "="))
        .forEach(missing::add);

    assertThat(missing).isEmpty();
  }
}
