package io.tidemark.operator.thought;

import io.tidemark.kit.service.RunIdentity;
import io.tidemark.model.Ids;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.TradingState;
import io.tidemark.model.event.ControlCommand;
import io.tidemark.model.event.Event;
import io.tidemark.model.event.ModelChanged;
import io.tidemark.model.event.OrderChanged;
import io.tidemark.model.event.OrderDenied;
import io.tidemark.model.event.OrderFilled;
import io.tidemark.model.event.PositionChanged;
import io.tidemark.model.event.RiskStateChanged;
import io.tidemark.model.event.ScanDecided;
import io.tidemark.model.event.SignalRaised;
import io.tidemark.model.event.StrategyDecision;
import io.tidemark.operator.thought.Thought.Kind;
import io.tidemark.operator.thought.Thought.Severity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Makes sentences of events. Holds are not told, a block only when its reason is another than the
 * last time, an account's state likewise; what it remembers for that it forgets with the process,
 * so a restart may tell one again.
 */
final class Narrator {

  private final RunIdentity identity;
  private final Map<String, String> blocks = new HashMap<>();
  private final Map<String, TradingState> states = new HashMap<>();

  Narrator(RunIdentity identity) {
    this.identity = identity;
  }

  /** What there is to tell of an event; mostly nothing or one thing. */
  List<Thought> tell(Event event) {
    return switch (event) {
      case ScanDecided scan when isOurs(scan.run()) -> blocked(scan);
      case SignalRaised signal when isOurs(signal.run()) -> List.of(signal(signal));
      case OrderDenied denied when isOurs(denied.run()) -> List.of(denied(denied));
      case OrderChanged changed when isOurs(changed.run()) ->
          OrderWords.trouble(changed).stream().toList();
      case OrderFilled fill when isOurs(fill.run()) -> List.of(OrderWords.fill(fill));
      case PositionChanged changed when isOurs(changed.run()) ->
          PositionWords.of(changed).stream().toList();
      case RiskStateChanged risk when isOurs(risk.run()) -> risk(risk).stream().toList();
      case ModelChanged model -> List.of(model(model));
      case ControlCommand command when isToUs(command) -> List.of(command(command));
      default -> List.of();
    };
  }

  /** Forgets what it remembers: the events since may come again. */
  void forget() {
    blocks.clear();
    states.clear();
  }

  private boolean isOurs(String run) {
    return run.equals(identity.run());
  }

  private boolean isToUs(ControlCommand command) {
    return command.account() == null || command.account().equals(identity.account());
  }

  private List<Thought> blocked(ScanDecided scan) {
    List<Thought> thoughts = new ArrayList<>();
    for (StrategyDecision decision : scan.decisions()) {
      String of =
          String.join("|", scan.key(), decision.strategy(), decision.timeframe().toString());
      if (decision.outcome() != StrategyDecision.Outcome.BLOCKED
          || decision.blockReason() == null) {
        continue;
      }
      String reason = decision.blockReason().name();
      if (!reason.equals(blocks.put(of, reason))) {
        thoughts.add(
            new Thought(
                Ids.of("thought", decision.decisionId()),
                scan.run(),
                scan.closeTime(),
                Kind.BLOCKED,
                Severity.INFO,
                scan.instrument(),
                decision.strategy(),
                "%s waits on %s %s: %s."
                    .formatted(
                        decision.strategy(),
                        scan.instrument().symbol(),
                        decision.timeframe(),
                        Words.because(reason, decision.reasons())),
                Map.of("decisionId", decision.decisionId())));
      }
    }
    return thoughts;
  }

  private static Thought signal(SignalRaised signal) {
    Map<String, UUID> subjects = new HashMap<>();
    subjects.put("signalId", signal.signalId());
    signal.decisions().stream().findFirst().ifPresent(id -> subjects.put("decisionId", id));
    return new Thought(
        Ids.of("thought", signal.signalId()),
        signal.run(),
        signal.eventTime(),
        Kind.SIGNAL,
        Severity.NOTICE,
        signal.instrument(),
        signal.strategy(),
        "%s says %s %s at %s on %s, %.0f %% sure: %s."
            .formatted(
                signal.strategy(),
                Words.of(signal.type().name()),
                signal.instrument().symbol(),
                signal.referencePrice(),
                signal.timeframe(),
                signal.confidence() * 100,
                Words.clause(signal.reason())),
        subjects);
  }

  private static Thought denied(OrderDenied denied) {
    String context =
        denied.context().isEmpty()
            ? ""
            : denied.context().entrySet().stream()
                .map(one -> one.getKey() + " " + one.getValue())
                .collect(Collectors.joining(", ", " (", ")"));
    return new Thought(
        Ids.of("thought", denied.denialId()),
        denied.run(),
        denied.eventTime(),
        Kind.DENIED,
        Severity.NOTICE,
        denied.instrument(),
        denied.strategy(),
        "No order in %s for %s: %s%s."
            .formatted(
                denied.instrument().symbol(),
                denied.strategy(),
                Words.of(denied.reason().name()),
                context),
        Map.of("denialId", denied.denialId(), "causeId", denied.causeId()));
  }

  private Optional<Thought> risk(RiskStateChanged risk) {
    TradingState before = states.put(risk.account(), risk.state());
    if (risk.commandId() == null && risk.state() == before) {
      return Optional.empty();
    }
    Map<String, UUID> subjects = new HashMap<>();
    if (risk.commandId() != null) {
      subjects.put("commandId", risk.commandId());
    }
    Object cause = risk.commandId() == null ? risk.eventTime() : risk.commandId();
    return Optional.of(
        new Thought(
            Ids.of("thought", risk.run(), risk.account(), risk.state(), cause),
            risk.run(),
            risk.eventTime(),
            Kind.RISK,
            switch (risk.state()) {
              case ACTIVE -> Severity.NOTICE;
              case REDUCING -> Severity.WARNING;
              case HALTED -> Severity.ALERT;
            },
            null,
            null,
            "Account %s %s, with %d open: %s."
                .formatted(
                    risk.account(),
                    switch (risk.state()) {
                      case ACTIVE -> "trades";
                      case REDUCING -> "only reduces";
                      case HALTED -> "is halted";
                    },
                    risk.openPositions(),
                    Words.clause(risk.reason())),
            subjects));
  }

  private Thought model(ModelChanged model) {
    boolean promoted = model.change() == ModelChanged.Change.PROMOTED;
    return new Thought(
        Ids.of("thought", model.modelId(), model.change(), model.eventTime()),
        identity.run(),
        model.eventTime(),
        Kind.MODEL,
        Severity.NOTICE,
        null,
        null,
        "Model %s (%.8s) %s."
            .formatted(
                model.model(),
                model.modelHash(),
                promoted ? "foretells from now on" : "foretells no longer"),
        Map.of("modelId", model.modelId()));
  }

  private Thought command(ControlCommand command) {
    InstrumentId instrument = command.instrument();
    return new Thought(
        Ids.of("thought", command.commandId()),
        identity.run(),
        command.eventTime(),
        Kind.COMMAND,
        Severity.NOTICE,
        instrument,
        null,
        "%s was asked for by %s%s: %s."
            .formatted(
                command.action(),
                command.issuedBy(),
                instrument == null ? "" : " for " + instrument.symbol(),
                Words.clause(command.reason())),
        Map.of("commandId", command.commandId()));
  }
}
