package io.tidemark.launcher.deploy.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** What every pod must and must not have, by the restricted profile of Kubernetes and ours. */
class HardeningTest {

  private static final Pattern SECRET =
      Pattern.compile(".*(KEY|SECRET|TOKEN|PASSWORD|PASSPHRASE|CREDENTIAL)");

  private static final Set<String> OF_AN_EXCHANGE = Set.of("my-exchange", "tidemark-simulator");

  @ParameterizedTest
  @EnumSource(Profile.class)
  void noPodHasMoreRightsThanItNeeds(Profile profile) {
    assertThat(profile.workloads())
        .allSatisfy(
            workload -> {
              JsonNode pod = workload.pod();
              JsonNode security = pod.path("securityContext");
              assertThat(security.path("runAsNonRoot").asBoolean()).isTrue();
              assertThat(security.path("runAsUser").asInt()).isPositive();
              assertThat(security.at("/seccompProfile/type").asString())
                  .isEqualTo("RuntimeDefault");
              assertThat(pod.path("automountServiceAccountToken").asBoolean(true)).isFalse();
              assertThat(pod.path("enableServiceLinks").asBoolean(true)).isFalse();
              assertThat(pod.path("containers")).hasSize(1);
              JsonNode container = workload.container().path("securityContext");
              assertThat(container.path("readOnlyRootFilesystem").asBoolean()).isTrue();
              assertThat(container.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
              assertThat(container.at("/capabilities/drop/0").asString()).isEqualTo("ALL");
              assertThat(pod.findValues("hostPath")).isEmpty();
              assertThat(pod.has("hostNetwork")).isFalse();
            });
  }

  @ParameterizedTest
  @EnumSource(Profile.class)
  void everyContainerIsProbedAndLimited(Profile profile) {
    assertThat(profile.workloads())
        .allSatisfy(
            workload -> {
              JsonNode container = workload.container();
              assertThat(container.has("startupProbe")).isTrue();
              assertThat(container.has("livenessProbe")).isTrue();
              assertThat(container.has("readinessProbe")).isTrue();
              assertThat(container.at("/resources/requests/cpu").asString()).isNotBlank();
              assertThat(container.at("/resources/requests/memory").asString()).isNotBlank();
              assertThat(container.at("/resources/limits/memory").asString()).isNotBlank();
              assertThat(container.path("image").asString())
                  .doesNotEndWith(":latest")
                  .contains(":");
            });
  }

  @ParameterizedTest
  @EnumSource(Profile.class)
  void aSecretIsOnlyReferredTo(Profile profile) {
    assertThat(profile.objects()).extracting(Manifest::kind).doesNotContain("Secret");
    assertThat(profile.workloads())
        .allSatisfy(
            workload ->
                assertThat(
                        workload.environment().entrySet().stream()
                            .filter(variable -> SECRET.matcher(variable.getKey()).matches())
                            .filter(variable -> variable.getValue().has("value"))
                            .map(Map.Entry::getKey))
                    .isEmpty());
  }

  @ParameterizedTest
  @EnumSource(Profile.class)
  void theKeysOfAnExchangeReachExecutionAlone(Profile profile) {
    List<String> holders =
        profile
            .workloads()
            .filter(workload -> workload.secrets().anyMatch(OF_AN_EXCHANGE::contains))
            .map(Manifest::name)
            .sorted()
            .toList();

    assertThat(holders)
        .isEqualTo(
            switch (profile) {
              case SANDBOX, LIVE -> List.of("execution-service");
              case DEMO -> List.of("exchange-simulator", "execution-service");
              default -> List.of();
            });
  }

  @ParameterizedTest
  @EnumSource(Profile.class)
  void onlyAConfirmedLiveModeIsSwitchedOn(Profile profile) {
    assertThat(
            profile
                .workloads()
                .filter(workload -> workload.environment().containsKey("TIDEMARK_LIVE"))
                .map(Manifest::name))
        .isEqualTo(profile == Profile.LIVE ? List.of("execution-service") : List.of());
    assertThat(
            profile
                .workloads()
                .flatMap(workload -> workload.variable("TRADING_MODE").stream())
                .collect(Collectors.toSet()))
        .containsExactly(
            switch (profile) {
              case LIVE -> "live";
              case SANDBOX, DEMO -> "sandbox";
              default -> "paper";
            });
  }
}
