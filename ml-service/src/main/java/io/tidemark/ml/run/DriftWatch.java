package io.tidemark.ml.run;

import io.tidemark.core.feature.FeatureSet;
import io.tidemark.core.feature.FeatureTable;
import io.tidemark.core.feature.Rows;
import io.tidemark.kit.configuration.TrainingFile;
import io.tidemark.kit.configuration.TrainingTarget;
import io.tidemark.ml.model.CorruptModelException;
import io.tidemark.ml.registry.ModelRegistry;
import io.tidemark.ml.registry.ModelStoreException;
import io.tidemark.ml.registry.PredictionTable;
import io.tidemark.ml.registry.PromotionMetric;
import io.tidemark.ml.registry.RegisteredModel;
import io.tidemark.ml.training.ModelBundle;
import io.tidemark.ml.training.TrainingRecord;
import io.tidemark.model.InstrumentId;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Looks at how far the champion of a name has drifted: its features of the latest week against
 * those it was trained on, both made anew of the bars that are stored, and the accuracy of what it
 * foretold live against that of its hold-out.
 */
@Component
class DriftWatch {

  private static final Logger LOG = LoggerFactory.getLogger(DriftWatch.class);

  /** As long as days of the week are features. */
  private static final Duration LIVE = Duration.ofDays(7);

  /** With fewer rows, samples of one distribution differ about as much as is looked for. */
  private static final int FEWEST = 200;

  private final ModelRegistry registry;
  private final StoredHistory stored;
  private final PredictionTable predictions;
  private final DriftMetrics metrics;

  DriftWatch(
      ModelRegistry registry,
      StoredHistory stored,
      PredictionTable predictions,
      DriftMetrics metrics) {
    this.registry = registry;
    this.stored = stored;
    this.predictions = predictions;
    this.metrics = metrics;
  }

  /**
   * The figures of the champion of a file's name; empty if there is none, or it cannot be compared
   * now, which the log tells.
   */
  Optional<DriftFigures> look(TrainingFile file, Instant now) {
    Optional<RegisteredModel> champion = registry.champion(file.training().modelName());
    if (champion.isEmpty()) {
      return Optional.empty();
    }
    try {
      Optional<DriftFigures> figures = look(champion.get(), file, now);
      figures.ifPresent(
          told -> {
            metrics.told(file.training().modelName(), told, file.retraining());
            LOG.info(
                "event=model_drift model=\"{}\" drifted_pct={} drift={} figures=\"{}\"",
                champion.get().version().name(),
                told.driftedPct(file.retraining()),
                told.isDrift(file.retraining()),
                told.told());
          });
      return figures;
    } catch (IOException | CorruptModelException | ModelStoreException e) {
      LOG.warn(
          "event=model_drift_unknown model=\"{}\" cause=\"{}\"",
          champion.get().version().name(),
          e.getMessage());
      return Optional.empty();
    }
  }

  private Optional<DriftFigures> look(RegisteredModel champion, TrainingFile file, Instant now)
      throws IOException {
    TrainingRecord training = ModelBundle.open(registry.open(champion)).training();
    TrainingRecord.Data data = training.data();
    FeatureSet features = training.features().set();
    FeatureTable table =
        FeatureTable.of(
            features,
            stored
                .read(
                    new InstrumentId(data.exchange(), data.symbol()),
                    data.timeframe(),
                    data.from(),
                    now,
                    features)
                .history());
    Rows warm = Rows.between(Math.min(table.firstWarm(), table.rows()), table.rows());
    Rows trained = warm.where(row -> !table.closeTime(row).isAfter(training.fit().to()));
    Instant from = latest(training.fit().to(), now.minus(LIVE));
    Rows latest = warm.where(row -> !table.openTime(row).isBefore(from));
    if (trained.size() < FEWEST || latest.size() < FEWEST) {
      return Optional.empty();
    }
    return Optional.of(
        DriftFigures.of(table, trained, latest, score(champion, training, file, table, from)));
  }

  private static Instant latest(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  /** Null if it is not known, or what the file foretells is not what the champion does. */
  private DriftFigures.@Nullable Score score(
      RegisteredModel champion,
      TrainingRecord training,
      TrainingFile file,
      FeatureTable table,
      Instant from) {
    Double held = training.holdOut().metrics().get(PromotionMetric.ACCURACY.key());
    if (held == null
        || file.target().type() == TrainingTarget.Type.META_LABEL
        || !training.target().equals(TrainingRecord.text(file.target()))) {
      return null;
    }
    LiveScore live =
        LiveScore.of(
            predictions.of(
                champion.id(),
                new InstrumentId(training.data().exchange(), training.data().symbol()),
                from),
            table,
            file.target().labels(table, List.of()));
    live.news().forEach(predictions::came);
    return live.all() < FEWEST
        ? null
        : new DriftFigures.Score(held, (double) live.right() / live.all(), live.all());
  }
}
