package io.tidemark.launcher.train;

import io.tidemark.core.feature.Feature;
import io.tidemark.core.learn.Evaluation;
import io.tidemark.core.learn.Label;
import io.tidemark.core.learn.RankCurve;
import io.tidemark.ml.evaluation.Importance;
import io.tidemark.ml.evaluation.ModelEvaluation;
import io.tidemark.ml.evaluation.ModelWorth;
import io.tidemark.ml.evaluation.PartFigures;
import io.tidemark.ml.evaluation.StrategyFigures;
import io.tidemark.ml.reinforcement.SizingScore;
import io.tidemark.ml.training.SizingRecord;
import io.tidemark.ml.training.TrainingRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the page's script reads. Times are epoch milliseconds; what there is much of comes as rows
 * without names.
 *
 * @param subtitle what the model is of
 * @param found what it foretells, in words
 * @param labels names by ordinal
 * @param counts of labels: of the training, of the validation or null, of the hold-out
 * @param parts name, bars, from and to of each part
 * @param metrics name, validation or null, hold-out, no model
 * @param confusion of the hold-out: rows came, columns were foretold
 * @param calibration of the hold-out: count, probability, frequency
 * @param curves of the hold-out: false and true positive rates
 * @param gain column and share, the greatest first
 * @param permutation column and increase of the log loss, the greatest first
 * @param sizing null if no agent that sizes was asked for
 * @param features name, expression and share of the bars trained on that lacked it
 */
record TrainingView(
    String subtitle,
    String found,
    boolean foundDirection,
    Promotion promotion,
    List<String> labels,
    List<@Nullable List<Integer>> counts,
    List<List<Object>> parts,
    List<List<@Nullable Object>> metrics,
    List<List<Integer>> confusion,
    List<List<Object>> calibration,
    SortedMap<String, List<List<Double>>> curves,
    List<List<Object>> gain,
    List<List<Object>> permutation,
    int permutationRows,
    WorthView worth,
    @Nullable SizingView sizing,
    List<List<Object>> features,
    Map<String, String> settings,
    Map<String, String> checksums) {

  static TrainingView of(TrainReport report) {
    TrainingRecord training = report.training();
    ModelEvaluation evaluation = report.evaluation();
    Importance importance = evaluation.importance();
    return new TrainingView(
        "%s · %s · %s · %s"
            .formatted(
                TrainText.name(training),
                training.data().exchange(),
                training.data().symbol(),
                training.features().timeframe()),
        TrainText.found(report.holdOut()),
        report.foundDirection(),
        report.promotion(),
        Stream.of(Label.values()).map(Label::name).toList(),
        counts(training, evaluation),
        parts(training, evaluation),
        metrics(report),
        evaluation.holdOut().confusion(),
        evaluation.holdOut().calibration().stream().map(TrainingView::bin).toList(),
        curves(evaluation.holdOut()),
        importance.gain().stream().map(one -> List.<Object>of(one.column(), one.share())).toList(),
        importance.permutation().stream()
            .map(one -> List.<Object>of(one.column(), one.logLossIncrease()))
            .toList(),
        importance.rows(),
        WorthView.of(evaluation.worth()),
        training.sizing() == null ? null : SizingView.of(training.sizing()),
        features(training, report.missing()),
        settings(report),
        checksums(report));
  }

  private static List<@Nullable List<Integer>> counts(
      TrainingRecord training, ModelEvaluation evaluation) {
    PartFigures validation = evaluation.validation();
    return new ArrayList<>(
        Arrays.<@Nullable List<Integer>>asList(
            training.balance().counts(),
            validation == null ? null : validation.labels(),
            evaluation.holdOut().labels()));
  }

  private static List<List<Object>> parts(TrainingRecord training, ModelEvaluation evaluation) {
    List<List<Object>> parts = new ArrayList<>();
    TrainingRecord.Fit fit = training.fit();
    parts.add(
        List.of(
            "Fitted on, with what stopped it",
            fit.trainRows() + fit.validationRows(),
            fit.from().toEpochMilli(),
            fit.to().toEpochMilli()));
    PartFigures validation = evaluation.validation();
    if (validation != null) {
      parts.add(part("Of these, validation", validation));
    }
    parts.add(part("Hold-out", evaluation.holdOut()));
    return parts;
  }

  private static List<Object> part(String name, PartFigures part) {
    return List.of(name, part.rows(), part.from().toEpochMilli(), part.to().toEpochMilli());
  }

  private static List<List<@Nullable Object>> metrics(TrainReport report) {
    PartFigures validation = report.evaluation().validation();
    List<List<@Nullable Object>> rows = new ArrayList<>();
    TrainText.METRICS.forEach(
        (key, name) ->
            rows.add(
                new ArrayList<>(
                    Arrays.<@Nullable Object>asList(
                        name,
                        validation == null ? null : validation.metrics().get(key),
                        report.holdOut().metrics().get(key),
                        report.holdOut().baseline().get(key)))));
    return rows;
  }

  private static List<Object> bin(Evaluation.CalibrationBin bin) {
    return List.of(bin.count(), bin.probability(), bin.frequency());
  }

  private static SortedMap<String, List<List<Double>>> curves(PartFigures part) {
    SortedMap<String, List<List<Double>>> curves = new TreeMap<>();
    part.curves()
        .forEach(
            (name, points) -> curves.put(name, points.stream().map(TrainingView::point).toList()));
    return curves;
  }

  private static List<Double> point(RankCurve.Point point) {
    return List.of(point.falsePositiveRate(), point.truePositiveRate());
  }

  private static List<List<Object>> features(TrainingRecord training, List<Double> missing) {
    List<List<Object>> rows = new ArrayList<>();
    List<Feature> features = training.features().all();
    for (int i = 0; i < features.size(); i++) {
      rows.add(List.of(features.get(i).name(), features.get(i).expression(), missing.get(i)));
    }
    return rows;
  }

  private static Map<String, String> settings(TrainReport report) {
    TrainingRecord training = report.training();
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("Model", report.bundle());
    settings.put("Kind", TrainText.name(training));
    if (training.instead() != null) {
      settings.put("In place of what was asked for", training.instead());
    }
    settings.put("Target", training.target());
    settings.put(
        "Data trained on",
        String.format(
            Locale.ROOT,
            "%s to %s, %,d bars of %s",
            training.data().from(),
            training.data().to(),
            training.data().bars(),
            training.data().timeframe()));
    return settings;
  }

  private static Map<String, String> checksums(TrainReport report) {
    TrainingRecord training = report.training();
    Map<String, String> checksums = new LinkedHashMap<>();
    checksums.put("Model SHA-256", report.sha256());
    checksums.put("Features SHA-256", training.features().hash());
    checksums.put("Bars SHA-256", training.data().barsSha256());
    checksums.put("Input SHA-256", training.data().inputSha256());
    checksums.put("Training file SHA-256", training.configurationSha256());
    checksums.put("Code SHA-256", training.codeSha256());
    String strategy = report.evaluation().worth().configurationSha256();
    if (!strategy.isEmpty()) {
      checksums.put("Strategy SHA-256", strategy);
    }
    return checksums;
  }

  /**
   * What became of the agent that sizes.
   *
   * @param rows with the agent, then without: net profit, deepest fall, trades, of them halved;
   *     empty if it was not judged
   */
  record SizingView(
      String found, String trades, int learnt, String currency, List<List<Object>> rows) {

    static SizingView of(SizingRecord sizing) {
      SizingScore score = sizing.score();
      return new SizingView(
          sizing.found(),
          sizing.trades(),
          sizing.learnt(),
          sizing.currency(),
          score == null
              ? List.of()
              : List.of(
                  List.of(
                      score.with().doubleValue(),
                      score.depthWith().doubleValue(),
                      score.trades() - score.skipped(),
                      score.halved()),
                  List.of(
                      score.without().doubleValue(),
                      score.depthWithout().doubleValue(),
                      score.trades(),
                      0)));
    }
  }

  /**
   * What is earned.
   *
   * @param rows with the model, then without: net profit, profit factor, Sharpe, drawdown, trades,
   *     share won
   * @param equity with the model, then without: time and equity
   */
  record WorthView(
      String judged,
      long from,
      long to,
      String currency,
      String found,
      String verdict,
      List<List<@Nullable Object>> rows,
      List<List<List<Object>>> equity) {

    static WorthView of(ModelWorth worth) {
      return new WorthView(
          worth.judged(),
          worth.from().toEpochMilli(),
          worth.to().toEpochMilli(),
          worth.currency(),
          worth.found(),
          worth.verdict().name(),
          List.of(row(worth.with()), row(worth.without())),
          List.of(equity(worth.with()), equity(worth.without())));
    }

    private static List<@Nullable Object> row(StrategyFigures figures) {
      return new ArrayList<>(
          Arrays.<@Nullable Object>asList(
              figures.netProfit().doubleValue(),
              figures.profitFactor() == null ? null : figures.profitFactor().doubleValue(),
              figures.sharpe(),
              figures.maxDrawdown(),
              figures.trades(),
              figures.winRate()));
    }

    private static List<List<Object>> equity(StrategyFigures figures) {
      return figures.equity().stream()
          .map(point -> List.<Object>of(point.time().toEpochMilli(), point.equity()))
          .toList();
    }
  }
}
