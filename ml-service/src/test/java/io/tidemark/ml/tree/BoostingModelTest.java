package io.tidemark.ml.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tidemark.ml.model.LogLoss;
import io.tidemark.ml.model.Model;
import io.tidemark.ml.model.ModelSettings;
import io.tidemark.ml.model.RankedArea;
import io.tidemark.ml.model.Samples;
import io.tidemark.ml.model.StoppableContract;
import io.tidemark.ml.model.SyntheticMarket;
import io.tidemark.ml.model.TrainingProgress;
import io.tidemark.ml.model.TrainingStep;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BoostingModelTest extends StoppableContract {

  @Override
  protected ModelSettings settings() {
    return new ModelSettings.Boosting(30, 3, 0.3, 0, 1, 7);
  }

  @Test
  void findsWhatOnlyTwoFeaturesTogetherTell() throws InterruptedException {
    TwoFeatures market = new TwoFeatures();
    try (Model model =
        new BoostingTrainer(new ModelSettings.Boosting(30, 3, 0.3, 0, 1, 7))
            .train(market.train(), market.heldOut(), TrainingProgress.UNHEARD)) {
      assertThat(RankedArea.of(model.predict(market.heldOut()), market.heldOut()))
          .isGreaterThan(0.9);
      assertThat(model.gains().orElseThrow()[0]).isGreaterThan(0.3);
      assertThat(model.gains().orElseThrow()[1]).isGreaterThan(0.3);
    }
  }

  @Test
  void endsWhereTheValidationGetsNoBetter() throws InterruptedException {
    SyntheticMarket market = SyntheticMarket.randomWalk(2_001);
    Samples train = market.samples(0, 1_000);
    Samples validation = market.samples(1_000, 2_000);
    List<TrainingStep> steps = new ArrayList<>();
    try (Model model =
        new BoostingTrainer(new ModelSettings.Boosting(500, 4, 0.3, 5, 1, 7))
            .train(train, validation, steps::add)) {
      // The last five rounds were worse than the one before them, which is kept.
      TrainingStep best = steps.get(steps.size() - 6);
      assertThat(steps).allMatch(step -> step.validationLoss() >= best.validationLoss());
      assertThat(LogLoss.of(model.predict(validation), validation))
          .isCloseTo(best.validationLoss(), within(1e-5));
    }
  }
}
