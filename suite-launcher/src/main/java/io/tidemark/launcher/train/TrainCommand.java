package io.tidemark.launcher.train;

import io.tidemark.ml.process.ProcessLimits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Models of candle files: trained, judged, taken into use. */
@Command(
    name = "train",
    description =
        "Trains a model on recorded candles, judges it on bars that it never saw, or takes it into"
            + " use if it is better than the one in use; needs no server.",
    mixinStandardHelpOptions = true)
public final class TrainCommand implements Callable<Integer> {

  @Spec @Nullable CommandSpec spec;

  @Option(
      names = "--config",
      required = true,
      paramLabel = "F",
      description = "how the model is trained, such as config/ml/btc-direction-xgboost.yaml")
  Path configuration = Path.of("");

  @Option(
      names = "--mode",
      paramLabel = "M",
      description = "train, evaluate or deploy; default ${DEFAULT-VALUE}")
  TrainMode mode = TrainMode.TRAIN;

  @Option(
      names = "--data",
      required = true,
      arity = "1..*",
      paramLabel = "F",
      description =
          "candles: timestamp,open,high,low,close,volume; .gz or not. Several go on one from the"
              + " other; the latest data.window_size_days of them count")
  List<Path> data = new ArrayList<>();

  @Option(
      names = "--bitcoin",
      arity = "1..*",
      paramLabel = "F",
      description =
          "candles of bitcoin over the same time, for features that read its close; only where"
              + " data.symbol is another")
  List<Path> bitcoin = new ArrayList<>();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "the folder of models; default ${DEFAULT-VALUE}")
  Path models = Path.of("models");

  @Option(
      names = "--heap",
      paramLabel = "MB",
      description = "memory of the process that trains, 64 or above; default ${DEFAULT-VALUE}")
  int heap = ProcessLimits.STANDARD.heapMegabytes();

  @Option(names = "--json", paramLabel = "F", description = "write the result to this file")
  @Nullable Path json;

  @Option(
      names = "--report",
      paramLabel = "F.html",
      description = "write the result to this file, as a page that opens offline")
  @Nullable Path report;

  @Option(
      names = "--trades",
      paramLabel = "F",
      description =
          "closed trades of a backtest, its --json or trades.csv, for target.type meta_label")
  @Nullable Path trades;

  @Option(
      names = "--strategy",
      paramLabel = "F",
      description =
          "what is run over the hold-out with the model and without; default evaluation.strategy")
  @Nullable Path strategy;

  @Override
  public Integer call() throws IOException {
    boolean terminal = System.console() != null && System.console().isTerminal();
    try {
      boolean done =
          new TrainSession(
                  new TrainSettings(
                      configuration,
                      mode,
                      data,
                      bitcoin,
                      models,
                      json,
                      report,
                      trades,
                      strategy,
                      heap),
                  System.out,
                  System.err,
                  terminal)
              .run();
      return done ? ExitCode.OK : ExitCode.SOFTWARE;
    } catch (IllegalArgumentException e) {
      if (spec == null) {
        throw e;
      }
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }
}
