package io.tidemark.ml.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tidemark.ml.registry.RegistryOutcome.Done;
import io.tidemark.ml.registry.RegistryOutcome.Impossible;
import io.tidemark.ml.registry.RegistryOutcome.Refused;
import io.tidemark.testkit.TestInfrastructure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which model serves, on a real Postgres. */
class ModelRegistryIT {

  private static final String NAME = SampleModels.NAME;
  private static final HoldOut FEBRUARY = SampleModels.FEBRUARY;
  private static final HoldOut MARCH =
      SampleModels.holdOut("2026-03-01T00:00:00Z", "2026-04-01T00:00:00Z");

  private final RegistryDatabase database =
      new RegistryDatabase(TestInfrastructure.shared().newDatabase("registry"));

  @TempDir private Path folder;

  private ModelRegistry registry() {
    return database.registry(store());
  }

  private FolderStore store() {
    return new FolderStore(folder.resolve("models"));
  }

  /** Registers a model of the name, evaluated in February. */
  private RegisteredModel candidate(String content, double auc) {
    RegisteredModel model = registered(content);
    registry().record(SampleModels.auc(model, FEBRUARY, auc));
    return model;
  }

  private RegisteredModel registered(String content) {
    Path trained = SampleModels.folder(folder, content);
    return registry().register(SampleModels.version(NAME, trained), trained);
  }

  private RegisteredModel champion(String content, double auc) {
    RegisteredModel model = candidate(content, auc);
    assertThat(registry().promote(model.id())).isInstanceOf(Done.class);
    return model;
  }

  private ModelState state(RegisteredModel model) {
    return registry().find(model.id()).orElseThrow().state();
  }

  private void damage(RegisteredModel model) throws IOException {
    Files.writeString(
        folder.resolve("models").resolve(model.version().hash()).resolve("model.json"), "other");
  }

  @Test
  void registersTheSameModelOnce() {
    RegisteredModel first = registered("one");
    RegisteredModel again = registered("one");

    assertThat(again).isEqualTo(first);
    assertThat(first.state()).isEqualTo(ModelState.CANDIDATE);
    assertThat(registry().open(first)).isDirectory();
    assertThat(database.events()).isEmpty();
  }

  @Test
  void promotesTheFirstModelIfItIsBetterThanNone() {
    RegisteredModel model = candidate("one", 0.6);

    assertThat(registry().promote(model.id()))
        .isInstanceOfSatisfying(
            Done.class,
            done -> {
              assertThat(done.model().state()).isEqualTo(ModelState.CHAMPION);
              assertThat(done.model().stateReason())
                  .isEqualTo(
                      "auc 0.600000 on hold-out %s is better than no model's 0.500000 by 0.010000"
                          .formatted(FEBRUARY.hash().substring(0, 12)));
            });
    assertThat(registry().champion(NAME)).map(RegisteredModel::id).contains(model.id());
    assertThat(database.events()).containsExactly("PROMOTED " + model.id());
  }

  @Test
  void refusesAFirstModelThatIsNoBetterThanNone() {
    RegisteredModel model = candidate("one", 0.505);

    assertThat(registry().promote(model.id())).isInstanceOf(Refused.class);

    assertThat(state(model)).isEqualTo(ModelState.REFUSED);
    assertThat(registry().champion(NAME)).isEmpty();
    assertThat(database.events()).isEmpty();
  }

  @Test
  void promotesAModelThatBeatsTheChampionByTheMarginAndRetiresThatOne() {
    RegisteredModel old = champion("old", 0.6);
    RegisteredModel next = candidate("next", 0.625);

    assertThat(registry().promote(next.id())).isInstanceOf(Done.class);

    assertThat(state(old)).isEqualTo(ModelState.RETIRED);
    assertThat(registry().champion(NAME).orElseThrow().predecessorId()).isEqualTo(old.id());
    assertThat(database.events())
        .containsExactly("PROMOTED " + old.id(), "PROMOTED " + next.id(), "RETIRED " + old.id());
  }

  @Test
  void refusesAModelThatDoesNotBeatTheChampionByTheMargin() {
    RegisteredModel old = champion("old", 0.6);
    RegisteredModel next = candidate("next", 0.605);

    assertThat(registry().promote(next.id()))
        .isInstanceOfSatisfying(
            Refused.class,
            refused ->
                assertThat(refused.reason())
                    .contains("auc 0.605000", "is not better", old.title(), "0.600000"));

    assertThat(state(old)).isEqualTo(ModelState.CHAMPION);
    assertThat(state(next)).isEqualTo(ModelState.REFUSED);
    assertThat(registry().promote(next.id())).isInstanceOf(Impossible.class);
  }

  @Test
  void comparesOnTheSameHoldOutOnly() {
    RegisteredModel old = champion("old", 0.6);
    RegisteredModel next = candidate("next", 0.9);
    registry().record(SampleModels.auc(next, MARCH, 0.7));

    assertThat(registry().promote(next.id()))
        .isInstanceOfSatisfying(
            Impossible.class,
            answer ->
                assertThat(answer.reason())
                    .contains(MARCH.hash().substring(0, 12), "evaluate it there first"));
    assertThat(state(next)).isEqualTo(ModelState.CANDIDATE);

    registry().record(SampleModels.auc(old, MARCH, 0.8));
    assertThat(registry().promote(next.id())).isInstanceOf(Refused.class);
    assertThat(state(old)).isEqualTo(ModelState.CHAMPION);
  }

  @Test
  void promotesNothingWithoutAnEvaluation() {
    RegisteredModel model = registered("one");

    assertThat(registry().promote(model.id()))
        .isInstanceOfSatisfying(
            Impossible.class,
            answer -> assertThat(answer.reason()).contains("was not evaluated on a hold-out"));
    assertThat(state(model)).isEqualTo(ModelState.CANDIDATE);
  }

  @Test
  void refusesAnEvaluationOnBarsThatTheModelWasFittedOn() {
    RegisteredModel model = registered("one");
    HoldOut seen = SampleModels.holdOut("2026-01-30T00:00:00Z", "2026-02-20T00:00:00Z");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> registry().record(SampleModels.auc(model, seen, 0.99)))
        .withMessageContaining("overlaps the hold-out");
    assertThat(registry().evaluations(model.id())).isEmpty();
  }

  @Test
  void leavesTheChampionInPlaceIfAFileOfTheNextIsCorrupt() throws IOException {
    RegisteredModel old = champion("old", 0.6);
    RegisteredModel next = candidate("next", 0.7);
    damage(next);

    assertThat(registry().promote(next.id()))
        .isInstanceOfSatisfying(
            Impossible.class, answer -> assertThat(answer.reason()).contains("model.json"));

    assertThat(registry().champion(NAME)).map(RegisteredModel::id).contains(old.id());
    assertThat(state(next)).isEqualTo(ModelState.CANDIDATE);
    registered("next");
    assertThat(registry().promote(next.id())).as("once it is mended").isInstanceOf(Done.class);
  }

  @Test
  void rollsBackToTheModelWhosePlaceTheChampionTook() {
    RegisteredModel first = champion("first", 0.6);
    RegisteredModel second = champion("second", 0.7);
    RegisteredModel third = champion("third", 0.8);

    assertThat(registry().rollBack(third.id(), "loses")).isInstanceOf(Done.class);
    assertThat(registry().champion(NAME)).map(RegisteredModel::id).contains(second.id());
    assertThat(registry().rollBack(second.id(), "loses too")).isInstanceOf(Done.class);
    assertThat(registry().champion(NAME)).map(RegisteredModel::id).contains(first.id());
    assertThat(registry().rollBack(first.id(), "loses as well")).isInstanceOf(Impossible.class);
    assertThat(registry().rollBack(third.id(), "again")).isInstanceOf(Impossible.class);

    assertThat(database.events())
        .endsWith(
            "PROMOTED " + second.id(),
            "RETIRED " + third.id(),
            "PROMOTED " + first.id(),
            "RETIRED " + second.id());
  }

  @Test
  void leavesTheChampionInPlaceIfItsPredecessorIsCorrupt() throws IOException {
    RegisteredModel old = champion("old", 0.6);
    RegisteredModel next = champion("next", 0.7);
    damage(old);

    assertThat(registry().rollBack(next.id(), "loses")).isInstanceOf(Impossible.class);

    assertThat(registry().champion(NAME)).map(RegisteredModel::id).contains(next.id());
    assertThat(state(old)).isEqualTo(ModelState.RETIRED);
  }

  @Test
  void retiresAChampionAndPromotesItAgainOnlyIfItIsBetter() {
    RegisteredModel model = champion("one", 0.6);

    assertThat(registry().retire(model.id(), "on request")).isInstanceOf(Done.class);
    assertThat(registry().retire(model.id(), "again")).isInstanceOf(Done.class);
    assertThat(registry().champion(NAME)).isEmpty();
    assertThat(database.events())
        .containsExactly("PROMOTED " + model.id(), "RETIRED " + model.id());

    registry().record(SampleModels.auc(model, MARCH, 0.5));
    assertThat(registry().promote(model.id())).isInstanceOf(Refused.class);
    assertThat(state(model)).as("a former champion").isEqualTo(ModelState.RETIRED);
  }

  @Test
  void hasOneChallengerOfAName() {
    RegisteredModel champion = champion("old", 0.6);
    RegisteredModel one = candidate("one", 0.7);
    RegisteredModel two = candidate("two", 0.8);

    assertThat(registry().challenge(one.id())).isInstanceOf(Done.class);
    assertThat(registry().challenge(two.id())).isInstanceOf(Done.class);

    assertThat(registry().challenger(NAME)).map(RegisteredModel::id).contains(two.id());
    assertThat(state(one)).isEqualTo(ModelState.RETIRED);
    assertThat(registry().challenge(champion.id())).isInstanceOf(Impossible.class);
    assertThat(registry().promote(two.id())).isInstanceOf(Done.class);
    assertThat(registry().challenger(NAME)).isEmpty();
  }

  /**
   * Of models that are promoted at once, each is compared with the one that then serves: whoever
   * comes first, the best one is the champion at the end, and each that served was better than the
   * one before.
   */
  @Test
  void comparesWithTheChampionOfTheMomentWhenSeveralArePromotedAtOnce() throws Exception {
    List<RegisteredModel> models = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      models.add(candidate("model-" + i, 0.55 + 0.05 * i));
    }
    CyclicBarrier together = new CyclicBarrier(models.size());
    try (ExecutorService threads = Executors.newFixedThreadPool(models.size())) {
      List<Callable<RegistryOutcome>> promotions = new ArrayList<>();
      for (RegisteredModel model : models) {
        promotions.add(
            () -> {
              together.await();
              return registry().promote(model.id());
            });
      }
      for (Future<RegistryOutcome> outcome : threads.invokeAll(promotions)) {
        assertThat(outcome.get()).isNotInstanceOf(Impossible.class);
      }
    }

    assertThat(registry().champion(NAME)).map(RegisteredModel::id).contains(models.get(5).id());
    List<Integer> order =
        database.events().stream()
            .filter(event -> event.startsWith("PROMOTED"))
            .map(event -> event.substring("PROMOTED ".length()))
            .map(id -> models.stream().map(model -> model.id().toString()).toList().indexOf(id))
            .toList();
    assertThat(order).isSorted().doesNotHaveDuplicates().endsWith(5);
    assertThat(database.events()).hasSize(2 * order.size() - 1);
  }
}
