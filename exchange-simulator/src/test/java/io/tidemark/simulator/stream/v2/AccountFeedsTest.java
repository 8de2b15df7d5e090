package io.tidemark.simulator.stream.v2;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.model.Side;
import io.tidemark.simulator.TestVenues;
import io.tidemark.simulator.faults.FaultBoard;
import io.tidemark.simulator.faults.StreamFaults;
import io.tidemark.simulator.venue.Venue;
import io.tidemark.simulator.venue.VenueFill;
import io.tidemark.simulator.venue.VenueOrder;
import io.tidemark.simulator.venue.VenueOrder.Status;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class AccountFeedsTest {

  private final Venue venue = TestVenues.open();
  private final V2Client client =
      new V2Client(venue, new StreamFaults(new FaultBoard(InstantSource.system())));

  @Test
  void anOrderIsPendingThenNewThenCanceled() {
    client.subscribeAccount("executions", "");
    VenueOrder order =
        venue.place("alice", TestVenues.limit(Side.BUY, "0.5", "700", "mine-1"), false);
    venue.cancel(order, "User requested");

    assertThat(changes()).containsExactly("pending_new", "new", "canceled");
    JsonNode first = client.told("executions").get(1);
    assertThat(first.path("cl_ord_id").asString()).isEqualTo("mine-1");
    assertThat(first.path("limit_price").decimalValue()).isEqualByComparingTo("700");
    assertThat(first.path("symbol").asString()).isEqualTo("BTC/USD");
    JsonNode last = client.last(1).at("/data/0");
    assertThat(last.path("order_id").asString()).isEqualTo(order.id());
    assertThat(last.path("reason").asString()).isEqualTo("User requested");
    assertThat(client.last(1).path("sequence").asInt()).isEqualTo(4);
  }

  /** What {@code exec_type} says of each message after the snapshot. */
  private List<String> changes() {
    return client.told("executions").stream()
        .skip(1)
        .map(row -> row.path("exec_type").asString())
        .toList();
  }

  @Test
  void aMarketOrderIsTradedThenFilled() {
    client.subscribeAccount("executions", "");
    VenueOrder order = venue.place("alice", TestVenues.market(Side.BUY, "1"), false);
    List<VenueFill> fills = venue.fills("alice");

    assertThat(order.status()).isEqualTo(Status.CLOSED);
    assertThat(changes()).startsWith("pending_new", "new", "trade").endsWith("trade", "filled");
    assertThat(changes()).filteredOn("trade"::equals).hasSameSizeAs(fills);
    JsonNode trade = client.told("executions").get(3);
    VenueFill fill = fills.getFirst();
    assertThat(trade.path("exec_id").asString()).isEqualTo(fill.id());
    assertThat(trade.path("last_price").decimalValue()).isEqualByComparingTo(fill.price().value());
    assertThat(trade.path("last_qty").decimalValue()).isEqualByComparingTo(fill.quantity().value());
    assertThat(trade.at("/fees/0/qty").decimalValue()).isEqualByComparingTo(fill.fee());
    assertThat(trade.path("liquidity_ind").asString()).isEqualTo("t");
    JsonNode filled = client.last(1).at("/data/0");
    assertThat(filled.path("cum_cost").decimalValue()).isEqualByComparingTo(order.cost());
    assertThat(filled.path("order_status").asString()).isEqualTo("filled");
  }

  @Test
  void aTriggeredOrderIsToldOf() {
    client.subscribeAccount("executions", "");
    client.trade(
        "add_order",
        """
        "order_type":"take-profit","side":"sell","order_qty":0.5,"symbol":"BTC/USD",
        "triggers":{"price":805.0},""");
    assertThat(client.last(1).path("success").asBoolean()).isTrue();
    TestVenues.play(venue, 2_000);

    assertThat(changes()).contains("status", "trade", "filled");
    assertThat(client.told("executions"))
        .filteredOn(row -> row.path("exec_type").asString().equals("status"))
        .allMatch(row -> row.path("order_status").asString().equals("triggered"));
  }

  @Test
  void onlyOpeningAndEndAreToldIfThatIsAskedFor() {
    client.subscribeAccount("executions", ",\"order_status\":false");
    VenueOrder order = venue.place("alice", TestVenues.limit(Side.BUY, "0.5", "700"), false);
    venue.cancel(order, "User requested");

    assertThat(changes()).containsExactly("new", "canceled");
    assertThat(client.told("executions").get(1).path("symbol").asString()).isEqualTo("BTC/USD");
  }

  @Test
  void snapshotsTellOpenOrdersAndTradesAsAskedFor() {
    venue.place("alice", TestVenues.limit(Side.BUY, "0.5", "700"), false);
    venue.place("alice", TestVenues.market(Side.BUY, "0.1"), false);
    venue.place("bob", TestVenues.limit(Side.BUY, "0.5", "701"), false);
    client.subscribeAccount("executions", ",\"snap_orders\":true,\"snap_trades\":true");

    assertThat(client.last(2).path("data")).hasSize(1);
    assertThat(client.last(2).at("/data/0/order_status").asString()).isEqualTo("new");
    assertThat(client.last(1).path("data")).hasSameSizeAs(venue.fills("alice"));
    assertThat(client.last(1).at("/data/0/exec_type").asString()).isEqualTo("trade");
  }

  @Test
  void nobodyHearsOfAnothersOrders() {
    client.subscribeAccount("executions", "");
    client.subscribeAccount("balances", "");
    int before = client.heard().size();
    venue.place("bob", TestVenues.market(Side.BUY, "1"), false);
    assertThat(client.heard()).hasSize(before);
  }

  @Test
  void balancesFollowTheLedger() {
    client.subscribeAccount("balances", "");
    assertThat(client.last(1).path("data"))
        .anySatisfy(
            row -> {
              assertThat(row.path("asset").asString()).isEqualTo("BTC");
              assertThat(row.path("balance").decimalValue()).isEqualByComparingTo("5");
            });
    venue.place("alice", TestVenues.market(Side.BUY, "0.1"), false);

    JsonNode entries = client.last(1).path("data");
    assertThat(entries.at("/0/asset").asString()).isEqualTo("BTC");
    assertThat(entries.at("/0/balance").decimalValue()).isEqualByComparingTo(balance("XXBT"));
    assertThat(entries.at("/1/asset").asString()).isEqualTo("USD");
    assertThat(entries.at("/1/balance").decimalValue()).isEqualByComparingTo(balance("ZUSD"));
    assertThat(client.last(1).path("sequence").asInt()).isGreaterThan(1);
  }

  private BigDecimal balance(String asset) {
    return venue.balances("alice").getOrDefault(asset, BigDecimal.ZERO);
  }

  @Test
  void anOrderIsPlacedAndCancelled() {
    client.trade(
        "add_order",
        """
        "order_type":"limit","side":"buy","order_qty":0.5,"symbol":"BTC/USD","limit_price":700.0,
        "time_in_force":"gtc","cl_ord_id":"mine-1","post_only":true,""");
    VenueOrder order = venue.openOrders("alice").getFirst();
    assertThat(client.last(1).path("success").asBoolean()).isTrue();
    assertThat(client.last(1).at("/result/order_id").asString()).isEqualTo(order.id());
    assertThat(client.last(1).at("/result/cl_ord_id").asString()).isEqualTo("mine-1");
    assertThat(order.request().postOnly()).isTrue();

    client.trade("cancel_order", "\"order_id\":[\"" + order.id() + "\",\"OTHER\"],");
    assertThat(client.last(2).at("/result/order_id").asString()).isEqualTo(order.id());
    assertThat(client.last(1).path("error").asString()).isEqualTo("EOrder:Unknown order");
    assertThat(order.status()).isEqualTo(Status.CANCELED);

    venue.place("alice", TestVenues.limit(Side.BUY, "0.5", "700", "mine-2"), false);
    client.trade("cancel_order", "\"cl_ord_id\":[\"mine-2\"],");
    venue.place("alice", TestVenues.limit(Side.BUY, "0.5", "700"), false);
    client.trade("cancel_all", "");
    assertThat(client.last(1).at("/result/count").asInt()).isEqualTo(1);
    assertThat(venue.openOrders("alice")).isEmpty();
  }

  @Test
  void anOrderThatIsOnlyCheckedIsNotPlaced() {
    client.trade(
        "add_order",
        """
        "order_type":"limit","side":"buy","order_qty":0.5,"symbol":"BTC/USD","limit_price":700,
        "validate":true,""");
    assertThat(client.last(1).path("success").asBoolean()).isTrue();
    assertThat(client.last(1).at("/result").has("order_id")).isFalse();
    assertThat(venue.orders("alice")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "\"order_qty\":100,\"limit_price\":790 | EOrder:Insufficient funds",
        "\"order_qty\":0.5,\"limit_price\":700.001 | EOrder:Tick size check failed",
        "\"order_qty\":\"0.5\",\"limit_price\":700 | Order_qty field must be a number_float",
        "\"order_qty\":0.5 | EGeneral:Invalid arguments:price",
        "\"order_qty\":0.5,\"limit_price\":700,\"price\":1 | Unsupported field: 'price' for the given msg type: add order",
        "\"order_qty\":0.5,\"limit_price\":700,\"margin\":true | EGeneral:Invalid arguments:leverage",
        "\"order_qty\":0.5,\"limit_price\":700,\"triggers\":{\"price\":1} | EGeneral:Invalid arguments:triggers",
        "\"order_qty\":0.5,\"limit_price\":700,\"stp_type\":\"cancel_both\" | EGeneral:Invalid arguments:stp_type",
        "\"order_qty\":0.5,\"limit_price\":700,\"deadline\":\"2013-01-01T00:00:00Z\" | EService:Deadline elapsed"
      })
  void anOrderThatCannotBeIsRefusedInKrakensWords(String fields, String error) {
    client.trade(
        "add_order",
        "\"order_type\":\"limit\",\"side\":\"buy\",\"symbol\":\"BTC/USD\"," + fields + ",");

    assertThat(client.last(1).path("success").asBoolean(true)).isFalse();
    assertThat(client.last(1).path("error").asString()).isEqualTo(error);
    assertThat(client.last(1).path("req_id").asInt()).isEqualTo(9);
    assertThat(venue.orders("alice")).isEmpty();
  }

  @Test
  void tradingNeedsAToken() {
    client.ask("{\"method\":\"cancel_all\",\"params\":{}}");
    assertThat(client.last(1).path("error").asString()).isEqualTo("Token(s) not found");
    client.ask("{\"method\":\"cancel_all\",\"params\":{\"token\":\"stolen\"}}");
    assertThat(client.last(1).path("error").asString()).isEqualTo("ESession:Invalid session");
    assertThat(client.last(1).toString()).doesNotContain("stolen");
  }
}
