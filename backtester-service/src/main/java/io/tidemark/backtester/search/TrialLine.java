package io.tidemark.backtester.search;

import io.tidemark.core.backtest.sweep.TrialOutcome;
import io.tidemark.core.optimise.objective.TrialFigures;
import io.tidemark.core.optimise.space.Assignment;
import io.tidemark.kit.codec.Json;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;

/**
 * A trial as a journal keeps it: one line of JSON, from which it comes back to the last digit.
 *
 * @param fold number of the part of the history that it was run over
 */
public record TrialLine(int fold, TrialRecord trial) {

  private static final ObjectReader READER =
      Json.mapper().reader().with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  /** The line, without its end. */
  public String text() {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = Json.mapper().createGenerator(text)) {
      json.writeStartObject();
      json.writeNumberProperty("fold", fold);
      json.writeNumberProperty("number", trial.number());
      json.writeName("assignment");
      TrialJson.write(json, trial.assignment());
      TrialOutcome outcome = trial.outcome();
      if (outcome == null) {
        json.writeStringProperty("problem", Objects.requireNonNull(trial.problem()));
      } else {
        json.writePOJOProperty("figures", outcome.figures());
        json.writeName("returns");
        double[] returns = outcome.dailyReturns();
        json.writeArray(returns, 0, returns.length);
      }
      json.writeEndObject();
    }
    return text.toString();
  }

  /**
   * Reads a line.
   *
   * @throws tools.jackson.core.JacksonException if it is no trial
   */
  public static TrialLine parse(String text) {
    JsonNode node = READER.readTree(text);
    return new TrialLine(node.path("fold").asInt(), trial(node));
  }

  private static TrialRecord trial(JsonNode node) {
    int number = node.required("number").asInt();
    Assignment assignment = assignment(node.required("assignment"));
    if (node.has("problem")) {
      return new TrialRecord(number, assignment, null, node.get("problem").asString());
    }
    JsonNode returns = node.required("returns");
    double[] values = new double[returns.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = returns.get(i).doubleValue();
    }
    TrialFigures figures = Json.mapper().treeToValue(node.required("figures"), TrialFigures.class);
    return new TrialRecord(number, assignment, new TrialOutcome(figures, values), null);
  }

  /** An assignment that {@link TrialJson} wrote. */
  static Assignment assignment(JsonNode node) {
    Map<String, Object> values = new LinkedHashMap<>();
    node.properties()
        .forEach(
            each -> {
              JsonNode value = each.getValue();
              values.put(
                  each.getKey(),
                  value.isNumber()
                      ? value.decimalValue()
                      : value.isBoolean() ? (Object) value.booleanValue() : value.asString());
            });
    return new Assignment(values);
  }
}
