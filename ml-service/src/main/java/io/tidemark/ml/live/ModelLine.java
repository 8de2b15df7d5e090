package io.tidemark.ml.live;

import io.tidemark.core.feature.FeatureRow;
import io.tidemark.core.feature.FeatureSet;
import io.tidemark.ml.registry.PredictionRow;
import io.tidemark.ml.registry.PredictionRow.Role;
import io.tidemark.ml.registry.RegisteredModel;
import io.tidemark.ml.serve.ChampionFollower;
import io.tidemark.ml.serve.FeatureStreams;
import io.tidemark.ml.serve.Past;
import io.tidemark.ml.serve.PredictionStage;
import io.tidemark.ml.serve.PredictionStage.Input;
import io.tidemark.ml.serve.PredictionStage.Outcome;
import io.tidemark.ml.serve.ServedModel;
import io.tidemark.model.InstrumentId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The champion of a name, or the stand-in, and beside it the challenger in the shadow, each a stage
 * of its own. Another model takes its place between two instants.
 */
final class ModelLine implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ModelLine.class);

  private final LivePlan plan;
  private final LivePlan.Line line;
  private final Past past;
  private final ModelWatch.Slots slots;
  private final PredictionMetrics metrics;
  private final PredictionStage stage;
  private final ChampionFollower follower;
  private @Nullable PredictionStage shadow;
  private Instant latest = Instant.MIN;

  /**
   * @param past what instruments begin with
   * @param slots that were looked at once
   */
  ModelLine(
      LivePlan plan,
      LivePlan.Line line,
      Past past,
      ModelWatch.Slots slots,
      PredictionMetrics metrics) {
    this.plan = plan;
    this.line = line;
    this.past = past;
    this.slots = slots;
    this.metrics = metrics;
    ServedModel first = first();
    this.stage = new PredictionStage(first, newStreams(first.features()));
    this.follower =
        new ChampionFollower(slots.champion()::model, slots.champion(), this::begin, stage);
    metrics.age(line.model(), slots.champion());
    tell(first);
  }

  private ServedModel first() {
    synchronized (slots.champion()) {
      return slots
          .champion()
          .model()
          .map(slots.champion()::open)
          .orElseGet(() -> ServedModel.standIn(line.features()));
    }
  }

  private FeatureStreams newStreams(FeatureSet set) {
    return new FeatureStreams(set, plan::peersOf, past);
  }

  /** Streams that have taken what the stage has; other features begin at their next bars. */
  private FeatureStreams begin(FeatureSet set) {
    FeatureStreams begun = newStreams(set);
    FeatureStreams known = stage.streams();
    if (known.set().equals(set)) {
      known.instruments().forEach(one -> begun.restore(one, known.snapshot(one)));
    }
    return begun;
  }

  /** The name whose versions serve. */
  String model() {
    return line.model();
  }

  /** Whether it foretells of an instrument. */
  boolean concerns(InstrumentId instrument) {
    return plan.concerns(line, instrument);
  }

  /** The features it computes now, of the champion and of a challenger. */
  List<FeatureStreams> streams() {
    return shadow == null ? List.of(stage.streams()) : List.of(stage.streams(), shadow.streams());
  }

  /** Lets those serve from the next instant on who are to by the registry. */
  void follow() {
    synchronized (slots.champion()) {
      if (follower.follow() instanceof ChampionFollower.Followed.Asked asked) {
        tell(asked.served());
      }
    }
    synchronized (slots.challenger()) {
      followChallenger(slots.challenger().model());
    }
  }

  private void followChallenger(Optional<RegisteredModel> found) {
    PredictionStage before = shadow;
    if (found.isEmpty()) {
      if (before != null) {
        before.close();
        shadow = null;
      }
    } else if (before == null) {
      ServedModel served = slots.challenger().open(found.get());
      shadow = new PredictionStage(served, begin(served.features()));
      tell(served);
    } else if (!found.get().id().equals(before.next().id())) {
      ServedModel served = slots.challenger().open(found.get());
      if (before.gives(served.features())) {
        before.swap(served);
      } else {
        before.swap(served, begin(served.features()));
      }
      tell(served);
    }
  }

  private void tell(ServedModel served) {
    LOG.info(
        "event=model_serves line={} model={} hash={} role={} features={}",
        line.model(),
        served.name(),
        served.hash(),
        served.role(),
        served.features().hash());
  }

  /** Foretells of bars that close at one instant, each of another instrument that it concerns. */
  List<PredictionRow> step(List<Input> together, Instant now) {
    if (together.isEmpty()) {
      return List.of();
    }
    follow();
    latest = together.getFirst().bars().closeTime();
    long began = System.nanoTime();
    Outcome outcome = stage.step(together, now);
    if (!outcome.predictions().isEmpty()) {
      metrics.batch(line.model(), Duration.ofNanos(System.nanoTime() - began));
      metrics.missing(line.model(), shareMissing(outcome.predictions()));
    }
    outcome.passedOver().forEach(one -> metrics.passedOver(line.model(), one.why()));
    List<PredictionRow> told = new ArrayList<>(outcome.predictions());
    if (shadow != null) {
      told.addAll(shadow.step(together, now).predictions());
    }
    return told;
  }

  /**
   * Does what can be done of the next predictions before their bars come. Where bars of the past
   * are gone through the next ones are there already, and nothing is done.
   */
  void prepare(Instant now) {
    Duration length = line.features().timeframe().nominalLength();
    if (latest.equals(Instant.MIN) || !now.isBefore(latest.plus(length))) {
      return;
    }
    prepare(stage);
    if (shadow != null) {
      prepare(shadow);
    }
  }

  private static void prepare(PredictionStage stage) {
    boolean more = true;
    while (more) {
      more = stage.prepare();
    }
  }

  private double shareMissing(List<PredictionRow> told) {
    long missing = 0;
    long all = 0;
    for (PredictionRow one : told) {
      FeatureRow row = stage.streams().latest(one.prediction().instrument()).orElseThrow();
      for (int i = 0; i < row.size(); i++) {
        missing += Double.isNaN(row.value(i)) ? 1 : 0;
      }
      all += row.size();
    }
    return (double) missing / all;
  }

  /** The features at an instrument's last bar; empty if it has had none. */
  Optional<LatestFeatures.Latest> latest(InstrumentId instrument) {
    FeatureSet set = stage.streams().set();
    return stage
        .streams()
        .latest(instrument)
        .map(row -> new LatestFeatures.Latest(line.model(), instrument, set, row));
  }

  /** Lets go of instruments. */
  void forget(Collection<InstrumentId> gone) {
    stage.forget(gone);
    if (shadow != null) {
      shadow.forget(gone);
    }
  }

  /** Closes the models. */
  @Override
  public void close() {
    stage.close();
    if (shadow != null) {
      shadow.close();
    }
  }

  /** Whether predictions of a role leave the service. */
  static boolean isPublished(Role role) {
    return switch (role) {
      case CHAMPION, STAND_IN -> true;
      case CHALLENGER -> false;
    };
  }
}
