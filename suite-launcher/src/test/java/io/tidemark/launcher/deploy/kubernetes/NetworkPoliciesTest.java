package io.tidemark.launcher.deploy.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.launcher.deploy.KnownSettings;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** Who reaches whom: nobody, but for what is listed. */
class NetworkPoliciesTest {

  @ParameterizedTest
  @EnumSource(Profile.class)
  void whatIsNotAllowedIsRefused(Profile profile) {
    JsonNode deny = policy(profile, "default-deny");

    assertThat(deny.findValues("policyTypes").getFirst().toString())
        .isEqualTo("[\"Ingress\",\"Egress\"]");
    assertThat(deny.has("ingress")).isFalse();
    assertThat(deny.has("egress")).isFalse();
    JsonNode selected = deny.at("/podSelector/matchLabels");
    assertThat(profile.workloads())
        .allSatisfy(
            workload ->
                assertThat(selected.properties())
                    .isSubsetOf(workload.at("/spec/template/metadata/labels").properties()));
  }

  @ParameterizedTest
  @EnumSource(Profile.class)
  void whoReachesTheOutside(Profile profile) {
    Set<String> outside = new TreeSet<>();
    for (String service : KnownSettings.services()) {
      for (JsonNode rule : policy(profile, service).path("egress")) {
        if (rule.findValuesAsString("cidr").contains("0.0.0.0/0")) {
          outside.add(service);
        }
      }
    }

    assertThat(outside)
        .isEqualTo(
            switch (profile) {
              case DEMO -> Set.of();
              case SANDBOX, LIVE ->
                  Set.of("ingestor-service", "backfiller-service", "execution-service");
              case EVERYTHING ->
                  Set.of("ingestor-service", "backfiller-service", "operator-gateway");
              default -> Set.of("ingestor-service", "backfiller-service");
            });
  }

  /** A call goes out of one pod and into another: both must allow it. */
  @ParameterizedTest
  @EnumSource(Profile.class)
  void everyCallIsAllowedAtBothEnds(Profile profile) {
    for (String caller : KnownSettings.services()) {
      for (String called : reached(policy(profile, caller), "egress")) {
        assertThat(reached(policy(profile, called), "ingress"))
            .as("%s takes calls of %s", called, caller)
            .contains(caller);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Profile.class)
  void everyServiceReachesItsServers(Profile profile) {
    for (String service : KnownSettings.services()) {
      JsonNode policy = policy(profile, service);
      Set<String> reached = reached(policy, "egress");
      if (profile == Profile.EXTERNAL) {
        assertThat(policy.at("/egress").findValuesAsString("port"))
            .contains("9093", "9094", "6432");
      } else {
        assertThat(reached).contains("kafka", "postgres");
      }
      assertThat(reached.contains("exchange-simulator")).isEqualTo(profile == Profile.DEMO);
    }
  }

  private static JsonNode policy(Profile profile, String name) {
    return Manifest.only(profile.objects(), "NetworkPolicy", name).at("/spec");
  }

  /** The services and servers of the suite that a policy's rules name. */
  private static Set<String> reached(JsonNode policy, String direction) {
    Set<String> names = new TreeSet<>();
    for (JsonNode selector : policy.path(direction).findValues("podSelector")) {
      String name = selector.path("matchLabels").path("app.kubernetes.io/name").asString("");
      if (!name.isEmpty()) {
        names.add(name);
      }
      for (JsonNode expression : selector.path("matchExpressions")) {
        expression.path("values").forEach(value -> names.add(value.asString()));
      }
    }
    return names;
  }
}
