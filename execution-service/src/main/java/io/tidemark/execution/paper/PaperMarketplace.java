package io.tidemark.execution.paper;

import io.tidemark.core.engine.PaperMarket;
import io.tidemark.core.engine.PaperMarket.Moment;
import io.tidemark.core.engine.PaperOrder;
import io.tidemark.core.engine.PaperVenue;
import io.tidemark.core.engine.PaperVenueConfiguration;
import io.tidemark.core.engine.PaperVenueState;
import io.tidemark.execution.orders.TransactionTurn;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.InstrumentRules;
import io.tidemark.model.Money;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The paper venue in memory and its books in the database, always the same: a change that does not
 * commit throws the memory away. The market is not stored; it is read again from Kafka.
 * Thread-safe.
 */
final class PaperMarketplace {

  private final Function<Map<InstrumentId, InstrumentRules>, PaperVenueConfiguration>
      configurations;
  private final PaperTables tables;
  private final MarketRewind rewind;
  private final TransactionTemplate transactions;
  private final TransactionTurn turn = new TransactionTurn();
  private final Map<UUID, PaperOrder> stored = new HashMap<>();

  private volatile @Nullable PaperVenueConfiguration configuration;
  private volatile @Nullable PaperVenue venue;

  PaperMarketplace(
      Function<Map<InstrumentId, InstrumentRules>, PaperVenueConfiguration> configurations,
      PaperTables tables,
      MarketRewind rewind,
      TransactionTemplate transactions) {
    this.configurations = configurations;
    this.tables = tables;
    this.rewind = rewind;
    this.transactions = transactions;
  }

  /** Opens it for instruments. */
  void open(Map<InstrumentId, InstrumentRules> instruments) {
    transactions.executeWithoutResult(
        status -> {
          turn.take(this::forget);
          configuration = configurations.apply(instruments);
        });
    load();
  }

  /** Whether an instrument is traded here. */
  boolean trades(InstrumentId instrument) {
    PaperVenueConfiguration opened = configuration;
    return opened != null && opened.instruments().containsKey(instrument);
  }

  /** Changes the venue in a transaction of its own. */
  <T> T change(Function<PaperVenue, T> change) {
    load();
    return transactions.execute(
        status -> {
          T result = changeWithin(change);
          storeWithin();
          return result;
        });
  }

  /**
   * Changes the venue in the caller's transaction, which calls {@link #storeWithin} at its end.
   *
   * @throws TransientDataAccessResourceException if it is to be loaded first
   */
  <T> T changeWithin(Function<PaperVenue, T> change) {
    turn.take(this::forget);
    PaperVenue current = venue;
    if (current == null) {
      throw new TransientDataAccessResourceException("the paper venue is to be loaded first");
    }
    return change.apply(current);
  }

  /** Writes what has changed, in the caller's transaction. */
  void storeWithin() {
    tables.store(changeWithin(PaperVenue::takeChanges), stored);
  }

  /** Loads it outside of any transaction of changes, unless it is in memory. */
  void load() {
    if (venue != null) {
      return;
    }
    transactions.executeWithoutResult(
        status -> {
          turn.take(this::forget);
          PaperVenueConfiguration opened = configuration;
          if (venue == null && opened != null) {
            venue = restored(opened);
          }
        });
  }

  /** The orders, in the order they came. */
  List<PaperOrder> orders() {
    return read(PaperVenue::orders);
  }

  /** What the account has, by currency. */
  SortedMap<String, Money> balances() {
    return read(PaperVenue::balances);
  }

  private <T> T read(Function<PaperVenue, T> reader) {
    load();
    return transactions.execute(status -> changeWithin(reader));
  }

  private void forget() {
    venue = null;
    stored.clear();
  }

  private PaperVenue restored(PaperVenueConfiguration opened) {
    SortedMap<String, Money> balances = tables.balances();
    if (balances.isEmpty()) {
      opened.initialBalances().forEach((code, cash) -> balances.put(code, new Money(cash, code)));
      tables.save(balances.values());
    }
    SortedMap<InstrumentId, PaperMarket> markets =
        rewind.before(tables.offsets(PaperOrderVenue.CONSUMER), opened::matched);
    List<PaperOrder> orders =
        tables.orders().stream().map(order -> placed(order, markets)).toList();
    orders.forEach(order -> stored.put(order.order().clientOrderId(), order));
    return PaperVenue.restore(
        opened, new PaperVenueState(new TreeMap<>(balances), orders, markets));
  }

  /** Finds the order's place in the market again: moments are numbered anew when read again. */
  private static PaperOrder placed(PaperOrder order, Map<InstrumentId, PaperMarket> markets) {
    Moment seen = order.seen();
    PaperMarket market = markets.get(order.order().instrument());
    if (seen == null || market == null) {
      return order;
    }
    Moment place =
        market.moments().reversed().stream()
            .filter(moment -> moment.event().equals(seen.event()))
            .findFirst()
            .orElse(seen);
    return new PaperOrder(
        order.order(),
        order.venueOrderId(),
        order.actsFrom(),
        order.cashPerUnit(),
        order.cancelFrom(),
        order.phase(),
        order.reason(),
        order.phaseTime(),
        order.fills(),
        order.matching(),
        place);
  }
}
