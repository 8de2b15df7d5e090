package io.tidemark.kit.candles;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.history.BarColumns;
import io.tidemark.model.Bar;
import io.tidemark.testkit.SharedData;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordedCandleFilesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1m/bitfinex_XRPUSD_1m_2018Q1.csv.gz",
        "1m/bybit_DOGEUSDT_1m_2025-06.csv.gz",
        "5m/freqtrade-testdata_ETHBTC_5m_2018-01.csv.gz",
        "4h/coinbase_BTCUSD_4h_2016-2025.csv.gz",
        "1d/index_BTCUSD_1d_2009-2026.csv.gz"
      })
  void areReadAsTheirTextsSay(String name) throws IOException {
    Path file = SharedData.assume("data/ohlcv/" + name);

    CandleFile candles = CandleFile.read(file, null);

    BarColumns columns = candles.columns();
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      List<Bar> expected = CandlesByText.read(in, candles.timeframe());
      assertThat(candles.bars()).isEqualTo(expected);
      for (int i = 0; i < expected.size(); i++) {
        Bar bar = expected.get(i);
        assertThat(columns.open(i)).isEqualTo(bar.open().value().doubleValue());
        assertThat(columns.high(i)).isEqualTo(bar.high().value().doubleValue());
        assertThat(columns.low(i)).isEqualTo(bar.low().value().doubleValue());
        assertThat(columns.close(i)).isEqualTo(bar.close().value().doubleValue());
        assertThat(columns.volume(i)).isEqualTo(bar.volume().value().doubleValue());
      }
    }
  }
}
