package io.tidemark.simulator.control;

import io.tidemark.simulator.market.Asset;
import io.tidemark.simulator.market.Market;
import io.tidemark.simulator.venue.OrderRequest;
import io.tidemark.simulator.venue.Venue;
import io.tidemark.simulator.venue.VenueFill;
import io.tidemark.simulator.venue.VenueOrder;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Takes the ledger of a venue. */
public final class LedgerReader {

  private final Venue venue;
  private final Collection<String> accounts;
  private final Map<String, String> codes = new HashMap<>();

  /**
   * @param accounts whose books to take
   */
  public LedgerReader(Venue venue, Collection<String> accounts) {
    this.venue = venue;
    this.accounts = accounts;
    for (Market market : venue.markets()) {
      addCode(market.pair().base());
      addCode(market.pair().quote());
    }
  }

  private void addCode(Asset asset) {
    codes.put(asset.name(), asset.code());
  }

  public Ledger read() {
    Map<String, Ledger.Account> byKey = new TreeMap<>();
    accounts.forEach(account -> byKey.put(account, account(account)));
    return new Ledger(Market.instant(venue.nowMicros()), byKey);
  }

  private Ledger.Account account(String account) {
    Map<String, BigDecimal> reserved = venue.reserved(account);
    Map<String, Ledger.Balance> balances = new TreeMap<>();
    venue
        .balances(account)
        .forEach(
            (asset, total) ->
                balances.put(
                    codes.getOrDefault(asset, asset),
                    new Ledger.Balance(total, reserved.getOrDefault(asset, BigDecimal.ZERO))));
    return new Ledger.Account(
        balances,
        venue.openOrders(account).stream().map(LedgerReader::order).toList(),
        venue.orders(account).stream().map(LedgerReader::order).toList(),
        venue.fills(account).stream().map(LedgerReader::fill).toList());
  }

  private static Ledger.Order order(VenueOrder order) {
    OrderRequest request = order.request();
    return new Ledger.Order(
        order.id(),
        Optional.ofNullable(request.clOrdId()),
        Optional.ofNullable(request.userref()),
        order.pair().name(),
        request.side(),
        request.type(),
        order.status(),
        Optional.ofNullable(request.price()),
        request.volume(),
        order.filled(),
        order.cost(),
        order.fee(),
        Market.instant(order.openedMicros()));
  }

  private static Ledger.Fill fill(VenueFill fill) {
    OrderRequest request = fill.order().request();
    return new Ledger.Fill(
        fill.id(),
        fill.order().id(),
        Optional.ofNullable(request.clOrdId()),
        fill.order().pair().name(),
        request.side(),
        fill.price(),
        fill.quantity(),
        fill.cost(),
        fill.fee(),
        fill.liquidity(),
        Market.instant(fill.timeMicros()));
  }
}
