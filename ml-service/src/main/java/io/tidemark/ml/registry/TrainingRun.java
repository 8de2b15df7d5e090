package io.tidemark.ml.registry;

import io.tidemark.model.Ids;
import io.tidemark.model.Symbol;
import io.tidemark.model.Timeframe;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A training as it is kept.
 *
 * @param request who asked for what
 * @param status how far it is
 * @param detail why it failed or what it does; empty for nothing to tell
 * @param attempt from 1; one more each time it is taken up again after a kill
 * @param fittedOn null until its data are known
 * @param featureHash null until its features are registered
 * @param codeHash of the code that runs it; null until it runs
 * @param progress null until the first step of its training has ended
 * @param report what it came to, as JSON; null until it is done
 * @param modelId the version it made; null until it is done
 */
public record TrainingRun(
    UUID id,
    Request request,
    Status status,
    String detail,
    int attempt,
    @Nullable DataWindow fittedOn,
    @Nullable String featureHash,
    @Nullable String codeHash,
    @Nullable Progress progress,
    @Nullable String report,
    @Nullable UUID modelId,
    Instant createdAt,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt) {

  /** Who asked for a training. */
  public enum Origin {
    /** Somebody, over REST. */
    REQUEST,
    /** The schedule of its configuration. */
    SCHEDULE,
    /** The service, as what the champion sees or how it does has changed. */
    DRIFT,
    /** Somebody, by the command. */
    COMMAND
  }

  /** How far a training is. */
  public enum Status {
    QUEUED,
    RUNNING,
    DONE,
    FAILED,
    CANCELLED,
    /** The service or the training's process was ended; it is taken up again. */
    INTERRUPTED
  }

  /**
   * How far the training itself is.
   *
   * @param done steps that have ended
   * @param of how many there will be at most
   * @param validationLoss after the last; null without a validation
   */
  public record Progress(int done, int of, @Nullable Double validationLoss) {}

  /**
   * What is to be trained.
   *
   * @param name of the model
   * @param kind of the model, such as {@code LSTM}
   * @param reason why it is asked for; empty for nothing to tell
   * @param configuration the training file, word for word
   * @param seed of all random numbers
   * @param symbols at least one
   */
  public record Request(
      String name,
      String kind,
      Origin origin,
      String reason,
      String configuration,
      long seed,
      String exchange,
      List<Symbol> symbols,
      Timeframe timeframe) {

    public Request {
      symbols = List.copyOf(symbols);
      if (symbols.isEmpty()) {
        throw new IllegalArgumentException("symbols of a training must name at least one");
      }
    }

    /** SHA-256 of the configuration. */
    public String configurationSha256() {
      return Ids.sha256(configuration);
    }
  }
}
