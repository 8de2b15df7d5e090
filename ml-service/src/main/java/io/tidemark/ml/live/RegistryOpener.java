package io.tidemark.ml.live;

import io.tidemark.ml.model.Model;
import io.tidemark.ml.model.ModelKind;
import io.tidemark.ml.model.kind.ModelKinds;
import io.tidemark.ml.registry.ModelRegistry;
import io.tidemark.ml.registry.PredictionRow.Role;
import io.tidemark.ml.registry.RegisteredModel;
import io.tidemark.ml.serve.ServedModel;
import io.tidemark.ml.training.ClassBalance;
import io.tidemark.ml.training.ModelBundle;
import java.util.Optional;
import java.util.function.Function;

/** Opens models of the registry, each file of which is a part of a bundle. */
final class RegistryOpener implements ModelWatch.Opener {

  private final ModelRegistry registry;
  private final Function<ModelKind, Optional<String>> unusable;

  /**
   * @param unusable why a kind of model cannot be used on this machine; empty if it can
   */
  RegistryOpener(ModelRegistry registry, Function<ModelKind, Optional<String>> unusable) {
    this.registry = registry;
    this.unusable = unusable;
  }

  @Override
  public ServedModel open(RegisteredModel model, Role role) {
    Optional<String> why = unusable.apply(ModelKind.valueOf(model.version().kind()));
    if (why.isPresent()) {
      throw new UnusableModelException(why.get());
    }
    ModelBundle bundle = ModelBundle.open(registry.open(model));
    ClassBalance balance = bundle.training().balance();
    Model opened = ModelKinds.load(bundle.model());
    try {
      return new ServedModel(
          model.id(),
          model.version().name(),
          model.version().hash(),
          role,
          bundle.training().features().set(),
          bundle.standardiser(),
          opened,
          balance::undo,
          bundle.sizing());
    } catch (IllegalArgumentException e) {
      opened.close();
      throw e;
    }
  }
}
