package io.tidemark.kit.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tidemark.kit.configuration.TrainingFeatures.IndicatorFeature;
import io.tidemark.kit.configuration.TrainingFeatures.LagFeatures;
import io.tidemark.kit.configuration.TrainingFeatures.VwapFeature;
import io.tidemark.kit.configuration.TrainingFeatures.WindowType;
import io.tidemark.kit.configuration.TrainingFile.ModelType;
import io.tidemark.kit.configuration.TrainingFile.TargetType;
import io.tidemark.kit.configuration.TrainingFile.UpdateFrequency;
import io.tidemark.model.Symbol;
import io.tidemark.model.Timeframe;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainingFileTest {

  private static final String FORM = Forms.text("btc_lstm_config.yaml");

  @TempDir Path folder;

  @Test
  void readsHowAModelIsTrained() throws IOException {
    assertThat(load(FORM))
        .isEqualTo(
            new TrainingFile(
                new TrainingFile.Training("btc_lstm", ModelType.LSTM),
                new TrainingFile.Data(
                    "mexc",
                    Symbol.parse("BTC/USDT"),
                    Timeframe.M1,
                    30,
                    true,
                    UpdateFrequency.DAILY),
                new TrainingFeatures(
                    List.of(
                        new IndicatorFeature("RSI", Map.of("period", 14.0)),
                        new IndicatorFeature(
                            "MACD", Map.of("fast", 12.0, "slow", 26.0, "signal", 9.0))),
                    List.of(
                        new VwapFeature("session_vwap", WindowType.SESSION, null),
                        new VwapFeature("rolling_vwap_60m", WindowType.ROLLING, 60)),
                    new LagFeatures(List.of(1, 5, 10, 20, 60))),
                new TrainingFile.Target(TargetType.PRICE_DIRECTION, 5, new BigDecimal("0.5")),
                new ModelParameters(
                    new ModelParameters.Lstm(List.of(128, 64, 32), 0.2, 64, 100, 0.001),
                    new ModelParameters.RandomForest(200, 8),
                    new ModelParameters.Xgboost(200, 6, 0.1))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          model_type: "lstm"       | model_type: svm           | :5: training.model_type must be one of lstm, random_forest, xgboost, was 'svm'
          dropout: 0.2             | dropout: 1                | model.lstm.dropout must be 0 or above and below 1, was 1.0
          window_minutes: 60       | window_minutes: 0         | window_minutes must be 1 or above
          window_size_days: 30     | window_size_days: many    | data.window_size_days: must be a whole number, was 'many'
          timeframe: "1m"          | timeframe: "7m"           | data.timeframe: timeframe must be one of
          lookahead_periods: 5     | lookahed_periods: 5       | target.lookahed_periods: unknown key
          name: "RSI"              | nam: "RSI"                | features.technical_indicators[0].nam: unknown key; known here: name, params
          periods: [1, 5, 10, 20, 60] | periods: [0]           | features.lag_features.periods must be 1 or above, was 0
          """)
  void tellsWhatIsWrong(String right, String wrong, String problem) throws IOException {
    String text = FORM.replace(right, wrong);
    assertThat(text).isNotEqualTo(FORM);

    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> load(text))
        .withMessageContaining(problem)
        .satisfies(e -> assertThat(e.getMessage()).matches("\\S+btc.yaml:\\d+: .*"));
  }

  private TrainingFile load(String text) throws IOException {
    return TrainingFile.load(Files.writeString(folder.resolve("btc.yaml"), text));
  }
}
