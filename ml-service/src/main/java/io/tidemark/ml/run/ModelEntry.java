package io.tidemark.ml.run;

import io.tidemark.core.feature.Feature;
import io.tidemark.core.feature.FeatureSet;
import io.tidemark.core.history.BarColumns;
import io.tidemark.kit.codec.Json;
import io.tidemark.kit.configuration.TrainingFile;
import io.tidemark.kit.time.SuiteClock;
import io.tidemark.ml.evaluation.EarnedFigures;
import io.tidemark.ml.model.CorruptModelException;
import io.tidemark.ml.registry.DataWindow;
import io.tidemark.ml.registry.Evaluation;
import io.tidemark.ml.registry.FeatureSetRow;
import io.tidemark.ml.registry.FeatureSetTable;
import io.tidemark.ml.registry.HoldOut;
import io.tidemark.ml.registry.ModelRegistry;
import io.tidemark.ml.registry.ModelState;
import io.tidemark.ml.registry.ModelStoreException;
import io.tidemark.ml.registry.ModelVersion;
import io.tidemark.ml.registry.PromotionRule;
import io.tidemark.ml.registry.RegisteredModel;
import io.tidemark.ml.registry.RegistryOutcome;
import io.tidemark.ml.training.BarHash;
import io.tidemark.ml.training.Deployment;
import io.tidemark.ml.training.FurtherFigures;
import io.tidemark.ml.training.HoldOutScore;
import io.tidemark.ml.training.LabelledRows;
import io.tidemark.ml.training.ModelBundle;
import io.tidemark.ml.training.TrainingInput;
import io.tidemark.ml.training.TrainingRecord;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;

/**
 * The way of a trained model into the registry: registered, judged beside the champion on the same
 * hold-out, challenger, and promoted if it is better and the file lets it be. Each step is done
 * once however often it is asked for, so that a kill between two of them does no harm.
 */
@Component
class ModelEntry {

  private static final Logger LOG = LoggerFactory.getLogger(ModelEntry.class);

  private final ModelRegistry registry;
  private final FeatureSetTable features;
  private final SuiteClock clock;

  ModelEntry(ModelRegistry registry, FeatureSetTable features, SuiteClock clock) {
    this.registry = registry;
    this.features = features;
    this.clock = clock;
  }

  /** Keeps a set of features, to which runs and models refer. */
  void keep(FeatureSet set) {
    features.keep(
        new FeatureSetRow(
            set.hash(),
            set.timeframe(),
            set.size(),
            Json.mapper().writeValueAsString(set.features()),
            clock.instant()));
  }

  /** The features of the champion of a name, which is judged on the same bars; empty for none. */
  Optional<FeatureSet> shownToChampion(String name) {
    return registry
        .champion(name)
        .flatMap(champion -> features.find(champion.version().featureHash()))
        .flatMap(ModelEntry::set);
  }

  private static Optional<FeatureSet> set(FeatureSetRow row) {
    try {
      return Optional.of(
          FeatureSet.of(
              row.timeframe(),
              Json.mapper().readValue(row.definition(), new TypeReference<List<Feature>>() {})));
    } catch (JacksonException | IllegalArgumentException e) {
      LOG.warn(
          "event=features_unreadable hash={} cause=\"{}\" then=\"what the champion alone reads is missing\"",
          row.hash(),
          e.getMessage());
      return Optional.empty();
    }
  }

  /**
   * Brings a model in.
   *
   * @param material that it was made of
   * @param bundle whose features are kept
   */
  RunEnding enter(RunMaterial material, ModelBundle bundle) {
    TrainingRecord training = bundle.training();
    TrainingInput input = material.input();
    LabelledRows rows = LabelledRows.of(material.file(), input);
    FurtherFigures further = EarnedFigures.of(material.file(), input, rows, material.strategy());
    HoldOutScore score = further.with(bundle, training.holdOut());
    RegisteredModel model = registry.register(version(material, bundle), bundle.path());
    HoldOut holdOut =
        new HoldOut(window(training, input, score.from(), score.to()), training.target());
    registry.record(evaluation(model, holdOut, score));
    judgeChampion(model, material.file(), rows, holdOut, further);
    return new RunEnding.Made(
        stand(model, material.file().promotion().automatic()),
        Json.mapper().writeValueAsString(training),
        model.id());
  }

  private static ModelVersion version(RunMaterial material, ModelBundle bundle) {
    TrainingRecord training = bundle.training();
    TrainingRecord.Fit fit = training.fit();
    return new ModelVersion(
        training.modelName(),
        training.kind().name(),
        training.features().hash(),
        training.codeSha256(),
        training.configurationSha256(),
        material.run().id(),
        window(training, material.input(), fit.from(), fit.to()),
        bundle.files(),
        new TreeMap<>(
            Map.of(
                "trainRows", (double) fit.trainRows(),
                "validationRows", (double) fit.validationRows())),
        PromotionRule.of(material.file().promotion()));
  }

  private static DataWindow window(
      TrainingRecord training, TrainingInput input, Instant from, Instant to) {
    BarColumns bars = input.history().bars().between(from, to);
    return new DataWindow(
        training.data().exchange(),
        List.of(training.data().symbol()),
        training.features().timeframe(),
        from,
        to,
        BarHash.of(bars, 0, bars.size()));
  }

  private Evaluation evaluation(RegisteredModel model, HoldOut holdOut, HoldOutScore score) {
    return new Evaluation(model.id(), holdOut, score.metrics(), score.baseline(), clock.instant());
  }

  /** Without this the registry cannot compare; why it failed is told when it does. */
  private void judgeChampion(
      RegisteredModel model,
      TrainingFile file,
      LabelledRows rows,
      HoldOut holdOut,
      FurtherFigures further) {
    registry
        .champion(model.version().name())
        .filter(champion -> !champion.id().equals(model.id()))
        .ifPresent(
            champion -> {
              try {
                ModelBundle bundle = ModelBundle.open(registry.open(champion));
                HoldOutScore score = further.with(bundle, Deployment.score(bundle, file, rows));
                registry.record(evaluation(champion, holdOut, score));
              } catch (CorruptModelException | ModelStoreException | IllegalArgumentException e) {
                LOG.warn(
                    "event=champion_not_judged model={} cause=\"{}\"",
                    champion.id(),
                    e.getMessage());
              }
            });
  }

  /** What became of the model. */
  private String stand(RegisteredModel model, boolean automatic) {
    if (model.state() == ModelState.CHAMPION) {
      return "it is the champion already";
    }
    if (registry.challenge(model.id()) instanceof RegistryOutcome.Impossible(String reason)) {
      return reason;
    }
    if (!automatic) {
      return "it challenges the champion, as promotion.automatic is false";
    }
    return switch (registry.promote(model.id())) {
      case RegistryOutcome.Done done -> "promoted: " + done.model().stateReason();
      case RegistryOutcome.Refused refused -> "refused: " + refused.reason();
      case RegistryOutcome.Impossible impossible ->
          "it challenges the champion: " + impossible.reason();
    };
  }
}
