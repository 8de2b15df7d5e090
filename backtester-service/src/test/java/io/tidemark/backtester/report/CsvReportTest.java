package io.tidemark.backtester.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class CsvReportTest {

  @Test
  void writesALineATradeUnderTheNamesOfTheDesign() throws IOException {
    ReportData data = Reports.of(1_000, "trend", "BTC/USD");

    List<String> lines = trades(data);

    assertThat(lines).hasSize(data.trades().size() + 1);
    assertThat(lines.getFirst())
        .startsWith("entryTime,entryPrice,exitTime,exitPrice,side,quantity,fee,pnl,exitReason,");
    assertThat(lines.get(1)).startsWith("2025-01-01T00:30:00Z,").contains(",SHORT,0.05,");
    assertThat(lines.get(1)).contains(",trend,kraken,BTC/USD,");
    assertThat(lines.get(1).split(",", -1)).hasSize(TradeColumn.ALL.size());
  }

  @Test
  void quotesTextAndDisarmsFormulas() throws IOException {
    assertThat(trades(Reports.of(200, "=1+\"a\",b", "BTC/USD")).get(1))
        .contains(",\"'=1+\"\"a\"\",b\",kraken,");
  }

  @Test
  void leavesWhatIsNotThereEmpty() throws IOException {
    assertThat(trades(Reports.of(200, "trend", "BTC/USD")).get(1)).endsWith(",");
  }

  @Test
  void writesTheEquityOfEveryClose() throws IOException {
    ReportData data = Reports.of(5_000, "trend", "BTC/USD");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    CsvReport.writeEquity(data, out);
    List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();

    assertThat(lines).hasSize(5_002);
    assertThat(lines.getFirst()).isEqualTo("time,equity,drawdown,benchmark");
    assertThat(lines.get(1)).isEqualTo("2025-01-01T00:00:00Z,10000,0,10000");
    assertThat(lines.getLast())
        .startsWith("2025-01-04T11:20:00Z," + data.equity().finalEquity() + ",");
  }

  private static List<String> trades(ReportData data) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    CsvReport.writeTrades(data, out);
    return out.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
