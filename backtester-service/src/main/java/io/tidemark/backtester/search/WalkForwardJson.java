package io.tidemark.backtester.search;

import io.tidemark.backtester.search.WalkForwardOutcome.FoldOutcome;
import io.tidemark.core.optimise.objective.TrialFigures;
import io.tidemark.core.optimise.search.Trial;
import io.tidemark.core.optimise.split.WalkForward;
import io.tidemark.core.performance.EquityCurve;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import tools.jackson.core.JsonGenerator;

/**
 * What a walk through time came to, as one JSON object; {@code docs/optimisation.md} lists the
 * fields. All numbers are JSON numbers, times are ISO-8601 in UTC, a figure that is not defined is
 * null.
 */
public final class WalkForwardJson {

  private static final long DAY = Duration.ofDays(1).toMillis();

  private final WalkForwardOutcome outcome;
  private final JsonGenerator json;

  private WalkForwardJson(WalkForwardOutcome outcome, JsonGenerator json) {
    this.outcome = outcome;
    this.json = json;
  }

  /** Writes the object; the stream stays open. */
  public static void write(WalkForwardOutcome outcome, OutputStream out) {
    try (JsonGenerator json = OptimiseJson.generator(out)) {
      new WalkForwardJson(outcome, json).write();
    }
  }

  private void write() {
    WalkForward windows = outcome.request().windows();
    json.writeStartObject();
    OptimiseJson.writeSearch(json, outcome.search());
    json.writeObjectPropertyStart("windows");
    json.writeBooleanProperty("anchored", windows.anchored());
    seconds("trainSeconds", windows.train());
    seconds("testSeconds", windows.test());
    seconds("stepSeconds", windows.step());
    seconds("purgeSeconds", windows.purge());
    seconds("restSeconds", outcome.rest());
    json.writeEndObject();
    json.writeNumberProperty("elapsedSeconds", outcome.elapsedSeconds());
    json.writeNumberProperty("trialsPerSecond", outcome.ran() / outcome.elapsedSeconds());
    json.writeArrayPropertyStart("folds");
    outcome.folds().forEach(this::write);
    json.writeEndArray();
    writeJoined();
    json.writeEndObject();
  }

  private void seconds(String name, Duration duration) {
    json.writeNumberProperty(name, duration.toSeconds());
  }

  private void write(FoldOutcome fold) {
    json.writeStartObject();
    json.writeNumberProperty("number", fold.number());
    OptimiseJson.writeSpan(json, "train", fold.train());
    OptimiseJson.writeSpan(json, "test", fold.test());
    json.writeNumberProperty("trials", fold.trials());
    json.writeNumberProperty("trialsFailed", fold.failed());
    Trial best = fold.best();
    TrialFigures inSample = fold.inSample();
    if (best == null || inSample == null) {
      json.writeNullProperty("parameters");
      json.writeNullProperty("inSample");
    } else {
      json.writeName("parameters");
      TrialJson.write(json, best.assignment());
      TrialJson.write(json, best.score());
      json.writeName("inSample");
      TrialJson.write(json, inSample);
    }
    json.writeName("outOfSample");
    TrialJson.write(json, fold.run().outcome().figures());
    json.writeNumberProperty("initialCash", fold.run().initialCash());
    json.writeNumberProperty("finalCash", fold.run().finalCash());
    json.writeEndObject();
  }

  private void writeJoined() {
    json.writeObjectPropertyStart("outOfSample");
    json.writeNumberProperty("winningFolds", outcome.winningFolds());
    TrialJson.number(json, "efficiency", outcome.efficiency());
    json.writeNumberProperty("initialCash", outcome.joined().initialCash());
    json.writeNumberProperty("finalCash", outcome.joined().finalCash());
    json.writeName("figures");
    TrialJson.write(json, outcome.joined().outcome().figures());
    writeEquity(outcome.joined().equity());
    json.writeEndObject();
  }

  /** The start, the last of each UTC day, its midnight included, and the end. */
  private void writeEquity(EquityCurve curve) {
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
}
