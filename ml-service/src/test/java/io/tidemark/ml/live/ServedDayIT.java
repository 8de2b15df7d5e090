package io.tidemark.ml.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.feature.FeatureHistory;
import io.tidemark.core.feature.FeatureSet;
import io.tidemark.core.feature.FeatureTable;
import io.tidemark.core.history.BarColumns;
import io.tidemark.core.indicator.Peers;
import io.tidemark.ml.serve.BarMessages;
import io.tidemark.ml.serve.RowHash;
import io.tidemark.model.Bar;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Symbol;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.BarsClosed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the service computes of a day of minutes as recorded against what training computes. */
@Timeout(300)
class ServedDayIT {

  private static final int DAY = 1_440;

  /** Bars that the stand-in looks at before its first prediction. */
  private static final int BEFORE = 59;

  /** Where the service is stopped and started again. */
  private static final int BREAK = 700;

  private static final String STANDARD =
      """
      training: {model_name: day, model_type: logistic}
      data: {exchange: kraken, symbol: BTC/USD, timeframe: 1m}
      features: {set: standard}
      """;

  @TempDir private Path folder;

  @Test
  void computesTheFeaturesOfADayAsInBulkToTheLastBit() {
    List<Bar> bitcoin = BarMessages.recorded("BTCUSDT", BEFORE + DAY);
    List<Bar> ether = BarMessages.recorded("ETHUSDT", BEFORE + DAY);
    FeatureSet set = FeatureSet.standard(Timeframe.M1);
    try (LiveMl ml = new LiveMl("served_day", folder, "BTC", "ETH")) {
      Path training = ml.write("training.yaml", ml.training(STANDARD));
      InstrumentId btc = ml.instrument("BTC");
      InstrumentId eth = ml.instrument("ETH");
      List<BarsClosed> btcBars = BarMessages.of(btc, bitcoin, set.timeframes());
      List<BarsClosed> ethBars = BarMessages.of(eth, ether, set.timeframes());

      ml.publish(btcBars.subList(0, BREAK), ethBars.subList(0, BREAK));
      ml.start(training);
      ml.told(2 * (BREAK - BEFORE));
      ml.stop();
      ml.publish(btcBars.subList(BREAK, btcBars.size()), ethBars.subList(BREAK, ethBars.size()));
      ml.start(training);
      ml.told(2 * DAY);

      assertThat(ml.sql().queryForObject("select count(*) from feature_input", Integer.class))
          .as("bars with closes of bitcoin beside them")
          .isEqualTo(2 * (BEFORE + DAY));
      Peers peers = new Peers(btc.symbol(), List.of());
      TreeMap<Symbol, BarColumns> closes = new TreeMap<>(Map.of(btc.symbol(), columns(bitcoin)));
      assertThat(served(ml, btc))
          .isEqualTo(inBulk(set, FeatureHistory.of(columns(bitcoin)).with(peers, closes)));
      assertThat(served(ml, eth))
          .isEqualTo(inBulk(set, FeatureHistory.of(columns(ether)).with(peers, closes)));
    }
  }

  private static BarColumns columns(List<Bar> bars) {
    return BarColumns.of(Timeframe.M1, bars);
  }

  private static List<String> served(LiveMl ml, InstrumentId instrument) {
    return ml.sql()
        .queryForList(
            "select event_time at time zone 'UTC' || ' ' || row_hash from prediction"
                + " where symbol = ? and feature_hash = ? order by event_time",
            String.class,
            instrument.symbol().toString(),
            FeatureSet.standard(Timeframe.M1).hash());
  }

  private static List<String> inBulk(FeatureSet set, FeatureHistory history) {
    FeatureTable table = FeatureTable.of(set, history);
    List<String> rows = new ArrayList<>();
    for (int row = BEFORE; row < table.rows(); row++) {
      String time = table.closeTime(row).toString().replace('T', ' ').replace("Z", "");
      rows.add(time + " " + RowHash.of(table.row(row)));
    }
    return rows;
  }
}
