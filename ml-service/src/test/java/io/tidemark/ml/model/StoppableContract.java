package io.tidemark.ml.model;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.ml.model.kind.ModelKinds;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What holds of models of every kind whose training has more than one step. */
public abstract class StoppableContract extends ModelContract {

  @AfterEach
  void clear() {
    Thread.interrupted();
  }

  @Test
  void stopsAfterTheStepInWhichItIsInterrupted() {
    SyntheticMarket market = SyntheticMarket.trending(3_601);
    assertThatThrownBy(
            () ->
                ModelKinds.trainer(settings())
                    .train(
                        market.samples(0, 3_000),
                        market.samples(3_000, 3_600),
                        step -> {
                          if (step.done() == 2) {
                            throw new AssertionError("went on");
                          }
                          Thread.currentThread().interrupt();
                        }))
        .isInstanceOf(InterruptedException.class);
  }
}
