package io.tidemark.position.stage;

import io.tidemark.core.parity.ParityCheck;
import io.tidemark.core.parity.ReplayReport;
import io.tidemark.core.parity.Window;
import io.tidemark.core.portfolio.PositionStageConfiguration;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.kit.connection.KafkaConnection;
import io.tidemark.kit.service.RunIdentity;
import io.tidemark.kit.service.TidemarkService;
import io.tidemark.model.Ids;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataRetrievalFailureException;

/**
 * Applies the journal of a window again, by this version of the code, and compares what it leads to
 * with what it led to. An input belongs to the window in which it was applied, by the suite's
 * clock: so every input belongs to one. It reads what is on record, and writes, publishes and
 * changes nothing.
 */
final class JournalReplay {

  private final RunIdentity identity;
  private final RecordedJournal journal;
  private final StageCheckpoints checkpoints;
  private final KafkaConnection kafka;

  JournalReplay(
      RunIdentity identity,
      RecordedJournal journal,
      StageCheckpoints checkpoints,
      KafkaConnection kafka) {
    this.identity = identity;
    this.journal = journal;
    this.checkpoints = checkpoints;
    this.kafka = kafka;
  }

  /**
   * Replays.
   *
   * @throws org.springframework.dao.DataAccessException if Postgres or Kafka does not answer
   */
  ReplayReport replay(Window window) {
    try (RecordedTicks ticks = new RecordedTicks(kafka)) {
      Replay replay = new Replay(window, new ReplayedStage(ticks));
      journal.applied(window).ifPresent(replay::over);
      return replay.report();
    }
  }

  /** One replay; its stage goes on from a later checkpoint where it was lost. */
  private final class Replay {

    private final Window window;
    private final ReplayedStage stage;
    private final ParityCheck<RecordedEvent> check =
        new ParityCheck<>(RecordedEvent::subject, RecordedEvent::content);
    private final List<String> missing = new ArrayList<>();
    private OptionalLong next = OptionalLong.empty();
    private @Nullable Instant replayableFrom;
    private long inputs;
    private long firstMissing;
    private long lastMissing;

    Replay(Window window, ReplayedStage stage) {
      this.window = window;
      this.stage = stage;
    }

    void over(RecordedJournal.Span span) {
      next = checkpoints.before(span.first());
      long from = next.isPresent() ? next.getAsLong() + 1 : 1;
      if (next.isEmpty()) {
        next = checkpoints.from(1);
      }
      while (from <= span.last()) {
        List<RecordedInput> page = journal.from(from);
        if (page.isEmpty()) {
          break;
        }
        long last = page.getLast().sequence();
        SortedMap<Long, List<RecordedEvent>> emitted = journal.emitted(from, last);
        for (RecordedInput input : page) {
          if (input.sequence() <= span.last()) {
            take(input, emitted.getOrDefault(input.sequence(), List.of()));
          }
        }
        from = last + 1;
      }
      tellMissing();
    }

    private void take(RecordedInput input, List<RecordedEvent> before) {
      begin(input.sequence());
      List<RecordedEvent> now = stage.apply(input);
      if (!window.contains(input.observedAt())) {
        return;
      }
      if (!(input instanceof RecordedInput.Configuration)) {
        inputs++;
      }
      if (stage.isWhole()) {
        tellMissing();
        if (replayableFrom == null && !missing.isEmpty()) {
          replayableFrom = input.observedAt();
        }
      } else {
        lost(input);
      }
      if (stage.isWhole() || stage.hasRefused()) {
        check.step(before, now, event -> JournalCauses.of(input, stage.configuration(), event));
      }
    }

    /** Where the stage is not whole, a checkpoint of just before the input will do. */
    private void begin(long sequence) {
      if (next.isEmpty() || next.getAsLong() >= sequence) {
        return;
      }
      long kept = next.getAsLong();
      if (!stage.isWhole()) {
        beginWith(kept);
      }
      next = checkpoints.from(kept + 1);
    }

    private void beginWith(long kept) {
      try {
        checkpoints
            .at(kept)
            .ifPresent(
                state ->
                    journal
                        .configurationAt(kept)
                        .ifPresent(inForce -> stage.beginWith(state, inForce)));
      } catch (DataRetrievalFailureException e) {
        stage.lose(String.valueOf(e.getMessage()));
      }
    }

    private void lost(RecordedInput input) {
      if (firstMissing == 0) {
        firstMissing = input.sequence();
      }
      lastMissing = input.sequence();
      replayableFrom = null;
    }

    private void tellMissing() {
      if (firstMissing > 0) {
        missing.add("inputs %d to %d: %s".formatted(firstMissing, lastMissing, stage.lost()));
        firstMissing = 0;
      }
    }

    ReplayReport report() {
      return ReplayReport.of(
          TidemarkService.POSITION.serviceName(),
          identity.run(),
          window,
          replayableFrom,
          missing,
          inputs,
          check.result(),
          configurations());
    }

    /** Of what was in force at the window's end: each strategy's, and that of the account. */
    private SortedMap<String, String> configurations() {
      SortedMap<String, String> hashes = new TreeMap<>();
      stage
          .configuration()
          .ifPresent(
              inForce -> {
                hashes.put(identity.account(), Ids.sha256(inForce.document()));
                hashes.putAll(strategies(inForce.document()));
              });
      return hashes;
    }

    private SortedMap<String, String> strategies(String document) {
      SortedMap<String, String> hashes = new TreeMap<>();
      try {
        for (StrategyDefinition one :
            Sql.read(document, PositionStageConfiguration.class).strategies().values()) {
          hashes.put(one.id(), one.configurationHash());
        }
      } catch (DataRetrievalFailureException e) {
        missing.add(String.valueOf(e.getMessage()));
      }
      return hashes;
    }
  }
}
