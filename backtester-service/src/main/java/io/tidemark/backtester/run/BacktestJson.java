package io.tidemark.backtester.run;

import io.tidemark.core.performance.EquityCurve;
import io.tidemark.core.performance.EquityRisk;
import io.tidemark.core.performance.PerformanceReport;
import io.tidemark.core.performance.TradeFigures;
import io.tidemark.core.performance.TradeRow;
import io.tidemark.core.performance.TradingActivity;
import io.tidemark.kit.codec.Json;
import io.tidemark.model.InstrumentId;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;

/**
 * What a backtest came to, as one JSON object; {@code docs/backtesting.md} lists the fields. All
 * numbers are JSON numbers, exact decimals with every digit and without exponent; times are
 * ISO-8601 in UTC; a figure that is not defined is null.
 */
public final class BacktestJson {

  private static final double MILLIS = 1000;
  private static final long DAY = Duration.ofDays(1).toMillis();

  private final BacktestOutcome outcome;
  private final JsonGenerator json;

  private BacktestJson(BacktestOutcome outcome, JsonGenerator json) {
    this.outcome = outcome;
    this.json = json;
  }

  /**
   * Writes the object; the stream stays open.
   *
   * @throws tools.jackson.core.JacksonException if the stream fails
   */
  public static void write(BacktestOutcome outcome, OutputStream out) {
    try (JsonGenerator json =
        Json.mapper()
            .writerWithDefaultPrettyPrinter()
            .without(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .createGenerator(out)) {
      new BacktestJson(outcome, json).write();
    }
  }

  private void write() {
    json.writeStartObject();
    writeRun();
    writeMetrics();
    writeCompleteness();
    writeDenials();
    json.writeObjectPropertyStart("breakdown");
    writeParts("exitReason", outcome.performance().breakdown().byExitReason());
    writeParts("symbol", outcome.performance().breakdown().bySymbol());
    json.writeEndObject();
    json.writePOJOProperty("calendar", outcome.performance().calendar());
    json.writePOJOProperty("drawdowns", outcome.performance().drawdowns());
    writeBenchmark();
    if (outcome.performance().confidence() != null) {
      json.writePOJOProperty("confidence", outcome.performance().confidence());
    }
    writeTrades();
    writeEquity();
    json.writeEndObject();
  }

  private void writeRun() {
    MarketHistory history = outcome.history();
    json.writeStringProperty("strategy", outcome.strategy().id());
    json.writeStringProperty("exchange", outcome.strategy().market().exchange());
    json.writeStringProperty(
        "symbol",
        history.bars().keySet().stream()
            .map(instrument -> instrument.symbol().toString())
            .collect(Collectors.joining(",")));
    json.writeStringProperty("timeframe", outcome.plan().timeframe().code());
    json.writeStringProperty(
        "primaryTimeframe", outcome.strategy().market().primaryTimeframe().code());
    json.writeStringProperty("currency", outcome.plan().quoteCurrency());
    json.writeStringProperty("from", history.start().toString());
    json.writeStringProperty("to", history.end().toString());
    json.writeNumberProperty("bars", outcome.result().bars());
    json.writeNumberProperty("incompleteBars", outcome.result().incompleteBars());
    json.writeStringProperty("fillModel", outcome.isOverTrades() ? "trades" : "bar");
    json.writeNumberProperty("marketTrades", outcome.market().trades());
    json.writeNumberProperty("marketBooks", outcome.market().books());
    json.writeNumberProperty("elapsedSeconds", outcome.elapsedSeconds());
    json.writeNumberProperty("barsPerSecond", outcome.barsPerSecond());
    json.writeStringProperty("inputSha256", history.sha256());
    json.writeStringProperty("tradesSha256", outcome.result().tradesSha256());
    json.writeStringProperty("configurationSha256", outcome.configurationSha256());
    json.writeNumberProperty("initialCash", outcome.plan().initialCash());
    json.writeNumberProperty("finalCash", outcome.result().finalCash());
  }

  private void writeMetrics() {
    PerformanceReport performance = outcome.performance();
    json.writeObjectPropertyStart("metrics");
    write(performance.trades());
    write(performance.equity());
    TradingActivity activity = performance.activity();
    json.writeNumberProperty("exposure", activity.exposure());
    json.writeNumberProperty("tradedNotional", activity.tradedNotional());
    number("turnover", activity.turnover());
    number("turnoverPerYear", activity.turnoverPerYear());
    number("tradesPerDay", activity.tradesPerDay());
    number("feeRate", activity.feeRate());
    number("excessReturn", performance.excessReturn());
    json.writeEndObject();
  }

  private void write(TradeFigures figures) {
    var results = figures.results();
    json.writeNumberProperty("totalTrades", results.totalTrades());
    json.writeNumberProperty("winningTrades", results.winningTrades());
    json.writeNumberProperty("losingTrades", results.losingTrades());
    json.writeNumberProperty("positions", figures.positions());
    json.writeNumberProperty("winRate", results.winRate());
    number("profitFactor", results.profitFactor());
    json.writeNumberProperty("totalPnl", results.totalPnl());
    json.writeNumberProperty("grossPnl", figures.grossPnl());
    json.writeNumberProperty("totalFees", figures.totalFees());
    json.writeNumberProperty("totalBorrowCost", figures.totalBorrowCost());
    json.writeNumberProperty("averageProfit", results.averageProfit());
    json.writeNumberProperty("averageLoss", results.averageLoss());
    number("payoffRatio", figures.payoffRatio());
    json.writeNumberProperty("expectancy", results.expectancy());
    number("sqn", figures.sqn());
    number("averageReturn", figures.averageReturn());
    number("bestTrade", results.bestTrade());
    number("worstTrade", results.worstTrade());
    json.writeNumberProperty("longestWinStreak", results.longestWinStreak());
    json.writeNumberProperty("longestLossStreak", results.longestLossStreak());
    json.writeNumberProperty("averageDurationSeconds", seconds(figures.averageDuration()));
    json.writeNumberProperty("averageBarsHeld", figures.averageBars());
    number("averageMaxFavourable", figures.averageMaxFavourable());
    number("averageMaxAdverse", figures.averageMaxAdverse());
  }

  private void write(EquityRisk risk) {
    number("totalReturn", risk.totalReturn());
    number("cagr", risk.cagr());
    number("volatility", risk.volatility());
    number("sharpe", risk.sharpe());
    number("sortino", risk.sortino());
    number("calmar", risk.calmar());
    number("omega", risk.omega());
    json.writeNumberProperty("ulcerIndex", risk.ulcerIndex());
    json.writeNumberProperty("maxDrawdown", risk.maxDrawdown());
    json.writeNumberProperty("longestDrawdownSeconds", seconds(risk.longestDrawdown()));
    json.writeNumberProperty("days", risk.days());
    json.writeNumberProperty("bestDay", risk.bestDay());
    json.writeNumberProperty("worstDay", risk.worstDay());
    json.writeNumberProperty("positiveDays", risk.positiveDays());
  }

  private void writeCompleteness() {
    json.writeObjectPropertyStart("completeness");
    outcome
        .completeness()
        .forEach((instrument, told) -> json.writePOJOProperty(instrument.key(), told));
    json.writeEndObject();
  }

  private void writeDenials() {
    json.writeObjectPropertyStart("denials");
    outcome.result().denials().forEach((why, count) -> json.writeNumberProperty(why.name(), count));
    json.writeEndObject();
  }

  private void writeParts(String name, SortedMap<String, TradeFigures> parts) {
    json.writeObjectPropertyStart(name);
    parts.forEach(
        (part, figures) -> {
          json.writeObjectPropertyStart(part);
          write(figures);
          json.writeEndObject();
        });
    json.writeEndObject();
  }

  private void writeBenchmark() {
    EquityRisk benchmark = outcome.performance().benchmark();
    if (benchmark != null) {
      json.writeObjectPropertyStart("benchmark");
      write(benchmark);
      json.writeEndObject();
    }
  }

  private void writeTrades() {
    json.writeArrayPropertyStart("trades");
    for (TradeRow row : outcome.result().trades()) {
      InstrumentId instrument = row.instrument();
      json.writeStartObject();
      json.writeStringProperty("symbol", instrument.symbol().toString());
      json.writeStringProperty("entryTime", row.entryTime().toString());
      json.writeNumberProperty("entryPrice", row.entryPrice().value());
      json.writeStringProperty("exitTime", row.exitTime().toString());
      json.writeNumberProperty("exitPrice", row.exitPrice().value());
      json.writeStringProperty("side", row.side().name());
      json.writeNumberProperty("quantity", row.quantity().value());
      json.writeNumberProperty("fee", row.fee());
      json.writeNumberProperty("borrowCost", row.borrowCost());
      json.writeNumberProperty("pnl", row.pnl());
      json.writeStringProperty("exitReason", row.exitReason().name());
      json.writeNumberProperty("barsHeld", row.bars());
      number("maxFavourable", row.maxFavourable());
      number("maxAdverse", row.maxAdverse());
      json.writeStringProperty("position", row.position().toString());
      json.writeStringProperty("entryCause", row.causes().entry());
      json.writeStringProperty("exitCause", row.causes().exit());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** The start, the last of each UTC day, its midnight included, and the end. */
  private void writeEquity() {
    EquityCurve curve = outcome.result().equity();
    json.writeArrayPropertyStart("equity");
    for (int i = 0; i < curve.size(); i++) {
      boolean ends = i == 0 || i == curve.size() - 1;
      if (ends || dayOf(curve.millisAt(i)) < dayOf(curve.millisAt(i + 1))) {
        json.writeStartObject();
        json.writeStringProperty("time", Instant.ofEpochMilli(curve.millisAt(i)).toString());
        json.writeNumberProperty("equity", curve.equityAt(i));
        json.writeEndObject();
      }
    }
    json.writeEndArray();
  }

  private static long dayOf(long millis) {
    return Math.floorDiv(millis - 1, DAY);
  }

  private void number(String name, @Nullable Double value) {
    if (value == null) {
      json.writeNullProperty(name);
    } else {
      json.writeNumberProperty(name, value);
    }
  }

  private void number(String name, @Nullable BigDecimal value) {
    if (value == null) {
      json.writeNullProperty(name);
    } else {
      json.writeNumberProperty(name, value);
    }
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / MILLIS;
  }
}
