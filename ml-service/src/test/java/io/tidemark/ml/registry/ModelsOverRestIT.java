package io.tidemark.ml.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.kit.codec.Json;
import io.tidemark.model.Ids;
import io.tidemark.model.Timeframe;
import io.tidemark.testkit.TestInfrastructure;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Models as those see them who ask the service, on a real Kafka and Postgres. */
class ModelsOverRestIT {

  @TempDir static Path folder;
  private static RunningMl service;

  @BeforeAll
  static void start() {
    service =
        new RunningMl(
            TestInfrastructure.shared().newDatabase("models_rest"), folder.resolve("models"));
    service
        .features()
        .keep(new FeatureSetRow(SampleModels.FEATURES, Timeframe.M1, 1, "[]", SampleModels.NOON));
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  private static RegisteredModel candidate(String name, String content, double auc) {
    Path trained = SampleModels.folder(folder, content);
    RegisteredModel model =
        service.registry().register(SampleModels.version(name, trained), trained);
    service.registry().record(SampleModels.auc(model, SampleModels.FEBRUARY, auc));
    return model;
  }

  private static HttpResponse<String> post(RegisteredModel model, String what) {
    return service.post("models/" + model.id() + "/" + what, RunningMl.KEY);
  }

  @Test
  void promotesRollsBackAndRetiresAndTellsTheSuite() {
    String name = "rest_life";
    RegisteredModel one = candidate(name, "one", 0.6);
    RegisteredModel two = candidate(name, "two", 0.7);

    HttpResponse<String> promoted = post(one, "promote");
    assertThat(promoted.statusCode()).as(promoted::body).isEqualTo(200);
    assertThat(Json.mapper().readTree(promoted.body()).path("state").asString())
        .isEqualTo("CHAMPION");
    assertThat(post(two, "promote").statusCode()).isEqualTo(200);
    assertThat(post(two, "roll-back").statusCode()).isEqualTo(200);
    assertThat(post(one, "retire").statusCode()).isEqualTo(200);

    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(RunningMl.told(name))
                    .containsExactly(
                        "PROMOTED " + one.id(),
                        "PROMOTED " + two.id(),
                        "RETIRED " + one.id(),
                        "PROMOTED " + one.id(),
                        "RETIRED " + two.id(),
                        "RETIRED " + one.id()));
  }

  @Test
  void letsACandidateChallengeInPlaceOfTheOneBefore() {
    String name = "rest_challenge";
    RegisteredModel one = candidate(name, "one", 0.6);
    RegisteredModel two = candidate(name, "two", 0.7);
    RegisteredModel champion = candidate(name, "three", 0.8);
    assertThat(post(champion, "promote").statusCode()).isEqualTo(200);

    HttpResponse<String> challenges = post(one, "challenge");
    assertThat(challenges.statusCode()).as(challenges::body).isEqualTo(200);
    assertThat(Json.mapper().readTree(challenges.body()).path("state").asString())
        .isEqualTo("CHALLENGER");
    assertThat(post(one, "challenge").statusCode()).isEqualTo(200);
    assertThat(post(two, "challenge").statusCode()).isEqualTo(200);

    assertThat(service.registry().challenger(name)).map(RegisteredModel::id).contains(two.id());
    JsonNode before = service.json("models/" + one.id());
    assertThat(before.path("state").asString()).isEqualTo("RETIRED");
    assertThat(before.path("stateReason").asString()).endsWith(" challenges in its place");
    assertThat(service.registry().champion(name)).map(RegisteredModel::id).contains(champion.id());
    HttpResponse<String> served = post(champion, "challenge");
    assertThat(served.statusCode()).isEqualTo(409);
    assertThat(served.body()).contains("cannot become the challenger: it is CHAMPION");
    assertThat(post(one, "challenge").statusCode()).isEqualTo(409);
  }

  @Test
  void tellsAModelWithItsEvaluationsAndHistory() {
    RegisteredModel model = candidate("rest_view", "one", 0.6);

    JsonNode view = service.json("models/" + model.id());

    assertThat(view.path("name").asString()).isEqualTo("rest_view");
    assertThat(view.path("state").asString()).isEqualTo("CANDIDATE");
    assertThat(view.path("modelHash").asString()).isEqualTo(model.version().hash());
    assertThat(view.path("featureHash").asString()).isEqualTo(SampleModels.FEATURES);
    assertThat(view.path("from").asString()).isEqualTo("2026-01-01T00:00:00Z");
    assertThat(view.path("symbols").get(0).asString()).isEqualTo("BTC/USD");
    assertThat(view.path("files")).hasSize(2);
    assertThat(view.at("/files/0/path").asString()).isEqualTo("model.json");
    assertThat(view.at("/files/0/sha256").asString()).hasSize(64);
    assertThat(view.at("/metrics/validationLogLoss").asDouble()).isEqualTo(0.5);
    assertThat(view.at("/promotion/metric").asString()).isEqualTo("AUC");
    assertThat(view.at("/promotion/margin").asDouble()).isEqualTo(0.01);
    assertThat(view.at("/evaluations/0/holdOutHash").asString())
        .isEqualTo(SampleModels.FEBRUARY.hash());
    assertThat(view.at("/evaluations/0/metrics/auc").asDouble()).isEqualTo(0.6);
    assertThat(view.at("/evaluations/0/baseline/auc").asDouble()).isEqualTo(0.5);
    assertThat(view.at("/history/0/state").asString()).isEqualTo("CANDIDATE");
    assertThat(view.has("predecessorId")).isFalse();
  }

  @Test
  void tellsModelsInPagesNewestFirstByNameAndState() {
    RegisteredModel one = candidate("rest_pages", "one", 0.6);
    RegisteredModel two = candidate("rest_pages", "two", 0.6);
    RegisteredModel three = candidate("rest_pages", "three", 0.6);
    post(one, "promote");

    JsonNode first = service.json("models?name=rest_pages&size=2");
    JsonNode second = service.json("models?name=rest_pages&size=2&page=1");
    JsonNode champions = service.json("models?name=rest_pages&state=CHAMPION");

    assertThat(first.path("total").asInt()).isEqualTo(3);
    assertThat(first.at("/items/0/id").asString()).isEqualTo(three.id().toString());
    assertThat(first.at("/items/1/id").asString()).isEqualTo(two.id().toString());
    assertThat(first.at("/items/0").has("evaluations")).isFalse();
    assertThat(second.path("items")).hasSize(1);
    assertThat(champions.path("total").asInt()).isEqualTo(1);
    assertThat(champions.at("/items/0/id").asString()).isEqualTo(one.id().toString());
  }

  @Test
  void answersWhatCannotBeDoneWithAProblem() {
    RegisteredModel weak = candidate("rest_problems", "one", 0.505);

    HttpResponse<String> refused = post(weak, "promote");
    HttpResponse<String> again = post(weak, "promote");

    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(Json.mapper().readTree(refused.body()).path("detail").asString())
        .contains("auc 0.505000", "is not better than no model's 0.500000 by 0.010000");
    assertThat(again.statusCode()).isEqualTo(409);
    assertThat(again.body()).contains("cannot be promoted: it is REFUSED");
    assertThat(post(weak, "retire").statusCode()).isEqualTo(409);
    assertThat(service.get("models/" + Ids.of("none")).statusCode()).isEqualTo(404);
    assertThat(service.post("models/" + Ids.of("none") + "/promote", RunningMl.KEY).statusCode())
        .isEqualTo(404);
    assertThat(service.get("models/none").statusCode()).isEqualTo(400);
    assertThat(service.get("models?state=KING").statusCode()).isEqualTo(400);
    assertThat(service.get("models?size=0").statusCode()).isEqualTo(400);
  }

  @Test
  void refusesWritesWithoutTheKey() {
    RegisteredModel model = candidate("rest_key", "one", 0.6);

    for (String write : new String[] {"challenge", "promote", "roll-back", "retire"}) {
      assertThat(service.post("models/" + model.id() + "/" + write, "other").statusCode())
          .as(write)
          .isEqualTo(401);
    }
    assertThat(service.registry().find(model.id()).orElseThrow().state())
        .isEqualTo(ModelState.CANDIDATE);
  }
}
