package io.tidemark.position.stage;

import io.tidemark.core.portfolio.PositionStage;
import io.tidemark.core.portfolio.PositionStageConfiguration;
import io.tidemark.core.portfolio.PositionStageState;
import io.tidemark.kit.codec.EventCodec;
import io.tidemark.model.event.Event;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataRetrievalFailureException;

/** A stage of its own that is told again what the live one was told; silent. */
final class ReplayedStage {

  private final RecordedTicks ticks;
  private final List<RecordedEvent> events = new ArrayList<>();

  private @Nullable PositionStage stage;
  private RecordedInput.@Nullable Configuration configuration;
  private boolean refused;
  private String lost =
      "the journal does not reach back to the account's opening, and no state before them is on"
          + " record";

  ReplayedStage(RecordedTicks ticks) {
    this.ticks = ticks;
  }

  /**
   * Goes on from a state that was kept.
   *
   * @param inForce the configuration that it was under
   */
  void beginWith(PositionStageState kept, RecordedInput.Configuration inForce) {
    configuration = inForce;
    stage = parsed(inForce).map(told -> PositionStage.restore(told, kept)).orElse(null);
  }

  /** Whether its state is what the live stage's was, so that what it says can be compared. */
  boolean isWhole() {
    return stage != null;
  }

  /** Whether this version's stage cannot take the last input, which the live one took. */
  boolean hasRefused() {
    return refused;
  }

  /** Why it is not whole, in words. */
  String lost() {
    return lost;
  }

  /** The configuration in force; empty before the first. */
  Optional<RecordedInput.Configuration> configuration() {
    return Optional.ofNullable(configuration);
  }

  /** Applies an input; what it leads to. */
  List<RecordedEvent> apply(RecordedInput input) {
    events.clear();
    refused = false;
    try {
      switch (input) {
        case RecordedInput.Configuration told -> configure(told);
        case RecordedInput.Applied applied ->
            step(EventCodec.decode(applied.document().getBytes(StandardCharsets.UTF_8)), applied);
        case RecordedInput.Ticks stretch -> apply(stretch);
      }
    } catch (RecordedTicks.GoneException e) {
      lose(String.valueOf(e.getMessage()));
    } catch (EventCodec.UnreadableEventException e) {
      lose("this version cannot read input %d: %s".formatted(input.sequence(), e.getMessage()));
    } catch (IllegalStateException | IllegalArgumentException e) {
      refused = true;
      lose("this version cannot take input %d: %s".formatted(input.sequence(), e.getMessage()));
    }
    return List.copyOf(events);
  }

  /** Nothing can be compared until it goes on from another state. */
  void lose(String why) {
    lost = why;
    stage = null;
  }

  /** The account begins with its first configuration, and goes on with any other. */
  private void configure(RecordedInput.Configuration told) {
    configuration = told;
    PositionStage before = stage;
    boolean begins = told.sequence() == 1;
    if (before != null || begins) {
      stage =
          parsed(told)
              .map(
                  now ->
                      before == null
                          ? PositionStage.start(now)
                          : PositionStage.restore(now, before.state()))
              .orElse(null);
    }
  }

  private Optional<PositionStageConfiguration> parsed(RecordedInput.Configuration told) {
    try {
      return Optional.of(Sql.read(told.document(), PositionStageConfiguration.class));
    } catch (DataRetrievalFailureException e) {
      lose(
          "this version cannot read the configuration of input %d: %s"
              .formatted(told.sequence(), e.getMessage()));
      return Optional.empty();
    }
  }

  private void apply(RecordedInput.Ticks stretch) throws RecordedTicks.GoneException {
    PositionStage told = stage;
    if (told != null) {
      for (Event event :
          ticks.between(stretch.topic(), stretch.partition(), stretch.from(), stretch.to())) {
        if (MarketInterest.of(told, event)) {
          step(event, stretch);
        }
      }
    }
  }

  private void step(Event event, RecordedInput input) {
    PositionStage told = stage;
    if (told != null) {
      for (Event led : told.step(event, input.observedAt())) {
        events.add(new RecordedEvent(input.sequence(), events.size() + 1, led));
      }
    }
  }
}
