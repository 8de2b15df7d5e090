package io.tidemark.position.stage;

import io.tidemark.core.portfolio.AccountState;
import io.tidemark.core.portfolio.BookedFill;
import io.tidemark.core.portfolio.PositionStage;
import io.tidemark.core.portfolio.PositionStageState.Changes;
import io.tidemark.kit.codec.EncodedEvent;
import io.tidemark.kit.inbox.AfterCommit;
import io.tidemark.kit.messaging.EventHandler;
import io.tidemark.kit.messaging.Received;
import io.tidemark.kit.outbox.Outbox;
import io.tidemark.kit.service.RunIdentity;
import io.tidemark.kit.time.SuiteClock;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.InstrumentRules;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.event.ControlCommand;
import io.tidemark.model.event.ControlEvent;
import io.tidemark.model.event.Event;
import io.tidemark.model.event.MarketEvent;
import io.tidemark.model.event.MarketTrade;
import io.tidemark.model.event.ModelEvent;
import io.tidemark.model.event.OrderChanged;
import io.tidemark.model.event.OrderDenied;
import io.tidemark.model.event.OrderFilled;
import io.tidemark.model.event.OrderIntent;
import io.tidemark.model.event.OrderReport;
import io.tidemark.model.event.PositionEvent;
import io.tidemark.model.event.Prediction;
import io.tidemark.model.event.SignalRaised;
import io.tidemark.model.event.StrategyEvent;
import io.tidemark.model.event.Ticker;
import io.tidemark.position.venue.InstrumentRulesCache;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.UUID;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Applies events to the position stage, in the order they come. Trades, bars and predictions of
 * instruments without a live position cost a look in memory and nothing more, unless an exit waits
 * for the time that they tell.
 */
final class PositionHandler implements EventHandler {

  private final RunIdentity identity;
  private final SuiteClock clock;
  private final StageSettings settings;
  private final StageStore store;
  private final AccountOpening opening;
  private final InstrumentRulesCache rules;
  private final Outbox outbox;
  private final StageMetrics metrics;

  private @Nullable LiveStage live;
  private @Nullable PollWork work;
  private boolean wrote;
  private final Set<UUID> knownSubjects = new HashSet<>();
  private final Set<UUID> newSubjects = new LinkedHashSet<>();

  /**
   * Whether the journal is asked what is known before a poll is applied. That costs a round trip,
   * and duplicates are rare: else it refuses the poll that holds one, which then comes again.
   */
  private boolean asksForKnown = true;

  PositionHandler(
      RunIdentity identity,
      SuiteClock clock,
      StageSettings settings,
      StageStore store,
      AccountOpening opening,
      InstrumentRulesCache rules,
      Outbox outbox,
      StageMetrics metrics) {
    this.identity = identity;
    this.clock = clock;
    this.settings = settings;
    this.store = store;
    this.opening = opening;
    this.rules = rules;
    this.outbox = outbox;
    this.metrics = metrics;
  }

  @Override
  public void expect(List<Received> poll) {
    knownSubjects.clear();
    newSubjects.clear();
    if (asksForKnown) {
      knownSubjects.addAll(
          store
              .journal()
              .known(poll.stream().flatMap(received -> subject(received).stream()).toList()));
    }
  }

  /** What tells an event that may come twice, as its producer publishes it at least once. */
  private static Optional<UUID> subject(Received received) {
    return switch (received.event()) {
      case SignalRaised signal -> Optional.of(signal.signalId());
      case ControlCommand command -> Optional.of(command.commandId());
      default -> Optional.empty();
    };
  }

  @Override
  public Optional<String> span(Event event) {
    if (event instanceof SignalRaised) {
      return Optional.of("decide and size");
    }
    return event instanceof OrderFilled ? Optional.of("book fill") : Optional.empty();
  }

  @Override
  public void handle(Received received) {
    switch (received.event()) {
      case MarketTrade _, Ticker _, BarsClosed _, Prediction _ -> onMarket(received);
      case SignalRaised signal -> onSignal(signal, received);
      case OrderReport report -> onReport(report, received);
      case ControlCommand command -> onCommand(command, received);
      case MarketEvent _, StrategyEvent _, ModelEvent _, OrderIntent _, PositionEvent _ ->
          metrics.ignored("not_for_positions");
      case ControlEvent _ -> metrics.ignored("not_for_positions");
    }
  }

  /**
   * What a market tells, which comes often. It may come twice, as it is published at least once:
   * that changes nothing.
   */
  private void onMarket(Received received) {
    LiveStage stage = live == null ? store.account().map(this::load).orElse(null) : live;
    if (stage != null && stage.concerns(received.event())) {
      long sequence = work().ticked(stage.nextSequence(), received);
      step(stage, sequence, received.event());
    }
  }

  /** A signal may come twice, as the scanner publishes at least once; it is decided on once. */
  private void onSignal(SignalRaised signal, Received received) {
    if (!signal.run().equals(identity.run())) {
      metrics.ignored("other_run");
    } else if (isFirst(signal.signalId())) {
      rules.require(List.of(signal.instrument()));
      apply(reconfigured(signal), received, signal.signalId());
    }
  }

  private void onReport(OrderReport report, Received received) {
    String run =
        switch (report) {
          case OrderChanged changed -> changed.run();
          case OrderFilled filled -> filled.run();
        };
    if (!report.account().equals(identity.account())) {
      metrics.ignored("other_account");
    } else if (!run.equals(identity.run())) {
      metrics.ignored("other_run");
    } else {
      apply(stage(), received, report.clientOrderId());
    }
  }

  private void onCommand(ControlCommand command, Received received) {
    if (command.account() != null && !command.account().equals(identity.account())) {
      metrics.ignored("other_account");
    } else if (isFirst(command.commandId())) {
      apply(stage(), received, command.commandId());
      AfterCommit.run(() -> metrics.acknowledged(command, clock.instant()));
    }
  }

  private boolean isFirst(UUID subject) {
    boolean first = knownSubjects.add(subject);
    if (first) {
      newSubjects.add(subject);
    } else {
      metrics.ignored("duplicate");
    }
    return first;
  }

  private void apply(LiveStage stage, Received received, UUID subject) {
    long sequence = stage.nextSequence();
    work().applied(sequence, received, subject);
    step(stage, sequence, received.event());
  }

  private void step(LiveStage stage, long sequence, Event event) {
    stage.advanceTo(sequence);
    List<Event> events = metrics.step(() -> stage.stage().step(event, work().observedAt()));
    Changes changes = stage.stage().changes();
    List<EncodedEvent> encoded = events.stream().map(EncodedEvent::of).toList();
    work().stepped(sequence, event.eventTime(), changes, encoded);
    noteExits(stage, changes);
    outbox.appendEncoded(encoded);
  }

  /** A fill changes what the exits of its position came to; one of the entry does so as well. */
  private void noteExits(LiveStage stage, Changes changes) {
    for (BookedFill fill : changes.fills()) {
      work().exited(stage.stage().exitResults(fill.positionId()));
    }
  }

  /** The stage under the rules and settings as they are known now. */
  private LiveStage reconfigured(SignalRaised signal) {
    LiveStage stage = stage();
    boolean otherSettings = settings.follow(signal);
    SortedMap<InstrumentId, InstrumentRules> current = rules.known();
    if (otherSettings || !stage.hasRules(current)) {
      PositionStage under =
          PositionStage.restore(
              settings.configuration(stage.stage().account(), current), stage.stage().state());
      stage.replace(under, current);
      journalConfiguration(stage);
    }
    return stage;
  }

  private LiveStage stage() {
    return live == null ? load(opening.account()) : live;
  }

  private LiveStage load(AccountState account) {
    LiveStage loaded = store.load(account, rules.known());
    live = loaded;
    journalConfiguration(loaded);
    AfterCommit.run(() -> metrics.committed(loaded.stage(), loaded.sequence(), List.of()));
    return loaded;
  }

  private void journalConfiguration(LiveStage stage) {
    String configuration =
        Sql.document(settings.configuration(stage.stage().account(), rules.known()));
    if (stage.beginsConfiguration(configuration)) {
      long sequence = stage.nextSequence();
      work().configured(sequence, configuration);
      stage.advanceTo(sequence);
    }
  }

  private PollWork work() {
    PollWork current = work;
    if (current == null) {
      current = new PollWork(clock.instant().truncatedTo(ChronoUnit.MICROS));
      work = current;
    }
    return current;
  }

  @Override
  public void flush() {
    PollWork done = work;
    LiveStage stage = live;
    work = null;
    wrote = done != null && stage != null && !done.isEmpty();
    if (done == null || stage == null || done.isEmpty()) {
      return;
    }
    if (!asksForKnown) {
      store.refuseKnown(newSubjects);
    }
    store.save(done, stage);
    AfterCommit.run(() -> asksForKnown = false);
    List<OrderDenied> denials = done.denials();
    AfterCommit.run(() -> metrics.committed(stage.stage(), stage.sequence(), denials));
  }

  @Override
  public boolean changedNothing() {
    return !wrote;
  }

  @Override
  public void reset() {
    live = null;
    work = null;
    asksForKnown = true;
  }

  /** Another instance may have written while the partitions were away. */
  @Override
  public void assigned(Collection<TopicPartition> partitions) {
    reset();
  }
}
