package io.tidemark.core.portfolio;

import io.tidemark.core.risk.Sizing;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.model.reason.DenialReason;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the account's state, and the pause of an instrument, say against an entry. */
final class EntryStates {

  private final PositionBook book;
  private final EntryGuards guards;

  EntryStates(PositionBook book, EntryGuards guards) {
    this.book = book;
    this.guards = guards;
  }

  /**
   * Why an entry may not be made now; empty if it may.
   *
   * @param allowed whether the operator lets it pass a pause. That passes nothing else: no halt, no
   *     limit on losses, and no state that something else has brought the account to
   */
  Optional<Sizing.Refused> refusal(
      EntryCandidate candidate, StrategyDefinition strategy, boolean allowed) {
    AccountState account = book.account();
    if (account.pausedInstruments().contains(candidate.instrument()) && !allowed) {
      return refuse(DenialReason.REDUCING, "paused", candidate.instrument().key());
    }
    return switch (account.tradingState()) {
      case ACTIVE -> Optional.empty();
      case REDUCING -> {
        Optional<Sizing.Refused> losses = guards.losses(candidate, strategy);
        yield losses.isPresent() || (allowed && account.controls().paused())
            ? losses
            : refuse(DenialReason.REDUCING, "since", account.stateReason());
      }
      case HALTED -> refuse(DenialReason.HALTED, "since", account.stateReason());
    };
  }

  private Optional<Sizing.Refused> refuse(DenialReason reason, String name, String value) {
    Map<String, String> context = new TreeMap<>(Map.of(name, value));
    book.account()
        .controls()
        .next()
        .ifPresent(next -> context.put("allowedUntil", next.until().toString()));
    return Optional.of(new Sizing.Refused(reason, context));
  }
}
