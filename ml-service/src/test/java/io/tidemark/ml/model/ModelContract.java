package io.tidemark.ml.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tidemark.ml.model.kind.ModelKinds;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds of models of every kind. */
public abstract class ModelContract {

  private static final int TRAIN = 3_000;
  private static final int VALIDATION = 3_600;
  private static final int HELD_OUT = 10_000;

  /** Of a small model. */
  protected abstract ModelSettings settings();

  @Test
  void findsASignalThatIsThere() throws InterruptedException {
    assertThat(areaOnHeldOut(SyntheticMarket.trending(HELD_OUT + 1))).isGreaterThan(0.9);
  }

  @Test
  void claimsNoEdgeInARandomWalk() throws InterruptedException {
    assertThat(areaOnHeldOut(SyntheticMarket.randomWalk(HELD_OUT + 1)))
        .isCloseTo(0.5, within(0.03));
  }

  private double areaOnHeldOut(SyntheticMarket market) throws InterruptedException {
    Samples heldOut = market.samples(VALIDATION, HELD_OUT);
    try (Model model = trained(market)) {
      return RankedArea.of(model.predict(heldOut), heldOut);
    }
  }

  @Test
  void probabilitiesSumToOne() throws InterruptedException {
    SyntheticMarket market = SyntheticMarket.trending(HELD_OUT + 1);
    try (Model model = trained(market)) {
      for (double[] each : model.predict(market.samples(VALIDATION, HELD_OUT))) {
        assertThat(each).hasSize(Samples.CLASSES);
        assertThat(Arrays.stream(each).sum()).isCloseTo(1, within(1e-6));
        assertThat(Arrays.stream(each).min().orElseThrow()).isNotNegative();
      }
    }
  }

  @Test
  void isTheSameAfterItWasSavedAndLoaded(@TempDir Path directory) throws Exception {
    SyntheticMarket market = SyntheticMarket.trending(HELD_OUT + 1);
    Samples heldOut = market.samples(VALIDATION, HELD_OUT);
    Path folder = directory.resolve("model");
    try (Model model = trained(market)) {
      ModelFolder.save(model, folder);
      try (Model loaded = ModelKinds.load(folder)) {
        assertThat(loaded.settings()).isEqualTo(settings());
        assertThat(loaded.features()).isEqualTo(SyntheticMarket.FEATURES);
        assertThat(loaded.predict(heldOut)).isDeepEqualTo(model.predict(heldOut));
      }
    }
  }

  @Test
  void predictsTheSameWhenTrainedAgain() throws InterruptedException {
    SyntheticMarket market = SyntheticMarket.trending(HELD_OUT + 1);
    Samples heldOut = market.samples(VALIDATION, HELD_OUT);
    try (Model first = trained(market);
        Model second = trained(market)) {
      assertThat(second.predict(heldOut)).isDeepEqualTo(first.predict(heldOut));
    }
  }

  @Test
  void looksAtNoLabelWhenItPredicts() throws InterruptedException {
    SyntheticMarket market = SyntheticMarket.trending(HELD_OUT + 1);
    SampleTable.Selection heldOut = market.samples(VALIDATION, VALIDATION + 500);
    int[] bars = new int[heldOut.count()];
    Arrays.setAll(bars, heldOut::bar);
    int[] unknown = new int[bars.length];
    Arrays.fill(unknown, Samples.UNKNOWN);
    Samples unlabelled =
        heldOut.table().select(SyntheticMarket.HISTORY, bars, unknown, new double[bars.length]);
    try (Model model = trained(market)) {
      assertThat(model.predict(unlabelled)).isDeepEqualTo(model.predict(heldOut));
    }
  }

  @Test
  void predictsASampleAloneAsAmongOthers() throws InterruptedException {
    SyntheticMarket market = SyntheticMarket.trending(HELD_OUT + 1);
    try (Model model = trained(market)) {
      double[] among = model.predict(market.samples(VALIDATION, VALIDATION + 100))[37];
      double[] alone = model.predict(market.samples(VALIDATION + 37, VALIDATION + 38))[0];
      assertThat(alone).containsExactly(among, within(1e-6));
    }
  }

  @Test
  void predictsNothingOfNoSample() throws InterruptedException {
    SyntheticMarket market = SyntheticMarket.trending(HELD_OUT + 1);
    try (Model model = trained(market)) {
      assertThat(model.predict(market.samples(VALIDATION, VALIDATION))).isEmpty();
    }
  }

  @Test
  void tellsHowFarItIs() throws InterruptedException {
    SyntheticMarket market = SyntheticMarket.trending(HELD_OUT + 1);
    List<TrainingStep> steps = new ArrayList<>();
    ModelKinds.trainer(settings())
        .train(market.samples(0, TRAIN), market.samples(TRAIN, VALIDATION), steps::add)
        .close();
    assertThat(steps).isNotEmpty().allMatch(step -> step.done() <= step.of());
    assertThat(steps).extracting(TrainingStep::done).isSorted().doesNotHaveDuplicates();
    assertThat(steps).allMatch(step -> step.validationLoss() > 0);
  }

  @Test
  void trainsWithoutAValidation() throws InterruptedException {
    SyntheticMarket market = SyntheticMarket.trending(HELD_OUT + 1);
    Samples heldOut = market.samples(VALIDATION, HELD_OUT);
    try (Model model =
        ModelKinds.trainer(settings())
            .train(market.samples(0, TRAIN), market.samples(0, 0), TrainingProgress.UNHEARD)) {
      assertThat(RankedArea.of(model.predict(heldOut), heldOut)).isGreaterThan(0.9);
    }
  }

  @Test
  void refusesSamplesWithOtherFeatures() throws InterruptedException {
    SampleTable other = new SampleTable(2, new double[200], new double[100]);
    Samples samples = other.select(64, new int[] {70}, new int[] {Samples.UP}, new double[] {1});
    try (Model model = trained(SyntheticMarket.trending(HELD_OUT + 1))) {
      assertThatThrownBy(() -> model.predict(samples))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("must have 6 features as the model, they have 2");
    }
  }

  @Test
  void refusesToLearnFromOneLabel() {
    SampleTable table = new SampleTable(2, new double[200], new double[100]);
    Samples same =
        table.select(
            64, new int[] {70, 71}, new int[] {Samples.UP, Samples.UP}, new double[] {1, 1});
    assertThatThrownBy(
            () -> ModelKinds.trainer(settings()).train(same, same, TrainingProgress.UNHEARD))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("all 2 samples have label 2");
  }

  private Model trained(SyntheticMarket market) throws InterruptedException {
    return ModelKinds.trainer(settings())
        .train(
            market.samples(0, TRAIN), market.samples(TRAIN, VALIDATION), TrainingProgress.UNHEARD);
  }
}
