package io.tidemark.core.portfolio;

import io.tidemark.model.InstrumentId;
import io.tidemark.model.TradingState;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * An account as a whole.
 *
 * @param stateReason why it is in its trading state, in words
 * @param balances by quote currency
 * @param pausedInstruments in which nothing is entered
 * @param controls what else the operator has set for entries
 */
public record AccountState(
    String run,
    String account,
    TradingState tradingState,
    String stateReason,
    SortedMap<String, CashBalance> balances,
    SortedSet<InstrumentId> pausedInstruments,
    EntryControls controls) {

  public AccountState {
    balances = Collections.unmodifiableSortedMap(new TreeMap<>(balances));
    pausedInstruments = Collections.unmodifiableSortedSet(new TreeSet<>(pausedInstruments));
  }

  /** In a state that something else than a PAUSE has brought it to. */
  AccountState in(TradingState state, String reason) {
    return with(state, reason, controls.anew(false));
  }

  /** Paused as a whole. */
  AccountState paused(String reason) {
    return with(TradingState.REDUCING, reason, controls.anew(true));
  }

  private AccountState with(TradingState state, String reason, EntryControls changed) {
    return new AccountState(run, account, state, reason, balances, pausedInstruments, changed);
  }

  AccountState with(EntryControls changed) {
    return with(tradingState, stateReason, changed);
  }

  AccountState with(CashBalance balance) {
    SortedMap<String, CashBalance> changed = new TreeMap<>(balances);
    changed.put(balance.cash().currency(), balance);
    return new AccountState(
        run, account, tradingState, stateReason, changed, pausedInstruments, controls);
  }

  AccountState paused(InstrumentId instrument, boolean paused) {
    SortedSet<InstrumentId> changed = new TreeSet<>(pausedInstruments);
    if (paused) {
      changed.add(instrument);
    } else {
      changed.remove(instrument);
    }
    return new AccountState(
        run, account, tradingState, stateReason, balances, changed, controls.anew(instrument));
  }

  /** Whether entries in an instrument are held back by a PAUSE, of it or of the account. */
  boolean isPaused(InstrumentId instrument) {
    return controls.paused() || pausedInstruments.contains(instrument);
  }
}
