package io.tidemark.position.stage;

import io.tidemark.core.portfolio.AccountState;
import io.tidemark.core.portfolio.CashBalance;
import io.tidemark.core.portfolio.PositionStageConfiguration;
import io.tidemark.core.risk.RiskLimits;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.kit.configuration.ConfigurationEdition;
import io.tidemark.kit.configuration.FillModel;
import io.tidemark.kit.configuration.TradingMode;
import io.tidemark.kit.service.RunIdentity;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.InstrumentRules;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.SignalRaised;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the stage is told besides the venue's rules and the account's cash. A change of the files
 * comes into force with a signal: limits with the next one, a strategy with the first one that was
 * decided by it, since the scanner takes it up at a bar of its own choice. Until then signals of
 * the strategy as it was are traded as before.
 */
final class StageSettings {

  /** Venues whose orders can sell what is not held; the others are spot venues. */
  private static final Set<String> SHORT_VENUES = Set.of("krakenfutures");

  private final RunIdentity identity;
  private final Duration maxDecisionAge;
  private final Map<String, StrategyDefinition> knownByHash = new ConcurrentHashMap<>();
  private final TradingMode mode;
  private final boolean isOnBars;
  private volatile RiskLimits latestLimits;
  private volatile boolean latestShorts;
  private RiskLimits limits;
  private boolean shorts;
  private SortedMap<String, StrategyDefinition> strategies;

  /**
   * @param edition the files as they are at the start
   * @param mode where orders go
   * @param maxDecisionAge an entry decided longer ago is denied
   */
  StageSettings(
      RunIdentity identity,
      ConfigurationEdition edition,
      TradingMode mode,
      Duration maxDecisionAge) {
    this.identity = identity;
    this.mode = mode;
    this.isOnBars =
        mode == TradingMode.PAPER && edition.suite().execution().fillModel() == FillModel.BAR;
    this.maxDecisionAge = maxDecisionAge;
    this.latestLimits = edition.suite().risk().limits();
    this.limits = latestLimits;
    this.shorts = shortsAllowed(edition);
    this.strategies = new TreeMap<>(edition.strategies().byId());
    learn(edition);
  }

  /** Takes note of changed files; any thread. */
  void learn(ConfigurationEdition edition) {
    know(edition.strategies().byId().values());
    latestLimits = edition.suite().risk().limits();
    latestShorts = shortsAllowed(edition);
  }

  /**
   * Takes note of strategies as they were in force before a restart: signals may still come that
   * were decided by them.
   */
  void know(Collection<StrategyDefinition> before) {
    before.forEach(strategy -> knownByHash.put(strategy.configurationHash(), strategy));
  }

  private boolean shortsAllowed(ConfigurationEdition edition) {
    boolean venueCan =
        mode == TradingMode.PAPER || SHORT_VENUES.contains(edition.suite().exchange().name());
    return edition.suite().risk().allowShort() && venueCan;
  }

  /**
   * Brings into force what a signal is to be judged by.
   *
   * @return whether that differs from what was in force
   */
  boolean follow(SignalRaised signal) {
    RiskLimits wantedLimits = latestLimits;
    boolean wantedShorts = latestShorts;
    boolean changed = !wantedLimits.equals(limits) || wantedShorts != shorts;
    limits = wantedLimits;
    shorts = wantedShorts;
    StrategyDefinition wanted = knownByHash.get(signal.configurationHash());
    if (wanted != null
        && wanted.id().equals(signal.strategy())
        && !wanted.equals(strategies.get(wanted.id()))) {
      strategies.put(wanted.id(), wanted);
      changed = true;
    }
    return changed;
  }

  /** The configuration of an account that starts with {@code cash}. */
  PositionStageConfiguration configuration(
      Map<String, BigDecimal> cash, Map<InstrumentId, InstrumentRules> rules) {
    PositionStageConfiguration configuration =
        PositionStageConfiguration.of(
                identity.run(), identity.account(), cash, limits, strategies, rules)
            .withMaxDecisionAge(maxDecisionAge)
            .withShorts(shorts);
    return isOnBars ? configuration.onBarsInAnyOrder(Timeframe.M1) : configuration;
  }

  /** The configuration of an account that goes on. */
  PositionStageConfiguration configuration(
      AccountState account, Map<InstrumentId, InstrumentRules> rules) {
    Map<String, BigDecimal> cash = new TreeMap<>();
    for (CashBalance balance : account.balances().values()) {
      cash.put(balance.cash().currency(), balance.initial().amount());
    }
    return configuration(cash, rules);
  }
}
