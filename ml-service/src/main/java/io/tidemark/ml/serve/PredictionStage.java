package io.tidemark.ml.serve;

import io.tidemark.core.feature.FeatureSet;
import io.tidemark.core.indicator.MarketContext;
import io.tidemark.ml.registry.PredictionRow;
import io.tidemark.ml.serve.PassedOver.Why;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.event.BarsClosed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Foretells of the bars of many instruments with one model. All of an instant are foretold of in
 * one batch, and by one model: one that was asked for serves from the first instant on that is
 * later than all before, and bars of an instant before it that come late are still the former
 * model's. A function of the bars, what lay beside them and when models were asked for. For one
 * thread.
 */
public final class PredictionStage implements AutoCloseable {

  private @Nullable Seat former;
  private Seat current;
  private @Nullable Asked asked;
  private Instant latest = Instant.MIN;

  /** A model that is to serve from the next instant on. */
  private record Asked(ServedModel served, FeatureStreams streams) {}

  /**
   * Bars of one instrument.
   *
   * @param context what was known beside them
   */
  public record Input(BarsClosed bars, MarketContext context) {}

  /**
   * What came of the bars of an instant.
   *
   * @param predictions in the order of the bars
   * @param passedOver those that nothing was foretold of
   */
  public record Outcome(List<PredictionRow> predictions, List<PassedOver> passedOver) {

    public Outcome {
      predictions = List.copyOf(predictions);
      passedOver = List.copyOf(passedOver);
    }
  }

  /**
   * A stage.
   *
   * @param served the first model; closed when it is no longer needed, as all that follow
   * @param streams of its features
   * @throws IllegalArgumentException if they are of other features
   */
  public PredictionStage(ServedModel served, FeatureStreams streams) {
    requireFit(served, streams);
    current = new Seat(served, streams, Instant.MIN);
  }

  private static void requireFit(ServedModel served, FeatureStreams streams) {
    if (!streams.set().equals(served.features())) {
      throw new IllegalArgumentException(
          "%s must be shown %s, the streams give %s"
              .formatted(served.name(), served.features(), streams.set()));
    }
    streams.keep(served.history() + 1);
  }

  /** The model that foretells of the next instant. */
  public ServedModel next() {
    return asked == null ? current.served() : asked.served();
  }

  /** The streams of the model that foretold last; its latest features are in them. */
  public FeatureStreams streams() {
    return current.streams();
  }

  /** Whether it has streams of features, so that a model that is shown them needs no others. */
  public boolean gives(FeatureSet features) {
    return streamsOf(features).set().equals(features);
  }

  private FeatureStreams streamsOf(FeatureSet features) {
    return asked != null && asked.streams().set().equals(features)
        ? asked.streams()
        : current.streams();
  }

  /**
   * Lets another model serve from the next instant on, on streams that the stage has.
   *
   * @throws IllegalArgumentException if it is shown features that the stage does not give; nothing
   *     is changed then
   */
  public void swap(ServedModel served) {
    swap(served, streamsOf(served.features()));
  }

  /**
   * Lets another model serve from the next instant on. One that was asked for and has not served
   * never will.
   *
   * @param streams of its features, which have taken what the stage's own have
   * @throws IllegalArgumentException if they are of other features; nothing is changed then
   */
  public void swap(ServedModel served, FeatureStreams streams) {
    requireFit(served, streams);
    if (asked != null) {
      asked.served().model().close();
    }
    asked = new Asked(served, streams);
  }

  /**
   * Takes bars that close at one instant, each of another instrument. An instant's bars may come in
   * several calls, each of which is a batch.
   *
   * @param now when it is told
   * @throws IllegalArgumentException if the bars do not close at one instant
   */
  public Outcome step(List<Input> together, Instant now) {
    List<InstrumentId> due = new ArrayList<>();
    List<PassedOver> passedOver = new ArrayList<>();
    List<Input> first = new ArrayList<>();
    for (Input input : together) {
      if (FeatureStreams.isCorrection(input.bars())) {
        passedOver.add(new PassedOver(input.bars().instrument(), Why.CORRECTION));
      } else {
        first.add(input);
      }
    }
    if (first.isEmpty()) {
      return new Outcome(List.of(), passedOver);
    }
    Instant closeTime = instantOf(first);
    if (closeTime.isAfter(latest)) {
      takeSeat();
      latest = closeTime;
    }
    Seat seat = seatOf(closeTime);
    for (Input input : first) {
      InstrumentId instrument = input.bars().instrument();
      take(input, seat)
          .ifPresentOrElse(
              why -> passedOver.add(new PassedOver(instrument, why)), () -> due.add(instrument));
    }
    return new Outcome(seat == null ? List.of() : seat.predict(due, now), passedOver);
  }

  private static Instant instantOf(List<Input> inputs) {
    Instant closeTime = inputs.getFirst().bars().closeTime();
    for (Input input : inputs) {
      if (!input.bars().closeTime().equals(closeTime)) {
        throw new IllegalArgumentException(
            "bars must close at one instant, was %s and %s"
                .formatted(closeTime, input.bars().closeTime()));
      }
    }
    return closeTime;
  }

  /** Between two instants: nothing of the next one was foretold yet. */
  private void takeSeat() {
    Asked next = asked;
    if (next == null) {
      return;
    }
    if (former != null) {
      former.served().model().close();
    }
    former = current;
    current = new Seat(next.served(), next.streams(), latest);
    asked = null;
  }

  private @Nullable Seat seatOf(Instant closeTime) {
    if (current.isOf(closeTime)) {
      return current;
    }
    return former != null && former.isOf(closeTime) ? former : null;
  }

  /** Why nothing is foretold of bars by the model in a seat; empty if it can. */
  private Optional<Why> take(Input input, @Nullable Seat seat) {
    Optional<Why> why = current.streams().take(input.bars(), input.context());
    if (asked != null && asked.streams() != current.streams()) {
      asked.streams().take(input.bars(), input.context());
    }
    if (seat == null) {
      return Optional.of(Why.TOO_LATE);
    }
    if (seat.streams() != current.streams()) {
      why = seat.streams().take(input.bars(), input.context());
    }
    return why.isEmpty() && !seat.isReady(input.bars().instrument())
        ? Optional.of(Why.WARMING_UP)
        : why;
  }

  /**
   * Does some of what can be done of the next predictions before their bars come: to be called
   * while none waits, until nothing is left.
   *
   * @return whether more is left
   */
  public boolean prepare() {
    return current.prepare();
  }

  /** Lets go of instruments, whose next bars are their first. */
  public void forget(Collection<InstrumentId> gone) {
    current.forget(gone);
    if (former != null) {
      former.forget(gone);
    }
    if (asked != null) {
      asked.streams().forget(gone);
    }
  }

  /** Closes the models it holds. */
  @Override
  public void close() {
    current.served().model().close();
    if (former != null) {
      former.served().model().close();
    }
    if (asked != null) {
      asked.served().model().close();
    }
  }
}
