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
 */
public record AccountState(
    String run,
    String account,
    TradingState tradingState,
    String stateReason,
    SortedMap<String, CashBalance> balances,
    SortedSet<InstrumentId> pausedInstruments) {

  public AccountState {
    balances = Collections.unmodifiableSortedMap(new TreeMap<>(balances));
    pausedInstruments = Collections.unmodifiableSortedSet(new TreeSet<>(pausedInstruments));
  }

  AccountState in(TradingState state, String reason) {
    return new AccountState(run, account, state, reason, balances, pausedInstruments);
  }

  AccountState with(CashBalance balance) {
    SortedMap<String, CashBalance> changed = new TreeMap<>(balances);
    changed.put(balance.cash().currency(), balance);
    return new AccountState(run, account, tradingState, stateReason, changed, pausedInstruments);
  }

  AccountState paused(InstrumentId instrument, boolean paused) {
    SortedSet<InstrumentId> changed = new TreeSet<>(pausedInstruments);
    if (paused) {
      changed.add(instrument);
    } else {
      changed.remove(instrument);
    }
    return new AccountState(run, account, tradingState, stateReason, balances, changed);
  }
}
