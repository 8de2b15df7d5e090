package io.tidemark.position.stage;

import io.tidemark.core.portfolio.AccountState;
import io.tidemark.core.portfolio.PositionStage;
import io.tidemark.kit.time.SuiteClock;
import io.tidemark.position.venue.VenueCash;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the account at its very first start; what it starts with is never asked for again. */
final class AccountOpening {

  private static final Logger LOG = LoggerFactory.getLogger(AccountOpening.class);

  private final StageStore store;
  private final StageSettings settings;
  private final VenueCash venueCash;
  private final SuiteClock clock;

  AccountOpening(StageStore store, StageSettings settings, VenueCash venueCash, SuiteClock clock) {
    this.store = store;
    this.settings = settings;
    this.venueCash = venueCash;
    this.clock = clock;
  }

  /**
   * The account, opened if it was not; within the caller's transaction.
   *
   * @throws io.tidemark.position.venue.PeerUnavailableException if its cash is not to be had now
   */
  AccountState account() {
    return store.account().orElseGet(this::open);
  }

  private AccountState open() {
    var cash = venueCash.initial();
    AccountState fresh = PositionStage.start(settings.configuration(cash, Map.of())).account();
    store.open(fresh, clock.instant());
    LOG.info("event=account_opened run={} account={} cash={}", fresh.run(), fresh.account(), cash);
    Optional<AccountState> opened = store.account();
    return opened.orElseThrow(
        () -> new IllegalStateException("the account was opened but is not there: " + fresh));
  }
}
