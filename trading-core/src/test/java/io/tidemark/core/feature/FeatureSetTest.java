package io.tidemark.core.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tidemark.core.indicator.BarField;
import io.tidemark.model.Timeframe;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FeatureSetTest {

  private static final Feature RSI = new Feature("rsi", "rsi(14)");
  private static final Feature DISTANCE = new Feature("distance", "close / ema(50)@5m - 1");

  @Test
  void hashesWhatTheFeaturesMean() {
    // sha256sum of: features 1, 1m, rsi = rsi(14), distance = ((close/ema(50)@5m)-1), a line each.
    assertThat(set(RSI, DISTANCE).hash())
        .isEqualTo("02d16ccc61b171d08c8ea053dcfec05e60e41739d98516a20d34398105d17f88");
    assertThat(set(RSI, new Feature("distance", "((close)/ema( 50.0 )@5m)-1")))
        .isEqualTo(set(RSI, DISTANCE));
  }

  @Test
  void hashesWhatDiffersDifferently() {
    Set<String> hashes = new HashSet<>();
    hashes.add(set(RSI, DISTANCE).hash());
    hashes.add(set(DISTANCE, RSI).hash());
    hashes.add(set(RSI).hash());
    hashes.add(set(RSI, new Feature("farness", DISTANCE.expression())).hash());
    hashes.add(set(RSI, new Feature("distance", "close / ema(51)@5m - 1")).hash());
    hashes.add(FeatureSet.of(Timeframe.M15, List.of(RSI, DISTANCE)).hash());

    assertThat(hashes).hasSize(6);
  }

  @ParameterizedTest
  @EnumSource(Timeframe.class)
  void hasAUsualSetOfEveryTimeframe(Timeframe timeframe) {
    FeatureSet standard = FeatureSet.standard(timeframe);

    assertThat(standard.size()).isGreaterThanOrEqualTo(60);
    assertThat(standard.timeframes()).contains(timeframe);
    assertThat(standard.hash()).isEqualTo(FeatureSet.standard(timeframe).hash());
  }

  @Test
  void coversWhatAUsualSetMustShow() {
    assertThat(FeatureSet.standard(Timeframe.M1).names())
        .contains("rsi_14", "rsi_14_5m", "rsi_14_15m", "rsi_14_1h", "session_vwap_distance")
        .contains("rolling_vwap_60m_distance", "anchored_vwap_week_distance", "trade_flow")
        .contains("return_1", "return_60", "return_1_lag_60", "volatility_20", "adx_14")
        .contains("time_of_day_sin", "time_of_week_cos", "btc_correlation_60", "book_imbalance");
    assertThat(FeatureSet.standard(Timeframe.M5).features())
        .contains(new Feature("rolling_vwap_60m_distance", "close / rolling_vwap(12) - 1"));
  }

  @Test
  void saysWhatCandlesDoNotTell() {
    FeatureSet set =
        set(RSI, new Feature("flow", "sma(trade_flow, 3)"), new Feature("lead", "btc_close[1]"));

    assertThat(set.beyondCandles(0)).isEmpty();
    assertThat(set.beyondCandles(1)).containsExactly(BarField.TRADE_FLOW);
    assertThat(set.beyondCandles(2)).containsExactly(BarField.BTC_CLOSE);
    assertThat(set.readsPeers()).isTrue();
    assertThat(set(RSI).readsPeers()).isFalse();
  }

  @Test
  void tellsHowManyBarsItTakes() {
    FeatureSet set = set(RSI, DISTANCE, new Feature("since", "anchored_vwap(20250131)"));

    assertThat(set.warmUp()).isEqualTo(Map.of(Timeframe.M1, 15, Timeframe.M5, 50));
    assertThat(set.historyFrom()).isEqualTo(Instant.parse("2025-01-31T00:00:00Z"));
    assertThat(set(RSI).historyFrom()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          rsi(14) <         | feature f:
          nothing(14)       | there is no indicator 'nothing'
          rsi(14) < 30      | a number was expected
          1 + 2             | a field or an indicator was expected, at column
          """)
  void saysWhichExpressionCannotBeRead(String expression, String problem) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> set(RSI, new Feature("f", expression)))
        .withMessageStartingWith("feature f: ")
        .withMessageContaining(problem);
  }

  @Test
  void refusesSetsThatAreNone() {
    List<Feature> many = new ArrayList<>();
    for (int i = 0; i <= 1_000; i++) {
      many.add(new Feature("f" + i, "close[%d]".formatted(i)));
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> set())
        .withMessageContaining("from 1 to 1000 features, was 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FeatureSet.of(Timeframe.M1, many))
        .withMessageContaining("was 1001");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> set(RSI).with(List.of(RSI)))
        .withMessage("names of features must differ, was twice rsi");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Feature("Rsi", "rsi(14)"))
        .withMessageContaining("was 'Rsi'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Feature("rsi", " "))
        .withMessageContaining("feature rsi must have an expression");
  }

  private static FeatureSet set(Feature... features) {
    return FeatureSet.of(Timeframe.M1, List.of(features));
  }
}
