package io.tidemark.ml.run;

import io.tidemark.kit.codec.Json;
import io.tidemark.ml.registry.DataWindow;
import io.tidemark.ml.registry.TrainingRun;
import io.tidemark.model.Symbol;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A training run as its user sees it.
 *
 * @param detail why it failed, what became of its model, or what it waits for; empty otherwise
 * @param reason why the service asked for it by itself; empty otherwise
 * @param attempt from 1; one more each time it is taken up again
 * @param from when the first bar opened that it read; null until it has begun
 * @param to when the last closed
 * @param progress null until a step of the training has ended
 * @param modelId the version it made; null until it is done
 * @param training how the model came to be, as in {@code training.json}; null until it is done
 */
record TrainingRunView(
    UUID id,
    TrainingRun.Status status,
    String detail,
    String model,
    String kind,
    TrainingRun.Origin origin,
    String reason,
    int attempt,
    String exchange,
    List<String> symbols,
    String timeframe,
    String configurationSha256,
    @Nullable Instant from,
    @Nullable Instant to,
    @Nullable String featureHash,
    TrainingRun.@Nullable Progress progress,
    Instant createdAt,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt,
    @Nullable UUID modelId,
    @Nullable JsonNode training) {

  /**
   * @param waitsFor what keeps it from going on; empty if nothing does
   */
  static TrainingRunView of(TrainingRun run, String waitsFor) {
    TrainingRun.Request request = run.request();
    DataWindow window = run.fittedOn();
    return new TrainingRunView(
        run.id(),
        run.status(),
        waitsFor.isEmpty() ? run.detail() : waitsFor,
        request.name(),
        request.kind(),
        request.origin(),
        request.reason(),
        run.attempt(),
        request.exchange(),
        request.symbols().stream().map(Symbol::toString).toList(),
        request.timeframe().code(),
        request.configurationSha256(),
        window == null ? null : window.from(),
        window == null ? null : window.to(),
        run.featureHash(),
        run.progress(),
        run.createdAt(),
        run.startedAt(),
        run.finishedAt(),
        run.modelId(),
        run.report() == null ? null : Json.mapper().readTree(run.report()));
  }
}
