package io.tidemark.ml.run;

import io.tidemark.kit.configuration.ConfigurationException;
import io.tidemark.kit.configuration.TrainingFile;
import io.tidemark.kit.time.SuiteClock;
import io.tidemark.kit.web.BadRequestException;
import io.tidemark.kit.web.BusyException;
import io.tidemark.kit.web.NotFoundException;
import io.tidemark.kit.web.Page;
import io.tidemark.kit.web.PageRequest;
import io.tidemark.ml.registry.TrainingRun;
import io.tidemark.ml.registry.TrainingRun.Origin;
import io.tidemark.ml.registry.TrainingRun.Request;
import io.tidemark.ml.registry.TrainingRunTable;
import io.tidemark.model.Ids;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Takes training runs in, and ends them on demand. */
@Component
class TrainingRuns {

  private static final Logger LOG = LoggerFactory.getLogger(TrainingRuns.class);

  private final TrainingRunTable table;
  private final RunQueue queue;
  private final TrainingFiles files;
  private final SuiteClock clock;
  private final RunProperties properties;

  TrainingRuns(
      TrainingRunTable table,
      RunQueue queue,
      TrainingFiles files,
      SuiteClock clock,
      RunProperties properties) {
    this.table = table;
    this.queue = queue;
    this.files = files;
    this.clock = clock;
    this.properties = properties;
  }

  /**
   * Takes a run of a training file in that somebody asks for.
   *
   * @param name of the file without its ending
   * @param key a run of the same key is the same run; null for a new one
   * @throws BadRequestException if there is no such file, or it is not valid
   * @throws BusyException if too many wait
   */
  TrainingRunView submit(String name, @Nullable String key) {
    SortedMap<String, String> texts;
    try {
      texts = files.texts();
    } catch (IOException e) {
      throw new BadRequestException(
          "file: the training files cannot be read (%s); see that the service may"
              .formatted(e.getMessage()));
    }
    String text = texts.get(name);
    if (text == null) {
      throw new BadRequestException(
          "file must be one of %s, was '%s'".formatted(texts.keySet(), name));
    }
    try {
      TrainingFile file = TrainingFile.parse(name, text);
      UUID id = key == null ? null : Ids.of("training-run", name, key);
      return view(require(enqueue(request(file, text, Origin.REQUEST, ""), id)));
    } catch (ConfigurationException e) {
      throw new BadRequestException(String.valueOf(e.getMessage()));
    }
  }

  /**
   * Takes a run in that the service asks for by itself.
   *
   * @param reason why
   * @throws BusyException if too many wait
   */
  UUID submit(TrainingFile file, String text, Origin origin, String reason) {
    return enqueue(request(file, text, origin, reason), null);
  }

  private static Request request(TrainingFile file, String text, Origin origin, String reason) {
    return new Request(
        file.training().modelName(),
        file.training().modelType().name(),
        origin,
        reason,
        text,
        file.training().seed(),
        file.data().exchange(),
        List.of(file.data().symbol()),
        file.data().timeframe());
  }

  private synchronized UUID enqueue(Request request, @Nullable UUID known) {
    if (known != null && table.find(known).isPresent()) {
      return known;
    }
    if (table.queued() >= properties.queuedRuns()) {
      throw new BusyException(
          "%d runs wait already; ask again when some are done, or cancel some"
              .formatted(properties.queuedRuns()));
    }
    UUID id;
    if (known == null) {
      id = table.enqueue(request, clock.instant());
    } else {
      id = known;
      table.enqueue(id, request, clock.instant());
    }
    LOG.info(
        "event=training_queued run={} model={} origin={} reason=\"{}\"",
        id,
        request.name(),
        request.origin(),
        request.reason());
    queue.wake();
    return id;
  }

  /** The run of a model's name that was asked for last; empty for none. */
  Optional<TrainingRun> latest(String model) {
    return table.latest(model);
  }

  /** Whether a run of a model's name waits or runs. */
  boolean isOpen(String model) {
    return table.isOpen(model);
  }

  /**
   * How a run stands.
   *
   * @throws NotFoundException if there is none
   */
  TrainingRunView view(UUID id) {
    return view(require(id));
  }

  /** All runs, the newest first. */
  Page<TrainingRunView> page(PageRequest asked) {
    return new Page<>(
        table.page(asked.limit(), asked.offset()).stream().map(this::view).toList(),
        asked.number(),
        asked.limit(),
        table.count());
  }

  /**
   * Ends a run; one that has ended stays as it is.
   *
   * @throws NotFoundException if there is none
   */
  TrainingRunView cancel(UUID id) {
    queue.cancel(require(id));
    return view(id);
  }

  private TrainingRun require(UUID id) {
    return table
        .find(id)
        .orElseThrow(() -> new NotFoundException("there is no training run " + id));
  }

  private TrainingRunView view(TrainingRun run) {
    return TrainingRunView.of(run, queue.waitsFor(run.id()));
  }
}
