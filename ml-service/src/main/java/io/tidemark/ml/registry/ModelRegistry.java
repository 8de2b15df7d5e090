package io.tidemark.ml.registry;

import io.tidemark.kit.outbox.Outbox;
import io.tidemark.kit.time.SuiteClock;
import io.tidemark.ml.model.CorruptModelException;
import io.tidemark.ml.registry.RegistryOutcome.Done;
import io.tidemark.ml.registry.RegistryOutcome.Impossible;
import io.tidemark.ml.registry.RegistryOutcome.Refused;
import io.tidemark.model.event.ModelChanged;
import io.tidemark.model.event.ModelChanged.Change;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The versions of models and which one of a name serves.
 *
 * <p>Every change is one transaction: it sets the states of those it saw, if they are still in
 * them, and writes the events that follow into the outbox. If somebody else was faster, nothing of
 * it holds, and it is judged anew. So a kill before the commit leaves everything as it was, and one
 * after it leaves the events for the relay of the next start. Files are whole in the store before a
 * row names them; a kill in between leaves files that the next registration of the same model
 * finds.
 */
@Component
public class ModelRegistry {

  private static final Logger LOG = LoggerFactory.getLogger(ModelRegistry.class);

  /** More than ever meet: each try that fails is another change that succeeded. */
  private static final int ATTEMPTS = 20;

  private final ModelTable models;
  private final EvaluationTable evaluations;
  private final ModelStore store;
  private final Outbox outbox;
  private final TransactionTemplate transactions;
  private final SuiteClock clock;

  ModelRegistry(
      ModelTable models,
      EvaluationTable evaluations,
      ModelStore store,
      Outbox outbox,
      TransactionTemplate stageTransactions,
      SuiteClock clock) {
    this.models = models;
    this.evaluations = evaluations;
    this.store = store;
    this.outbox = outbox;
    this.transactions = stageTransactions;
    this.clock = clock;
  }

  /**
   * Keeps the files of a version and registers it as a candidate. One of the same name and files
   * that is registered already stays as it is.
   *
   * @param version whose features are registered, and whose files are those in {@code folder}
   * @throws CorruptModelException if the folder does not hold its files
   * @throws ModelStoreException if they cannot be kept
   */
  public RegisteredModel register(ModelVersion version, Path folder) {
    store.put(version.files(), folder);
    boolean added =
        Boolean.TRUE.equals(
            transactions.execute(_ -> models.insert(version, "registered", clock.instant())));
    RegisteredModel model = require(version.id());
    if (added) {
      LOG.info("event=model_registered model=\"{}\" id={}", model.title(), model.id());
    }
    return model;
  }

  /**
   * Keeps how a model did on a hold-out; an evaluation of the same that is there already stays.
   *
   * @throws NoSuchElementException if there is no such model
   * @throws IllegalArgumentException if the model was fitted on bars of the hold-out
   */
  public void record(Evaluation evaluation) {
    RegisteredModel model = require(evaluation.modelId());
    DataWindow fittedOn = model.version().fittedOn();
    DataWindow held = evaluation.holdOut().data();
    if (fittedOn.from().isBefore(held.to()) && held.from().isBefore(fittedOn.to())) {
      throw new IllegalArgumentException(
          "%s was fitted on %s to %s, which overlaps the hold-out %s to %s; it proves nothing there"
              .formatted(model.title(), fittedOn.from(), fittedOn.to(), held.from(), held.to()));
    }
    transactions.executeWithoutResult(_ -> evaluations.keep(evaluation));
  }

  /**
   * Lets a candidate foretell in the shadow; the challenger of its name before it is retired.
   *
   * @throws NoSuchElementException if there is no such model
   */
  public RegistryOutcome challenge(UUID id) {
    return undisturbed(
        () -> {
          RegisteredModel model = require(id);
          if (model.state() == ModelState.CHALLENGER) {
            return Optional.of(new Done(model));
          }
          if (!model.state().canBecome(ModelState.CHALLENGER)) {
            return Optional.of(impossible(model, "become the challenger"));
          }
          Optional<RegisteredModel> before = challenger(model.version().name());
          Instant now = clock.instant();
          String reason = "foretells in the shadow";
          return done(
              id,
              () ->
                  before
                          .map(
                              old ->
                                  models.change(
                                      old,
                                      ModelState.RETIRED,
                                      model.title() + " challenges in its place",
                                      now))
                          .orElse(true)
                      && models.change(model, ModelState.CHALLENGER, reason, now));
        });
  }

  /**
   * Makes a model the champion of its name if it is better than no model and than the champion, on
   * the latest hold-out that it was evaluated on, by the margin of its rule. The champion before it
   * is retired. One that is not better is refused for good, save one that has been retired.
   *
   * @throws NoSuchElementException if there is no such model
   */
  public RegistryOutcome promote(UUID id) {
    return undisturbed(() -> tryToPromote(require(id)));
  }

  private Optional<RegistryOutcome> tryToPromote(RegisteredModel model) {
    if (model.state() == ModelState.CHAMPION) {
      return Optional.of(new Done(model));
    }
    if (!model.state().canBecome(ModelState.CHAMPION)) {
      return Optional.of(impossible(model, "be promoted"));
    }
    RegisteredModel champion = champion(model.version().name()).orElse(null);
    return switch (compare(model, champion)) {
      case Comparison.Unknown unknown -> Optional.of(new Impossible(unknown.reason()));
      case Comparison.NotBetter worse -> refuse(model, worse.reason());
      case Comparison.Better better -> enthrone(model, champion, better.reason());
    };
  }

  private Comparison compare(RegisteredModel model, @Nullable RegisteredModel champion) {
    return Comparison.of(
        model,
        evaluations.of(model.id()),
        champion,
        champion == null ? List.of() : evaluations.of(champion.id()));
  }

  private Optional<RegistryOutcome> refuse(RegisteredModel model, String reason) {
    if (!model.state().canBecome(ModelState.REFUSED)) {
      return Optional.of(new Refused(model, reason));
    }
    Instant now = clock.instant();
    if (!commit(() -> models.change(model, ModelState.REFUSED, reason, now))) {
      return Optional.empty();
    }
    LOG.info("event=model_refused model=\"{}\" reason=\"{}\"", model.title(), reason);
    return Optional.of(new Refused(require(model.id()), reason));
  }

  private Optional<RegistryOutcome> enthrone(
      RegisteredModel model, @Nullable RegisteredModel champion, String reason) {
    Optional<RegistryOutcome> unreadable = unreadable(model);
    return unreadable.isPresent()
        ? unreadable
        : replace(model, champion, reason, champion == null ? null : champion.id());
  }

  /**
   * Puts the model back whose place a champion took.
   *
   * @param championId the champion that goes
   * @param reason why
   * @throws NoSuchElementException if there is no such model
   */
  public RegistryOutcome rollBack(UUID championId, String reason) {
    return undisturbed(
        () -> {
          RegisteredModel champion = require(championId);
          UUID predecessor = champion.predecessorId();
          if (champion.state() != ModelState.CHAMPION) {
            return Optional.of(impossible(champion, "be rolled back"));
          }
          if (predecessor == null) {
            return Optional.of(
                new Impossible(
                    "%s took no model's place; retire it to serve without a model"
                        .formatted(champion.title())));
          }
          RegisteredModel before = require(predecessor);
          Optional<RegistryOutcome> unreadable = unreadable(before);
          return unreadable.isPresent()
              ? unreadable
              : replace(before, champion, reason, before.predecessorId());
        });
  }

  private Optional<RegistryOutcome> unreadable(RegisteredModel model) {
    try {
      open(model);
      return Optional.empty();
    } catch (CorruptModelException | ModelStoreException e) {
      LOG.warn("event=model_unreadable model=\"{}\" cause=\"{}\"", model.title(), e.getMessage());
      return Optional.of(new Impossible(String.valueOf(e.getMessage())));
    }
  }

  /** Puts a model in the place of the champion that was seen, or in the empty place. */
  private Optional<RegistryOutcome> replace(
      RegisteredModel next,
      @Nullable RegisteredModel champion,
      String reason,
      @Nullable UUID predecessor) {
    Instant now = clock.instant();
    Optional<RegistryOutcome> done =
        done(
            next.id(),
            () -> {
              if (champion != null
                  && !models.change(
                      champion, ModelState.RETIRED, next.title() + " took its place", now)) {
                return false;
              }
              if (!models.change(next, ModelState.CHAMPION, reason, now)) {
                return false;
              }
              models.succeeds(next.id(), predecessor);
              outbox.append(List.of(event(next, Change.PROMOTED, now)));
              if (champion != null) {
                outbox.append(List.of(event(champion, Change.RETIRED, now)));
              }
              return true;
            });
    if (done.isPresent()) {
      LOG.info("event=model_promoted model=\"{}\" reason=\"{}\"", next.title(), reason);
    }
    return done;
  }

  /**
   * Takes a model out of service; without a champion no model serves.
   *
   * @param reason why
   * @throws NoSuchElementException if there is no such model
   */
  public RegistryOutcome retire(UUID id, String reason) {
    return undisturbed(
        () -> {
          RegisteredModel model = require(id);
          if (model.state() == ModelState.RETIRED) {
            return Optional.of(new Done(model));
          }
          if (!model.state().canBecome(ModelState.RETIRED)) {
            return Optional.of(impossible(model, "be retired"));
          }
          Instant now = clock.instant();
          return done(
              id,
              () -> {
                boolean changed = models.change(model, ModelState.RETIRED, reason, now);
                if (changed && model.state() == ModelState.CHAMPION) {
                  outbox.append(List.of(event(model, Change.RETIRED, now)));
                }
                return changed;
              });
        });
  }

  /** The model of a name that serves; empty for none. */
  public Optional<RegisteredModel> champion(String name) {
    return models.only(name, ModelState.CHAMPION);
  }

  /** The model of a name that foretells in the shadow; empty for none. */
  public Optional<RegisteredModel> challenger(String name) {
    return models.only(name, ModelState.CHALLENGER);
  }

  /** All models that serve, in the order of their names. */
  public List<RegisteredModel> champions() {
    return models.all(ModelState.CHAMPION);
  }

  /** The model of an id; empty for none. */
  public Optional<RegisteredModel> find(UUID id) {
    return models.find(id);
  }

  /** What a model did on hold-outs, the latest first. */
  public List<Evaluation> evaluations(UUID id) {
    return evaluations.of(id);
  }

  /**
   * A folder with the files of a model, each compared with its checksum at this call.
   *
   * @throws CorruptModelException if one is missing or another
   * @throws ModelStoreException if the store does not answer
   */
  public Path open(RegisteredModel model) {
    return store.open(model.version().files());
  }

  private RegisteredModel require(UUID id) {
    return models.find(id).orElseThrow(() -> new NoSuchElementException("there is no model " + id));
  }

  private static Impossible impossible(RegisteredModel model, String what) {
    return new Impossible(
        "%s cannot %s: it is %s (%s)"
            .formatted(model.title(), what, model.state(), model.stateReason()));
  }

  /** Tries until nobody else has changed what an attempt saw. */
  private static RegistryOutcome undisturbed(Supplier<Optional<RegistryOutcome>> attempt) {
    for (int i = 0; i < ATTEMPTS; i++) {
      Optional<RegistryOutcome> outcome = attempt.get();
      if (outcome.isPresent()) {
        return outcome.get();
      }
    }
    return new Impossible("others change the same models all the time; try again");
  }

  /** The model as it is after changes; empty if somebody else was faster. */
  private Optional<RegistryOutcome> done(UUID id, BooleanSupplier changes) {
    return commit(changes) ? Optional.of(new Done(require(id))) : Optional.empty();
  }

  /** Commits changes; false, with nothing changed, if somebody else was faster. */
  private boolean commit(BooleanSupplier changes) {
    try {
      return Boolean.TRUE.equals(
          transactions.execute(
              status -> {
                boolean held = changes.getAsBoolean();
                if (!held) {
                  status.setRollbackOnly();
                }
                return held;
              }));
    } catch (DuplicateKeyException e) {
      // Another one took the place that was empty.
      return false;
    }
  }

  private static ModelChanged event(RegisteredModel model, Change change, Instant now) {
    ModelVersion version = model.version();
    return new ModelChanged(version.id(), version.name(), version.hash(), change, now, now);
  }
}
