package io.tidemark.backtester.search;

import io.tidemark.core.optimise.objective.Score;
import io.tidemark.core.optimise.objective.TrialFigures;
import io.tidemark.core.optimise.space.Assignment;
import io.tidemark.core.optimise.statistics.Percentiles;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Parts of trials as JSON: all numbers are JSON numbers, what is not defined is null. */
public final class TrialJson {

  private TrialJson() {}

  public static void write(JsonGenerator json, Assignment assignment) {
    json.writeStartObject();
    assignment
        .values()
        .forEach(
            (name, value) -> {
              switch (value) {
                case BigDecimal number -> json.writeNumberProperty(name, number);
                case Boolean flag -> json.writeBooleanProperty(name, flag);
                default -> json.writeStringProperty(name, value.toString());
              }
            });
    json.writeEndObject();
  }

  public static void write(JsonGenerator json, TrialFigures figures) {
    json.writeStartObject();
    json.writeNumberProperty("netProfit", figures.netProfit());
    number(json, "cagr", figures.cagr());
    json.writeNumberProperty("maxDrawdown", figures.maxDrawdown());
    number(json, "sharpe", figures.sharpe());
    number(json, "sortino", figures.sortino());
    number(json, "calmar", figures.calmar());
    number(json, "omega", figures.omega());
    number(json, "profitFactor", figures.profitFactor());
    json.writeNumberProperty("expectancy", figures.expectancy());
    number(json, "sqn", figures.sqn());
    json.writeNumberProperty("winRate", figures.winRate());
    json.writeNumberProperty("exposure", figures.exposure());
    json.writeNumberProperty("totalTrades", figures.trades());
    json.writeEndObject();
  }

  /** As properties of an object that is open. */
  public static void write(JsonGenerator json, Score score) {
    number(json, "value", score.value());
    json.writeNumberProperty("violation", score.violation());
    json.writeBooleanProperty("feasible", score.isFeasible());
  }

  static void write(JsonGenerator json, String name, Percentiles percentiles) {
    json.writeObjectPropertyStart(name);
    json.writeNumberProperty("p5", percentiles.p5());
    json.writeNumberProperty("p25", percentiles.p25());
    json.writeNumberProperty("p50", percentiles.p50());
    json.writeNumberProperty("p75", percentiles.p75());
    json.writeNumberProperty("p95", percentiles.p95());
    json.writeEndObject();
  }

  static void number(JsonGenerator json, String name, @Nullable Double value) {
    if (value == null) {
      json.writeNullProperty(name);
    } else {
      json.writeNumberProperty(name, value);
    }
  }

  static void number(JsonGenerator json, String name, @Nullable BigDecimal value) {
    if (value == null) {
      json.writeNullProperty(name);
    } else {
      json.writeNumberProperty(name, value);
    }
  }
}
