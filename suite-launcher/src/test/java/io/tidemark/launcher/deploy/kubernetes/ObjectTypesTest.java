package io.tidemark.launcher.deploy.kubernetes;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1Ingress;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1ServiceAccount;
import io.kubernetes.client.openapi.models.V1StatefulSet;
import io.kubernetes.client.openapi.models.V2HorizontalPodAutoscaler;
import io.tidemark.kit.codec.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every object is one that Kubernetes, or the operator that it is for, knows field by field. */
class ObjectTypesTest {

  private interface Type {
    void validate(JsonElement object) throws IOException;
  }

  private static final Map<String, Type> TYPES =
      Map.ofEntries(
          entry("v1 ConfigMap", V1ConfigMap::validateJsonElement),
          entry("v1 Service", V1Service::validateJsonElement),
          entry("v1 ServiceAccount", V1ServiceAccount::validateJsonElement),
          entry("apps/v1 Deployment", V1Deployment::validateJsonElement),
          entry("apps/v1 StatefulSet", V1StatefulSet::validateJsonElement),
          entry(
              "autoscaling/v2 HorizontalPodAutoscaler",
              V2HorizontalPodAutoscaler::validateJsonElement),
          entry("networking.k8s.io/v1 Ingress", V1Ingress::validateJsonElement),
          entry("networking.k8s.io/v1 NetworkPolicy", V1NetworkPolicy::validateJsonElement),
          entry("policy/v1 PodDisruptionBudget", V1PodDisruptionBudget::validateJsonElement));

  /** Of operators, which publish no Java types: the fields of the specification that they know. */
  private static final Map<String, Set<String>> OF_OPERATORS =
      Map.of(
          "keda.sh/v1alpha1 ScaledObject",
          Set.of("scaleTargetRef", "minReplicaCount", "maxReplicaCount", "advanced", "triggers"),
          "monitoring.coreos.com/v1 ServiceMonitor",
          Set.of("jobLabel", "selector", "endpoints"),
          "monitoring.coreos.com/v1 PrometheusRule",
          Set.of("groups"));

  @ParameterizedTest
  @EnumSource(Profile.class)
  void everyObjectIsOfItsType(Profile profile) {
    List<String> wrong = new ArrayList<>();
    for (Manifest object : profile.objects()) {
      problem(object).ifPresent(problem -> wrong.add(object + ": " + problem));
    }

    assertThat(profile.objects()).hasSizeGreaterThan(20);
    assertThat(wrong).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Profile.class)
  void noTwoObjectsShareAName(Profile profile) {
    assertThat(profile.objects()).extracting(Manifest::toString).doesNotHaveDuplicates();
    assertThat(profile.objects())
        .allSatisfy(
            object ->
                assertThat(object.at("/metadata/namespace").asString()).isEqualTo(Chart.NAMESPACE));
  }

  /** The check itself: a field that no type has, at the top and deep inside, is found. */
  @Test
  void aFieldThatIsWrittenWrongIsFound() {
    String text =
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: a}
        spec:
          selector: {matchLabels: {a: b}}
          template:
            metadata: {labels: {a: b}}
            spec:
              containers:
                - {name: a, image: b, %s: {}}
        """;

    assertThat(problem(Chart.parse(text.formatted("resources")).getFirst())).isEmpty();
    assertThat(problem(Chart.parse(text.formatted("resource")).getFirst()).orElseThrow())
        .contains("resource");
  }

  private static Optional<String> problem(Manifest object) {
    String type = object.apiVersion() + " " + object.kind();
    Set<String> known = OF_OPERATORS.get(type);
    if (known != null) {
      Set<String> unknown = new TreeSet<>(object.node().path("spec").propertyNames());
      unknown.removeAll(known);
      return unknown.isEmpty() ? Optional.empty() : Optional.of("unknown fields " + unknown);
    }
    Type ofKubernetes = TYPES.get(type);
    if (ofKubernetes == null) {
      return Optional.of("no type is known for " + type);
    }
    try {
      ofKubernetes.validate(
          JsonParser.parseString(Json.mapper().writeValueAsString(object.node())));
      return Optional.empty();
    } catch (IllegalArgumentException | IOException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }
}
