package io.tidemark.ml.serve;

import io.tidemark.core.feature.FeatureSet;
import io.tidemark.ml.model.CorruptModelException;
import io.tidemark.ml.registry.ModelStoreException;
import io.tidemark.ml.registry.PredictionRow.Role;
import io.tidemark.ml.registry.RegisteredModel;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Lets the champion of a name serve in a stage, and the stand-in where there is none. A champion
 * that cannot be read leaves the model before it in place, until it can be.
 */
public final class ChampionFollower {

  private final Supplier<Optional<RegisteredModel>> champion;
  private final ModelOpener opener;
  private final Function<FeatureSet, FeatureStreams> warmed;
  private final PredictionStage stage;

  /**
   * @param champion the one that serves now by the registry
   * @param warmed streams of features that have taken what the stage has
   * @param stage where it serves
   */
  public ChampionFollower(
      Supplier<Optional<RegisteredModel>> champion,
      ModelOpener opener,
      Function<FeatureSet, FeatureStreams> warmed,
      PredictionStage stage) {
    this.champion = champion;
    this.opener = opener;
    this.warmed = warmed;
    this.stage = stage;
  }

  /** What came of looking. */
  public sealed interface Followed {

    /** The stage serves it already. */
    record Unchanged() implements Followed {}

    /** The stage serves it from the next instant on. */
    record Asked(ServedModel served) implements Followed {}

    /** It cannot be read; the model before it serves on. Looking again may help. */
    record Unreadable(RegisteredModel model, String why) implements Followed {}
  }

  /** Looks who is champion, on the stage's thread. */
  public Followed follow() {
    ServedModel next = stage.next();
    Optional<RegisteredModel> found = champion.get();
    if (found.isEmpty()) {
      return next.role() == Role.STAND_IN
          ? new Followed.Unchanged()
          : ask(ServedModel.standIn(next.features()));
    }
    RegisteredModel model = found.get();
    if (model.id().equals(next.id())) {
      return new Followed.Unchanged();
    }
    try {
      return ask(opener.open(model));
    } catch (CorruptModelException | ModelStoreException e) {
      return new Followed.Unreadable(model, String.valueOf(e.getMessage()));
    }
  }

  private Followed ask(ServedModel served) {
    try {
      if (stage.gives(served.features())) {
        stage.swap(served);
      } else {
        stage.swap(served, warmed.apply(served.features()));
      }
    } catch (RuntimeException e) {
      served.model().close();
      throw e;
    }
    return new Followed.Asked(served);
  }
}
