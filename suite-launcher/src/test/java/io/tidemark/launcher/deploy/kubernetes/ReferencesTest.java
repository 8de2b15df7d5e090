package io.tidemark.launcher.deploy.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** What an object names in another is there. */
class ReferencesTest {

  @ParameterizedTest
  @EnumSource(Profile.class)
  void selectorsFindPods(Profile profile) {
    List<Manifest> workloads = profile.workloads().toList();

    assertThat(profile.objects())
        .filteredOn(object -> Set.of("Service", "PodDisruptionBudget").contains(object.kind()))
        .isNotEmpty()
        .allSatisfy(
            object -> {
              JsonNode selector = object.at("/spec/selector");
              JsonNode labels =
                  selector.has("matchLabels") ? selector.path("matchLabels") : selector;
              assertThat(labels.size()).isPositive();
              assertThat(workloads).anyMatch(workload -> selects(labels, workload));
            });
    assertThat(workloads)
        .allMatch(workload -> selects(workload.at("/spec/selector/matchLabels"), workload));
  }

  @ParameterizedTest
  @EnumSource(Profile.class)
  void twoWorkloadsNeverTakeEachOthersPods(Profile profile) {
    List<Manifest> workloads = profile.workloads().toList();

    assertThat(workloads)
        .allSatisfy(
            one ->
                assertThat(workloads)
                    .filteredOn(other -> selects(one.at("/spec/selector/matchLabels"), other))
                    .containsExactly(one));
  }

  @ParameterizedTest
  @EnumSource(Profile.class)
  void portsAreNamedByTheContainer(Profile profile) {
    for (Manifest workload : profile.workloads().toList()) {
      Set<String> ports = names(workload.container().path("ports"));
      assertThat(ports)
          .containsAll(
              workload.container().findValues("port").stream()
                  .filter(JsonNode::isString)
                  .map(JsonNode::asString)
                  .toList());
      for (Manifest object : profile.objects()) {
        if (object.kind().equals("Service") && selects(object.at("/spec/selector"), workload)) {
          assertThat(ports)
              .containsAll(
                  object.at("/spec/ports").findValues("targetPort").stream()
                      .map(JsonNode::asString)
                      .toList());
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Profile.class)
  void volumesAndAccountsAreThere(Profile profile) {
    Set<String> accounts = named(profile, "ServiceAccount");
    Set<String> configMaps = named(profile, "ConfigMap");
    for (Manifest workload : profile.workloads().toList()) {
      JsonNode pod = workload.pod();
      assertThat(accounts).contains(pod.path("serviceAccountName").asString());
      Set<String> volumes = names(pod.path("volumes"));
      volumes.addAll(
          workload.at("/spec/volumeClaimTemplates").findValues("metadata").stream()
              .map(claim -> claim.path("name").asString())
              .toList());
      assertThat(names(workload.container().path("volumeMounts"))).isEqualTo(volumes);
      assertThat(configMaps)
          .containsAll(
              pod.path("volumes").findValues("configMap").stream()
                  .map(volume -> volume.path("name").asString())
                  .toList());
    }
  }

  @ParameterizedTest
  @EnumSource(Profile.class)
  void whatIsScaledLeavesItsNumberToTheScaler(Profile profile) {
    List<JsonNode> targets =
        profile.objects().stream()
            .filter(object -> object.at("/spec").has("scaleTargetRef"))
            .map(object -> object.at("/spec/scaleTargetRef"))
            .toList();

    assertThat(targets)
        .hasSize(
            switch (profile) {
              case PRODUCTION, AUTOSCALED, KEDA -> 1;
              default -> 0;
            })
        .allSatisfy(
            target -> {
              Manifest scaled =
                  Manifest.only(
                      profile.objects(),
                      target.path("kind").asString(),
                      target.path("name").asString());
              assertThat(scaled.at("/spec").has("replicas")).isFalse();
            });
  }

  private static boolean selects(JsonNode labels, Manifest workload) {
    JsonNode ofPod = workload.at("/spec/template/metadata/labels");
    return labels.properties().stream()
        .allMatch(label -> label.getValue().equals(ofPod.get(label.getKey())));
  }

  private static Set<String> names(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false)
        .map(one -> one.path("name").asString())
        .collect(Collectors.toSet());
  }

  private static Set<String> named(Profile profile, String kind) {
    return profile.objects().stream()
        .filter(object -> object.kind().equals(kind))
        .map(Manifest::name)
        .collect(Collectors.toSet());
  }
}
