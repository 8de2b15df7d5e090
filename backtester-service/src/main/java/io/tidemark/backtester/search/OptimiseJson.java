package io.tidemark.backtester.search;

import io.tidemark.backtester.search.OptimiseOutcome.HoldOutLook;
import io.tidemark.core.backtest.sweep.TrialOutcome;
import io.tidemark.core.history.Span;
import io.tidemark.core.optimise.objective.Constraint;
import io.tidemark.core.optimise.search.SearchSettings;
import io.tidemark.core.optimise.search.Trial;
import io.tidemark.core.optimise.statistics.OverfittingEvidence;
import io.tidemark.core.optimise.statistics.TradeOrderEvidence;
import io.tidemark.core.optimise.surface.Axis;
import io.tidemark.core.optimise.surface.Cell;
import io.tidemark.core.optimise.surface.HeatMap;
import io.tidemark.kit.codec.Json;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;

/**
 * What a search came to, as one JSON object; {@code docs/optimisation.md} lists the fields. All
 * numbers are JSON numbers, times are ISO-8601 in UTC, a figure that is not defined is null.
 */
public final class OptimiseJson {

  private final OptimiseOutcome outcome;
  private final JsonGenerator json;

  private OptimiseJson(OptimiseOutcome outcome, JsonGenerator json) {
    this.outcome = outcome;
    this.json = json;
  }

  /** Writes the object; the stream stays open. */
  public static void write(OptimiseOutcome outcome, OutputStream out) {
    try (JsonGenerator json = generator(out)) {
      new OptimiseJson(outcome, json).write();
    }
  }

  static JsonGenerator generator(OutputStream out) {
    return Json.mapper()
        .writerWithDefaultPrettyPrinter()
        .without(StreamWriteFeature.AUTO_CLOSE_TARGET)
        .createGenerator(out);
  }

  private void write() {
    json.writeStartObject();
    writeSearch(json, outcome.search());
    writeSpan(json, "searched", outcome.searched());
    json.writeStringProperty("searchSha256", outcome.searchDigest());
    json.writeNumberProperty("trialsRun", outcome.trials().size());
    json.writeNumberProperty("trialsFailed", outcome.failed());
    json.writeNumberProperty("elapsedSeconds", outcome.elapsedSeconds());
    json.writeNumberProperty("trialsPerSecond", outcome.ran() / outcome.elapsedSeconds());
    writeBest();
    json.writeName("asWritten");
    TrialJson.write(json, outcome.asWritten());
    writeHoldOut();
    writeEvidence(outcome.evidence());
    writeSurface();
    writeTrials();
    json.writeEndObject();
  }

  /** What is searched, how, and over what. */
  static void writeSearch(JsonGenerator json, PreparedSearch search) {
    SearchSettings settings = search.design().settings();
    json.writeStringProperty("strategy", search.strategy().id());
    json.writeStringProperty("exchange", search.strategy().market().exchange());
    json.writeStringProperty(
        "symbol",
        String.join(
            ",",
            search.plan().data().keySet().stream().map(id -> id.symbol().toString()).toList()));
    json.writeStringProperty("timeframe", search.plan().timeframe().code());
    json.writeStringProperty("currency", search.plan().quoteCurrency());
    json.writeNumberProperty("initialCash", search.plan().initialCash());
    json.writeStringProperty("inputSha256", search.prepared().inputSha256());
    json.writeStringProperty("configurationSha256", search.strategy().configurationHash());
    json.writeStringProperty("objective", search.design().objective().figure().key());
    json.writeArrayPropertyStart("constraints");
    search.design().objective().constraints().stream()
        .map(Constraint::toString)
        .forEach(json::writeString);
    json.writeEndArray();
    json.writeObjectPropertyStart("search");
    json.writeStringProperty("method", search.design().method());
    json.writeNumberProperty("trials", settings.trials());
    json.writeNumberProperty("batch", settings.batch());
    json.writeNumberProperty("seed", settings.seed());
    json.writeEndObject();
    json.writeArrayPropertyStart("space");
    search.design().space().parameters().forEach(one -> json.writeString(one.toString()));
    json.writeEndArray();
  }

  static void writeSpan(JsonGenerator json, String name, Span span) {
    json.writeObjectPropertyStart(name);
    json.writeStringProperty("from", span.from().toString());
    json.writeStringProperty("to", span.to().toString());
    json.writeEndObject();
  }

  private void writeBest() {
    Trial best = outcome.best();
    json.writeObjectPropertyStart("best");
    json.writeNumberProperty("number", best.number());
    json.writeName("parameters");
    TrialJson.write(json, best.assignment());
    TrialJson.write(json, best.score());
    json.writeStringProperty("configurationSha256", outcome.bestStrategy().configurationHash());
    json.writeName("figures");
    TrialJson.write(json, outcome.bestRun().outcome().figures());
    json.writeEndObject();
  }

  private void writeHoldOut() {
    HoldOutLook look = outcome.holdOut();
    if (look == null) {
      json.writeNullProperty("holdOut");
      return;
    }
    json.writeObjectPropertyStart("holdOut");
    json.writeStringProperty("from", look.span().from().toString());
    json.writeStringProperty("to", look.span().to().toString());
    json.writeNumberProperty("looksBefore", look.looksBefore());
    if (look.figures() == null) {
      json.writeNullProperty("figures");
      json.writeStringProperty("refusal", look.refusal());
    } else {
      json.writeName("figures");
      TrialJson.write(json, look.figures());
      json.writeStringProperty("openingSha256", look.digest());
    }
    json.writeEndObject();
  }

  private void writeEvidence(Evidence evidence) {
    json.writeObjectPropertyStart("evidence");
    var spread = evidence.spread();
    TrialJson.number(
        json, "independentTrials", spread == null ? null : (Double) spread.independentTrials());
    TrialJson.number(
        json, "meanCorrelation", spread == null ? null : (Double) spread.meanCorrelation());
    TrialJson.number(json, "probabilisticSharpe", evidence.probabilisticSharpe());
    TrialJson.number(json, "deflatedSharpe", evidence.deflatedSharpe());
    writeOverfitting(evidence.overfitting(), evidence.blocks());
    json.writeObjectPropertyStart("tradeOrder");
    json.writeStringProperty("growth", evidence.growth().name());
    write("shuffled", evidence.shuffled());
    write("drawn", evidence.drawn());
    json.writeEndObject();
    json.writeEndObject();
  }

  private void writeOverfitting(@Nullable OverfittingEvidence overfitting, int blocks) {
    if (overfitting == null) {
      json.writeNullProperty("overfitting");
      return;
    }
    json.writeObjectPropertyStart("overfitting");
    json.writeNumberProperty("probability", overfitting.probability());
    json.writeNumberProperty("blocks", blocks);
    json.writeNumberProperty("divisions", overfitting.divisions());
    json.writeNumberProperty("medianLogit", overfitting.medianLogit());
    json.writeNumberProperty("probabilityOfLoss", overfitting.probabilityOfLoss());
    json.writeNumberProperty("degradation", overfitting.degradation());
    json.writeEndObject();
  }

  private void write(String name, @Nullable TradeOrderEvidence evidence) {
    if (evidence == null) {
      json.writeNullProperty(name);
      return;
    }
    json.writeObjectPropertyStart(name);
    TrialJson.write(json, "finalEquity", evidence.finalEquity());
    TrialJson.write(json, "maxDrawdown", evidence.maxDrawdown());
    json.writeNumberProperty("ruined", evidence.ruined());
    json.writeEndObject();
  }

  private void writeSurface() {
    var robustness = outcome.robustness();
    json.writeObjectPropertyStart("robustness");
    json.writeNumberProperty("neighbours", robustness.neighbours());
    json.writeNumberProperty("infeasible", robustness.infeasible());
    TrialJson.number(json, "mean", robustness.mean());
    TrialJson.number(json, "worst", robustness.worst());
    TrialJson.number(json, "share", robustness.share());
    json.writeEndObject();
    json.writeObjectPropertyStart("effects");
    outcome.effects().forEach((name, effect) -> json.writeNumberProperty(name, effect));
    json.writeEndObject();
    HeatMap map = outcome.heatMap();
    if (map == null) {
      json.writeNullProperty("heatMap");
      return;
    }
    json.writeObjectPropertyStart("heatMap");
    write("x", map.x());
    write("y", map.y());
    json.writeArrayPropertyStart("cells");
    for (List<Cell> row : map.cells()) {
      json.writeStartArray();
      row.forEach(this::write);
      json.writeEndArray();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void write(String name, Axis axis) {
    json.writeObjectPropertyStart(name);
    json.writeStringProperty("parameter", axis.parameter().name());
    json.writeArrayPropertyStart("labels");
    axis.labels().forEach(json::writeString);
    json.writeEndArray();
    json.writeEndObject();
  }

  private void write(Cell cell) {
    json.writeStartObject();
    json.writeNumberProperty("trials", cell.trials());
    json.writeNumberProperty("feasible", cell.feasible());
    TrialJson.number(json, "mean", cell.mean());
    TrialJson.number(json, "best", cell.best());
    TrialJson.number(json, "worst", cell.worst());
    json.writeEndObject();
  }

  private void writeTrials() {
    json.writeArrayPropertyStart("trials");
    for (TrialRecord trial : outcome.trials()) {
      json.writeStartObject();
      json.writeNumberProperty("number", trial.number());
      json.writeName("parameters");
      TrialJson.write(json, trial.assignment());
      TrialJson.write(json, trial.score(outcome.search().design().objective()));
      TrialOutcome figures = trial.outcome();
      if (figures == null) {
        json.writeStringProperty("problem", trial.problem());
      } else {
        json.writeName("figures");
        TrialJson.write(json, figures.figures());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
