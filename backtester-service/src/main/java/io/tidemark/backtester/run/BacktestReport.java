package io.tidemark.backtester.run;

import io.tidemark.backtester.report.BarColumns;
import io.tidemark.backtester.report.ReportData;
import io.tidemark.backtester.report.RunDescription;
import io.tidemark.backtester.report.SymbolData;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.core.strategy.StrategyRegistry;
import io.tidemark.kit.codec.Json;
import io.tidemark.kit.configuration.StrategyLoader;
import io.tidemark.model.Timeframe;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/** What a report is made of, from what a backtest came to. */
public final class BacktestReport {

  /** Told elsewhere in a report. */
  private static final Set<String> TOLD = Set.of("id", "name", "configurationHash", "market");

  private BacktestReport() {}

  /** The report's data, with the values of the strategy's indicators. */
  public static ReportData of(BacktestOutcome outcome, StrategyRegistry registry) {
    return new ReportData(
        run(outcome),
        parameters(outcome),
        symbols(outcome, registry),
        outcome.result().trades(),
        outcome.result().equity(),
        outcome.benchmark(),
        outcome.performance());
  }

  private static RunDescription run(BacktestOutcome outcome) {
    StrategyDefinition strategy = outcome.strategy();
    return new RunDescription(
        "Backtest of " + strategy.name(),
        strategy.id(),
        strategy.market().primaryTimeframe(),
        outcome.plan().quoteCurrency(),
        outcome.history().start(),
        outcome.history().end(),
        outcome.result().bars(),
        outcome.history().sha256(),
        outcome.result().tradesSha256(),
        outcome.configurationSha256(),
        new RunDescription.Speed(outcome.elapsedSeconds(), outcome.barsPerSecond()));
  }

  private static Map<String, String> parameters(BacktestOutcome outcome) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("initial cash", outcome.plan().initialCash().toPlainString());
    flatten(
        "", Json.mapper().readTree(StrategyLoader.canonicalForm(outcome.strategy())), parameters);
    return parameters;
  }

  private static void flatten(String path, JsonNode node, Map<String, String> parameters) {
    if (node.isObject()) {
      node.properties().stream()
          .filter(each -> !TOLD.contains(each.getKey()))
          .forEach(
              each ->
                  flatten(
                      path.isEmpty() ? each.getKey() : path + "." + each.getKey(),
                      each.getValue(),
                      parameters));
    } else if (!node.isArray() || !node.isEmpty()) {
      parameters.put(path, node.isString() ? node.stringValue() : node.toString());
    }
  }

  private static List<SymbolData> symbols(BacktestOutcome outcome, StrategyRegistry registry) {
    Timeframe primary = outcome.strategy().market().primaryTimeframe();
    return outcome.history().bars().entrySet().stream()
        .map(
            each -> {
              var base = each.getValue();
              var bars = base.timeframe() == primary ? base : base.composed(primary);
              return new SymbolData(
                  each.getKey(),
                  primary,
                  columns(bars),
                  IndicatorValues.of(outcome.strategy(), registry, base, bars),
                  outcome.completenessOf(each.getKey()));
            })
        .toList();
  }

  private static BarColumns columns(io.tidemark.core.history.BarColumns bars) {
    return new BarColumns(
        IntStream.range(0, bars.size()).mapToLong(bars::openMillis).toArray(),
        column(bars.size(), bars::open),
        column(bars.size(), bars::high),
        column(bars.size(), bars::low),
        column(bars.size(), bars::close),
        column(bars.size(), bars::volume));
  }

  private static double[] column(int size, IntToDoubleFunction value) {
    return IntStream.range(0, size).mapToDouble(value).toArray();
  }
}
