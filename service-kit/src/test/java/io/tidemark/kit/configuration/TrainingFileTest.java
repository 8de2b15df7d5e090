package io.tidemark.kit.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tidemark.core.feature.Feature;
import io.tidemark.core.feature.FeatureSet;
import io.tidemark.kit.configuration.TrainingFeatures.BaseSet;
import io.tidemark.kit.configuration.TrainingFeatures.IndicatorFeature;
import io.tidemark.kit.configuration.TrainingFeatures.LagFeatures;
import io.tidemark.kit.configuration.TrainingFeatures.VwapFeature;
import io.tidemark.kit.configuration.TrainingFeatures.WindowType;
import io.tidemark.kit.configuration.TrainingFile.ModelType;
import io.tidemark.kit.configuration.TrainingFile.UpdateFrequency;
import io.tidemark.model.Symbol;
import io.tidemark.model.Timeframe;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
                new TrainingFile.Training(
                    "btc_lstm", ModelType.LSTM, 1, new TrainingFile.Split(15, 15, 60)),
                new TrainingFile.Data(
                    "mexc",
                    Symbol.parse("BTC/USDT"),
                    Timeframe.M1,
                    30,
                    true,
                    UpdateFrequency.DAILY),
                new TrainingFeatures(
                    BaseSet.NONE,
                    List.of(
                        new IndicatorFeature("RSI", Map.of("period", 14.0)),
                        new IndicatorFeature(
                            "MACD", Map.of("fast", 12.0, "slow", 26.0, "signal", 9.0))),
                    List.of(),
                    List.of(
                        new VwapFeature("session_vwap", WindowType.SESSION, null),
                        new VwapFeature("rolling_vwap_60m", WindowType.ROLLING, 60)),
                    new LagFeatures(List.of(1, 5, 10, 20, 60)),
                    new TreeMap<>(),
                    false),
                new TrainingTarget(
                    TrainingTarget.Type.PRICE_DIRECTION, 5, new BigDecimal("0.5"), null, null),
                new ModelParameters(
                    new ModelParameters.Lstm(List.of(128, 64, 32), 0.2, 64, 100, 0.001, 60),
                    new ModelParameters.RandomForest(200, 8),
                    new ModelParameters.Xgboost(200, 6, 0.1)),
                new Promotion(Promotion.Metric.DIRECTION_AUC, 0.03, true),
                new Retraining(0.25, 0.3, 20, 0.1, Duration.ofHours(6)),
                new Reinforcement(false, 50, 0.9, 0.001, 32),
                new Evaluation(null)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          model_type: "lstm"       | model_type: svm           | :5: training.model_type must be one of lstm, random_forest, xgboost, logistic, arima, heuristic, was 'svm'
          dropout: 0.2             | dropout: 1                | model.lstm.dropout must be 0 or above and below 1, was 1.0
          window_minutes: 60       | window_minutes: 0         | window_minutes must be 1 or above
          window_size_days: 30     | window_size_days: many    | data.window_size_days: must be a whole number, was 'many'
          timeframe: "1m"          | timeframe: "7m"           | data.timeframe: timeframe must be one of
          lookahead_periods: 5     | lookahed_periods: 5       | target.lookahed_periods: unknown key
          name: "RSI"              | nam: "RSI"                | features.technical_indicators[0].nam: unknown key; known here: name, params
          name: "RSI"              | name: "RSJ"               | :16: features.technical_indicators: there is no indicator 'RSJ'
          { period: 14 }           | { perod: 14 }             | features.technical_indicators: RSI needs 'period': write it as rsi([close,] period)
          { period: 14 }           | { period: 14, fast: 2 }   | features.technical_indicators: RSI takes no 'fast'
          { period: 14 }           | { period: 1 }             | features: feature rsi_1: period of rsi must be a whole number from 2
          name: "session_vwap"     | name: "Session VWAP"      | features: the name of a feature must be
          type: "price_direction"  | type: triple_barrier      | target.type must be triple_barrier where target.take_profit_pct
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

  @Test
  void showsTheModelWhatIsDeclared() throws IOException {
    assertThat(load(FORM).featureSet().features())
        .containsExactly(
            new Feature("rsi_14", "rsi(14)"),
            new Feature("macd_12_26_9", "macd(12, 26, 9).macd"),
            new Feature("macd_12_26_9_signal", "macd(12, 26, 9).signal"),
            new Feature("macd_12_26_9_histogram", "macd(12, 26, 9).histogram"),
            new Feature("session_vwap", "close / session_vwap - 1"),
            new Feature("rolling_vwap_60m", "close / rolling_vwap(60) - 1"),
            new Feature("close_lag_1", "close[1] / close - 1"),
            new Feature("close_lag_5", "close[5] / close - 1"),
            new Feature("close_lag_10", "close[10] / close - 1"),
            new Feature("close_lag_20", "close[20] / close - 1"),
            new Feature("close_lag_60", "close[60] / close - 1"));
  }

  @Test
  void readsEverythingThatCanBeDeclared() throws IOException {
    TrainingFile file =
        load(
            """
            training: {model_name: m, model_type: logistic, seed: 7, split: {holdout_pct: 20}}
            data: {exchange: kraken, symbol: BTC/USD, timeframe: 5m}
            features:
              set: standard
              technical_indicators:
                - {name: Bollinger Bands, params: {length: 20, std_dev: 2.5}}
                - {name: OBV}
                - {name: RSI, params: {period: 14}}
              multi_timeframe: [1h]
              vwap_features:
                - {name: rolling, window_type: rolling, window_minutes: 30}
                - {name: week, window_type: anchored}
              expressions: {trend: close / ema(200)@1h - 1}
              flag_missing: true
            target: {type: triple_barrier, take_profit_pct: 2, stop_loss_pct: 1.5}
            promotion: {metric: sharpe, margin: 0.2}
            retraining: {min_interval: 30m}
            reinforcement: {enabled: true}
            """);

    assertThat(file.training().split()).isEqualTo(new TrainingFile.Split(15, 20, 60));
    assertThat(file.featureSet().features())
        .containsAll(FeatureSet.standard(Timeframe.M5).features())
        .contains(
            new Feature("bollinger_20_2_5_upper", "bollinger(20, 2.5).upper"),
            new Feature("bollinger_20_2_5_upper_1h", "bollinger(20, 2.5).upper@1h"),
            new Feature("obv_1h", "obv()@1h"),
            new Feature("rolling", "close / rolling_vwap(6) - 1"),
            new Feature("week", "close / weekly_vwap - 1"),
            new Feature("trend", "close / ema(200)@1h - 1"));
    assertThat(file.featureSet().names()).containsOnlyOnce("rsi_14", "rsi_14_1h");
    assertThat(file.target().stopLossPct()).isEqualByComparingTo("1.5");
    assertThat(file.retraining().minInterval()).isEqualTo(Duration.ofMinutes(30));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          multi_timeframe: [5m]                   | features.multi_timeframe must be timeframes that bars of data.timeframe make up, was 5m
          expressions: {f: rsi(}                  | features: feature f:
          expressions: {f: }                      | features.expressions.f is missing
          vwap_features: [{name: v, window_type: rolling, window_minutes: 7}] | window_minutes must be a number of whole 5m bars, was 7
          """)
  void tellsWhichFeatureCannotBeMade(String line, String problem) throws IOException {
    String text =
        """
        training: {model_name: m, model_type: arima}
        data: {exchange: kraken, symbol: BTC/USD, timeframe: 5m}
        features:
          set: standard
          %s
        """
            .formatted(line);

    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> load(text))
        .withMessageContaining(problem);
  }

  private TrainingFile load(String text) throws IOException {
    return TrainingFile.load(Files.writeString(folder.resolve("btc.yaml"), text));
  }
}
