package io.tidemark.ml.model.kind;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.ml.model.ModelKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ModelKindsTest {

  @ParameterizedTest
  @EnumSource
  void whatTakesAKindsPlaceCanBeUsed(ModelKind kind) {
    assertThat(ModelKinds.unusable(ModelKinds.usable(kind))).isEmpty();
  }

  @Test
  void whatNeedsNoNativeLibraryCanAlwaysBeUsed() {
    assertThat(ModelKinds.usable(ModelKind.LOGISTIC)).isEqualTo(ModelKind.LOGISTIC);
    assertThat(ModelKinds.usable(ModelKind.ARIMA)).isEqualTo(ModelKind.ARIMA);
    assertThat(ModelKinds.usable(ModelKind.HEURISTIC)).isEqualTo(ModelKind.HEURISTIC);
  }
}
