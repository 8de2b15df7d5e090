package io.tidemark.ml.live;

import io.tidemark.ml.registry.RegisteredModel;
import io.tidemark.ml.serve.ModelOpener;
import io.tidemark.ml.serve.ServedModel;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Hands the model that is to serve from the thread that opens it to the one that serves it. What it
 * tells stays so while its monitor is held.
 */
final class ModelSlot implements ModelOpener, AutoCloseable {

  private @Nullable RegisteredModel model;
  private @Nullable ServedModel ready;

  /** The model that is to serve and was opened; empty for none. */
  synchronized Optional<RegisteredModel> model() {
    return Optional.ofNullable(model);
  }

  synchronized boolean holds(UUID id) {
    return model != null && model.id().equals(id);
  }

  /** Lets an opened model serve, which is the slot's until it is taken. */
  synchronized void put(RegisteredModel next, ServedModel opened) {
    close();
    model = next;
    ready = opened;
  }

  /** Lets none serve. */
  synchronized void clear() {
    close();
    model = null;
  }

  /**
   * Takes the opened model.
   *
   * @throws IllegalStateException if it was taken, or is another one
   */
  @Override
  public synchronized ServedModel open(RegisteredModel asked) {
    ServedModel opened = ready;
    if (opened == null || !asked.id().equals(opened.id())) {
      throw new IllegalStateException("%s is not there to be taken".formatted(asked.id()));
    }
    ready = null;
    return opened;
  }

  /** Closes a model that nobody has taken. */
  @Override
  public synchronized void close() {
    if (ready != null) {
      ready.model().close();
      ready = null;
    }
  }
}
