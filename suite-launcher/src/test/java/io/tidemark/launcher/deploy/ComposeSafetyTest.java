package io.tidemark.launcher.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What docker compose starts has no more rights than it needs, and a demo reaches no real venue.
 */
class ComposeSafetyTest {

  private static final List<String> PROFILES = List.of("demo", "paper", "live");

  @ParameterizedTest
  @ValueSource(strings = {"demo", "paper", "live"})
  void boundsEveryContainer(String profile) {
    Map<String, Map<String, Object>> services = ComposeFile.of(profile).services(profile);
    assertThat(services).hasSizeGreaterThan(14);
    services.forEach(
        (name, service) -> {
          assertThat(String.valueOf(service.get("user"))).as(name).matches("[1-9]\\d*:\\d+");
          assertThat(service)
              .as(name)
              .containsEntry("read_only", true)
              .containsKeys("mem_limit", "cpus", "pids_limit", "logging", "restart")
              .doesNotContainKeys("privileged", "cap_add", "devices", "network_mode", "pid", "ipc");
          assertThat(service.get("cap_drop")).as(name).hasToString("[ALL]");
          assertThat(service.get("security_opt")).as(name).hasToString("[no-new-privileges:true]");
          assertThat(ComposeFile.binds(service).values())
              .as(name)
              .noneMatch(source -> source.contains("docker.sock"));
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"demo", "paper", "live"})
  void writesNothingOnThisMachine(String profile) {
    ComposeFile.of(profile)
        .services(profile)
        .forEach(
            (name, service) ->
                ComposeFile.list(service.get("volumes")).stream()
                    .filter(Map.class::isInstance)
                    .map(ComposeFile::map)
                    .forEach(bind -> assertThat(bind).as(name).containsEntry("read_only", true)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"demo", "paper", "live"})
  void listensOnLoopbackAlone(String profile) {
    ComposeFile.of(profile)
        .services(profile)
        .forEach(
            (name, service) ->
                assertThat(ComposeFile.list(service.get("ports")))
                    .as(name)
                    .allMatch(port -> String.valueOf(port).startsWith("127.0.0.1:")));
  }

  @Test
  void letsScannersBeSeveral() {
    assertThat(ComposeFile.of("paper").service("paper", "scanner-service"))
        .doesNotContainKeys("container_name", "ports", "hostname");
  }

  @ParameterizedTest
  @ValueSource(strings = {"demo", "paper", "live"})
  void givesEachContainerItsOwnSecretsAlone(String profile) {
    ComposeFile.of(profile)
        .services(profile)
        .forEach(
            (name, service) -> {
              Set<String> folders = new TreeSet<>();
              ComposeFile.binds(service).values().stream()
                  .filter(source -> source.contains("secrets"))
                  .forEach(folders::add);
              String own = "./deploy/secrets/%s/%s".formatted(profile, name);
              if (name.equals("postgres-roles")) {
                assertThat(folders)
                    .containsExactly("./deploy/secrets/%s/postgres".formatted(profile), own);
              } else {
                assertThat(Set.of(own)).as(name).containsAll(folders);
              }
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"demo", "paper", "live"})
  void hasNoSecretInTheEnvironment(String profile) {
    Set<String> keys = KnownSettings.exchangeKeys();
    ComposeFile.of(profile)
        .services(profile)
        .forEach(
            (name, service) ->
                assertThat(ComposeFile.environment(service).keySet())
                    .as(name)
                    .doesNotContainAnyElementsOf(keys)
                    .noneMatch(variable -> variable.matches(".*(SECRET|PASSWORD|TOKEN|_KEY)")));
  }

  @Test
  void readsExchangeKeysInOneServiceAlone() {
    Set<String> keys = KnownSettings.exchangeKeys();
    assertThat(keys).contains("KRAKEN_API_KEY", "KRAKEN_API_SECRET");
    for (String service : KnownSettings.services()) {
      Set<String> read = new TreeSet<>(KnownSettings.environmentNames(service));
      read.retainAll(keys);
      assertThat(read.isEmpty()).as(service).isEqualTo(!service.equals("execution-service"));
    }
  }

  @Test
  void tradesInTheDemoOnTheSimulator() {
    Map<String, String> told =
        ComposeFile.environment(ComposeFile.of("demo").service("demo", "execution-service"));

    assertThat(told).containsEntry("TRADING_MODE", "sandbox").containsEntry("TIDEMARK_LIVE", "");
    assertThat(
            Stream.of(
                "TIDEMARK_EXCHANGE_REST_URL", "TIDEMARK_EXCHANGE_WEBSOCKET_URL", "TIDEMARK_CLOCK"))
        .allSatisfy(
            name -> {
              URI address = URI.create(String.valueOf(told.get(name)));
              assertThat(address.getHost()).isEqualTo(KnownSettings.SIMULATOR);
              assertThat(address.getPort()).isEqualTo(KnownSettings.port(KnownSettings.SIMULATOR));
            });
  }

  @Test
  void letsNothingOfTheDemoOut() {
    ComposeFile demo = ComposeFile.of("demo");
    Set<String> networks = new TreeSet<>();
    demo.services("demo")
        .values()
        .forEach(
            service ->
                ComposeFile.list(service.get("networks"))
                    .forEach(network -> networks.add(String.valueOf(network))));

    assertThat(networks).containsExactly("host", "inside", "outside");
    assertThat(demo.network("inside")).containsEntry("internal", true);
    assertThat(demo.network("outside")).containsEntry("internal", true);
    assertThat(demo.network("host").toString())
        .contains("com.docker.network.bridge.enable_ip_masquerade=false");
  }

  /** Whoever asks for a profile that the variables do not name starts nothing of either. */
  @Test
  void startsNothingOfOneProfileWithSomethingOfAnother() {
    for (String named : PROFILES) {
      ComposeFile compose = ComposeFile.of(named);
      for (String asked : PROFILES) {
        Set<String> started = new TreeSet<>(compose.services(asked).keySet());
        // Without its secrets, which the demo alone has, it cannot start either.
        started.remove(KnownSettings.SIMULATOR);
        assertThat(started.isEmpty())
            .as("%s named, %s asked for", named, asked)
            .isEqualTo(!named.equals(asked));
      }
    }
  }

  @Test
  void isADemoUnlessToldOtherwise() {
    ComposeFile compose = ComposeFile.with(Map.of());

    assertThat(compose.project()).isEqualTo("tidemark-demo");
    assertThat(compose.services("demo")).isNotEmpty();
    assertThat(compose.services("live")).isEmpty();
  }

  @Test
  void keepsProfilesApart() {
    Map<String, String> projects = new LinkedHashMap<>();
    for (String profile : PROFILES) {
      projects.put(ComposeFile.of(profile).project(), profile);
    }

    assertThat(projects).hasSize(PROFILES.size());
  }

  @Test
  void tradesLiveOnlyWhenToldInTwoPlaces() {
    Map<String, Map<String, Object>> live = ComposeFile.of("live").services("live");
    Set<String> told = new TreeSet<>();
    live.forEach(
        (name, service) -> {
          if (ComposeFile.environment(service).containsKey("TIDEMARK_LIVE")) {
            told.add(name);
          }
        });

    assertThat(told).containsExactly("execution-service");
    assertThat(ComposeFile.environment(ComposeFile.of("live").service("live", "execution-service")))
        .containsEntry("TRADING_MODE", "live")
        .containsEntry("TIDEMARK_LIVE", "");
    assertThat(
            ComposeFile.environment(ComposeFile.of("paper").service("paper", "execution-service")))
        .containsEntry("TRADING_MODE", "paper");
  }

  @Test
  void takesNoImageOfTheSuiteFromAPublicRegistry() {
    ComposeFile.of("paper")
        .services("paper")
        .forEach(
            (name, service) -> {
              if (String.valueOf(service.get("image")).startsWith("tidemark/")) {
                assertThat(service).as(name).containsEntry("pull_policy", "never");
              }
            });
  }

  @Test
  void runsNothingWhileAnImageIsMade() {
    String image = ComposeFile.read("deploy/images/Dockerfile");

    assertThat(image).doesNotContainPattern("(?m)^RUN ").containsPattern("(?m)^USER 10001:10001$");
    assertThat(image).contains("HEALTHCHECK ");
    assertThat(image + ComposeFile.read("docker-compose.yml"))
        .doesNotContainPattern("start[-_]interval");
  }
}
