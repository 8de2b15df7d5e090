package io.tidemark.ml.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.feature.Feature;
import io.tidemark.core.feature.FeatureHistory;
import io.tidemark.core.feature.FeatureSet;
import io.tidemark.core.feature.FeatureTable;
import io.tidemark.core.feature.Rows;
import io.tidemark.core.feature.Standardiser;
import io.tidemark.core.history.BarColumns;
import io.tidemark.core.indicator.MarketContext;
import io.tidemark.core.indicator.Peers;
import io.tidemark.ml.model.Model;
import io.tidemark.ml.model.ModelSettings;
import io.tidemark.ml.model.SampleTable;
import io.tidemark.ml.model.Samples;
import io.tidemark.ml.model.TrainingProgress;
import io.tidemark.ml.model.kind.ModelKinds;
import io.tidemark.ml.registry.PredictionRow;
import io.tidemark.ml.registry.PredictionRow.Role;
import io.tidemark.ml.serve.PredictionStage.Input;
import io.tidemark.model.Bar;
import io.tidemark.model.Ids;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Symbol;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.event.Prediction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is served against what was trained on, over a day of minutes as recorded. */
class ServedAsTrainedTest {

  private static final int DAY = 1_440;
  private static final int TRAINED = 900;
  private static final Symbol BITCOIN = Symbol.parse("BTC/USDT");
  private static final Peers PEERS = new Peers(BITCOIN, List.of());
  private static final InstrumentId BTC = InstrumentId.of("binance", "BTC/USDT");
  private static final InstrumentId ETH = InstrumentId.of("binance", "ETH/USDT");

  /** One is not known before the 15th bar of five minutes, one never is of candles. */
  private static final FeatureSet SET =
      FeatureSet.of(
          Timeframe.M1,
          List.of(
              new Feature("return_1", "close / close[1] - 1"),
              new Feature("rsi_14", "rsi(14)"),
              new Feature("trend", "close / ema(50) - 1"),
              new Feature("rsi_14_5m", "rsi(14)@5m"),
              new Feature("buy_share", "buy_volume / volume")));

  @Test
  void givesTheRowsOfTheTableBitForBit() {
    FeatureSet set = FeatureSet.standard(Timeframe.M1);
    List<Bar> minutes = BarMessages.recorded("ETHUSDT", DAY);
    List<Bar> bitcoin = BarMessages.recorded("BTCUSDT", DAY);
    FeatureTable table =
        FeatureTable.of(
            set,
            FeatureHistory.of(columns(minutes))
                .with(PEERS, new TreeMap<>(Map.of(BITCOIN, columns(bitcoin)))));
    TreeMap<Instant, Double> closes = new TreeMap<>();
    bitcoin.forEach(bar -> closes.put(bar.closeTime(), bar.close().toDouble()));
    PredictionStage stage =
        new PredictionStage(ServedModel.standIn(set), new FeatureStreams(set, _ -> PEERS));

    int row = 0;
    for (BarsClosed bars : BarMessages.of(ETH, minutes, set.timeframes())) {
      Double close = closes.get(bars.closeTime());
      TreeMap<Symbol, Double> known = new TreeMap<>();
      if (close != null) {
        known.put(BITCOIN, close);
      }
      stage.step(
          List.of(new Input(bars, new MarketContext(bars.microstructure(), known))),
          bars.closeTime());
      assertThat(stage.streams().latest(ETH)).contains(table.row(row));
      row++;
    }

    assertThat(row).isEqualTo(DAY).isEqualTo(table.rows());
    assertThat(table.value(DAY - 1, set.names().indexOf("btc_correlation_60"))).isNotNaN();
    assertThat(table.value(DAY - 1, set.names().indexOf("rsi_14_15m"))).isNotNaN();
  }

  static Stream<ModelSettings> settings() {
    return Stream.of(
        new ModelSettings.Logistic(0.001),
        new ModelSettings.Boosting(20, 3, 0.3, 0, 1, 7),
        new ModelSettings.Arima(2, 1, 5));
  }

  /** Both instruments at once, of which the model was trained on one. */
  @ParameterizedTest
  @MethodSource("settings")
  void foretellsWhatTheModelForetellsOfTheTable(ModelSettings settings)
      throws InterruptedException {
    List<Bar> ether = BarMessages.recorded("ETHUSDT", DAY);
    List<Bar> bitcoin = BarMessages.recorded("BTCUSDT", DAY);
    FeatureTable table = FeatureTable.of(SET, columns(ether));
    Standardiser standardiser = Standardiser.fit(table, Rows.between(20, TRAINED), true);
    assertThat(standardiser.columnNames()).contains("rsi_14_5m_missing");
    SampleTable samples = samples(table, standardiser);
    int history = settings.history();
    try (Model model =
        ModelKinds.trainer(settings)
            .train(
                select(samples, table, history, 100, TRAINED),
                select(samples, table, history, 0, 0),
                TrainingProgress.UNHEARD)) {
      double[][] ofEther = model.predict(select(samples, table, history, 200, DAY));
      FeatureTable other = FeatureTable.of(SET, columns(bitcoin));
      double[][] ofBitcoin =
          model.predict(select(samples(other, standardiser), other, history, 200, DAY));

      PredictionStage stage =
          new PredictionStage(
              new ServedModel(
                  Ids.of("model", "day"),
                  "day",
                  Ids.sha256("day"),
                  Role.CHAMPION,
                  SET,
                  standardiser,
                  model,
                  UnaryOperator.identity()),
              new FeatureStreams(SET, _ -> Peers.NONE));
      List<List<Prediction>> told = new ArrayList<>();
      List<BarsClosed> etherBars = BarMessages.of(ETH, ether, SET.timeframes());
      List<BarsClosed> bitcoinBars = BarMessages.of(BTC, bitcoin, SET.timeframes());
      for (int i = 0; i < DAY; i++) {
        told.add(
            stage
                .step(
                    List.of(
                        BarMessages.input(etherBars.get(i)), BarMessages.input(bitcoinBars.get(i))),
                    etherBars.get(i).closeTime())
                .predictions()
                .stream()
                .map(PredictionRow::prediction)
                .toList());
      }

      for (int row = 200; row < DAY; row++) {
        assertThat(told.get(row)).as("row %d", row).hasSize(2);
        assertThat(outputs(told.get(row).get(0))).containsExactly(ofEther[row - 200]);
        assertThat(outputs(told.get(row).get(1))).containsExactly(ofBitcoin[row - 200]);
      }
    }
  }

  private static double[] outputs(Prediction told) {
    return Stream.of("down", "neutral", "up")
        .mapToDouble(name -> told.outputs().getOrDefault(name, Double.NaN))
        .toArray();
  }

  private static BarColumns columns(List<Bar> bars) {
    return BarColumns.of(Timeframe.M1, bars);
  }

  private static SampleTable samples(FeatureTable table, Standardiser standardiser) {
    int columns = standardiser.columns();
    double[] values = new double[table.rows() * columns];
    double[] changes = new double[table.rows()];
    for (int row = 0; row < table.rows(); row++) {
      standardiser.apply(table, row, values, row * columns);
      changes[row] = row == 0 ? 0 : StrictMath.log(table.close(row) / table.close(row - 1));
    }
    return new SampleTable(columns, values, changes);
  }

  /** Rows whose label is whether the next close is higher. */
  private static Samples select(
      SampleTable samples, FeatureTable table, int history, int from, int to) {
    int[] rows = IntStream.range(from, to).toArray();
    double[] weights = new double[rows.length];
    Arrays.fill(weights, 1);
    return samples.select(
        history, rows, Arrays.stream(rows).map(row -> label(table, row)).toArray(), weights);
  }

  private static int label(FeatureTable table, int row) {
    if (row + 1 == table.rows()) {
      return Samples.UNKNOWN;
    }
    return table.close(row + 1) > table.close(row) ? Samples.UP : Samples.DOWN;
  }
}
