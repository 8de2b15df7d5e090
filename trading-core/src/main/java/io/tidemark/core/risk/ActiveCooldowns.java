package io.tidemark.core.risk;

import io.tidemark.core.risk.RiskState.LastExit;
import io.tidemark.core.strategy.PositionSizing;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.PositionSide;
import io.tidemark.model.reason.DenialReason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Tells what waits after an exit, by the limits of the account and its strategies. */
public final class ActiveCooldowns {

  private ActiveCooldowns() {}

  /**
   * Something that is not entered for a while.
   *
   * @param reason {@code COOLDOWN} of an instrument, or {@code SETUP_COOLDOWN}
   * @param strategy whose entries it holds back; null for all
   * @param side which of its entries; null for both
   */
  public record ActiveCooldown(
      DenialReason reason,
      InstrumentId instrument,
      @Nullable String strategy,
      @Nullable PositionSide side,
      Instant exitedAt,
      Instant until) {}

  /**
   * Those that hold at {@code now}, the first to end first. Where the account and a strategy both
   * have one for an exit, both are told.
   *
   * @param strategies what each strategy limits for itself, by id
   * @param exits the last of each setup
   */
  public static List<ActiveCooldown> at(
      Instant now,
      RiskLimits account,
      SortedMap<String, PositionSizing> strategies,
      List<LastExit> exits) {
    List<ActiveCooldown> active = new ArrayList<>();
    for (LastExit exit : exits) {
      PositionSizing own = strategies.get(exit.strategy());
      add(exit, DenialReason.COOLDOWN, account.cooldownMinutes(), null, null, active);
      add(
          exit,
          DenialReason.SETUP_COOLDOWN,
          account.limits().setupCooldownMinutes(),
          exit.strategy(),
          exit.side(),
          active);
      if (own != null) {
        add(exit, DenialReason.COOLDOWN, own.cooldownMinutes(), exit.strategy(), null, active);
        add(
            exit,
            DenialReason.SETUP_COOLDOWN,
            own.limits().setupCooldownMinutes(),
            exit.strategy(),
            exit.side(),
            active);
      }
    }
    return active.stream()
        .filter(each -> now.isBefore(each.until()))
        .sorted(
            Comparator.comparing(ActiveCooldown::until)
                .thenComparing(ActiveCooldown::instrument)
                .thenComparing(each -> String.valueOf(each.strategy())))
        .toList();
  }

  private static void add(
      LastExit exit,
      DenialReason reason,
      @Nullable Integer minutes,
      @Nullable String strategy,
      @Nullable PositionSide side,
      List<ActiveCooldown> active) {
    if (minutes != null) {
      active.add(
          new ActiveCooldown(
              reason,
              exit.instrument(),
              strategy,
              side,
              exit.at(),
              exit.at().plus(Duration.ofMinutes(minutes))));
    }
  }
}
