package io.tidemark.launcher.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.ml.model.TrainingStep;
import org.junit.jupiter.api.Test;

class StepProgressTest {

  @Test
  void tellsTheShareTheStepAndTheLoss() {
    assertThat(StepProgress.line(new TrainingStep(50, 200, 1.09861)))
        .isEqualTo(
            "[#######-----------------------]  step 50 of at most 200  validation loss 1.0986");
    assertThat(StepProgress.line(new TrainingStep(1, 1, Double.NaN)))
        .isEqualTo("[##############################]  step 1 of at most 1");
  }
}
