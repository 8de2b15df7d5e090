package io.tidemark.ml.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.ml.registry.KilledRegistry.Moment;
import io.tidemark.ml.registry.RegistryOutcome.Done;
import io.tidemark.testkit.TestDatabase;
import io.tidemark.testkit.TestInfrastructure;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a process that is killed leaves behind, on a real Kafka and Postgres. */
@Timeout(300)
class KilledRegistryIT {

  private final TestDatabase place = TestInfrastructure.shared().newDatabase("killed_registry");
  private final RegistryDatabase database = new RegistryDatabase(place);

  /** Messages of all tests meet on one topic: each test has its own model. */
  private final String name = place.name();

  @TempDir private Path folder;

  private Path models() {
    return folder.resolve("models");
  }

  private ModelRegistry registry() {
    return database.registry(new FolderStore(models()));
  }

  private RegisteredModel candidate(String content, double auc) {
    Path trained = SampleModels.folder(folder, content);
    RegisteredModel model = registry().register(SampleModels.version(name, trained), trained);
    registry().record(SampleModels.auc(model, SampleModels.FEBRUARY, auc));
    return model;
  }

  private void kill(Moment moment, String content) throws Exception {
    KilledRegistry.run(moment, place, models(), SampleModels.folder(folder, content), name);
  }

  @Test
  void registersAModelWhoseFilesWereKeptBeforeTheKill() throws Exception {
    Path trained = SampleModels.folder(folder, "one");
    ModelVersion version = SampleModels.version(name, trained);

    kill(Moment.REGISTERING_AFTER_THE_FILES, "one");

    assertThat(registry().find(version.id())).isEmpty();
    assertThat(new FolderStore(models()).open(version.files())).isDirectory();
    assertThat(registry().register(version, trained).state()).isEqualTo(ModelState.CANDIDATE);
  }

  @Test
  void leavesTheChampionInPlaceIfAPromotionIsKilledBeforeItsCommit() throws Exception {
    RegisteredModel old = candidate("old", 0.6);
    assertThat(registry().promote(old.id())).isInstanceOf(Done.class);
    RegisteredModel next = candidate("next", 0.7);

    kill(Moment.PROMOTING_BEFORE_THE_COMMIT, "next");

    assertThat(registry().champion(name)).map(RegisteredModel::id).contains(old.id());
    assertThat(registry().find(next.id()).orElseThrow().state()).isEqualTo(ModelState.CANDIDATE);
    assertThat(database.events()).containsExactly("PROMOTED " + old.id());
    assertThat(registry().promote(next.id())).isInstanceOf(Done.class);
  }

  @Test
  void tellsOfAPromotionThatWasKilledBeforeItsEventsWerePublished() throws Exception {
    RegisteredModel old = candidate("old", 0.6);
    assertThat(registry().promote(old.id())).isInstanceOf(Done.class);
    RegisteredModel next = candidate("next", 0.7);

    kill(Moment.PROMOTING_AFTER_THE_COMMIT, "next");

    assertThat(registry().champion(name)).map(RegisteredModel::id).contains(next.id());
    assertThat(RunningMl.told(name)).isEmpty();
    try (RunningMl service = new RunningMl(place, models())) {
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () ->
                  assertThat(RunningMl.told(name))
                      .containsExactly(
                          "PROMOTED " + old.id(), "PROMOTED " + next.id(), "RETIRED " + old.id()));
      assertThat(service.registry().champion(name)).map(RegisteredModel::id).contains(next.id());
      assertThat(service.registry().open(next)).isDirectory();
    }
  }
}
