package io.tidemark.exchange.kraken;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.knowm.xchange.kraken.KrakenAuthenticated;
import si.mazi.rescu.ParamsDigest;
import si.mazi.rescu.SynchronizedValueFactory;

/**
 * XChange's Kraken calls, and those it lacks: orders by client order id with a deadline, and
 * answers whose fields its types leave out. A parameter that is null is not sent.
 */
@Path("0")
@Produces(MediaType.APPLICATION_JSON)
public interface KrakenRequests extends KrakenAuthenticated {

  /** Every pair with its rules; XChange's type lacks tick size, minimum cost and status. */
  @GET
  @Path("public/AssetPairs")
  KrakenAnswer assetPairs() throws IOException;

  /** One ticker; XChange's type rounds the quantities at the top to whole lots. */
  @GET
  @Path("public/Ticker")
  KrakenAnswer ticker(@QueryParam("pair") String pair) throws IOException;

  /**
   * Trades, at most 1000; XChange's type fails as a whole on a row that cannot be read.
   *
   * @param since nanoseconds; null for the latest
   */
  @GET
  @Path("public/Trades")
  KrakenAnswer trades(
      @QueryParam("pair") String pair,
      @QueryParam("since") @Nullable Long since,
      @QueryParam("count") int count)
      throws IOException;

  /**
   * Candles, the last one forming; XChange's type fails as a whole on a row that cannot be read.
   *
   * @param interval minutes
   * @param since seconds, excluded; null for all there are
   */
  @GET
  @Path("public/OHLC")
  KrakenAnswer candles(
      @QueryParam("pair") String pair,
      @QueryParam("interval") int interval,
      @QueryParam("since") @Nullable Long since)
      throws IOException;

  /** Balances with what open orders hold. */
  @POST
  @Path("private/BalanceEx")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  KrakenAnswer balanceEx(
      @HeaderParam("API-Key") String key,
      @HeaderParam("API-Sign") ParamsDigest signer,
      @FormParam("nonce") SynchronizedValueFactory<Long> nonce)
      throws IOException;

  /**
   * Places an order that the venue refuses after {@code deadline} (RFC 3339).
   *
   * @param validate true to have it checked only
   */
  @POST
  @Path("private/AddOrder")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  KrakenAnswer addOrder(
      @FormParam("pair") String pair,
      @FormParam("type") String side,
      @FormParam("ordertype") String orderType,
      @FormParam("volume") String volume,
      @FormParam("price") @Nullable String price,
      @FormParam("oflags") String flags,
      @FormParam("timeinforce") @Nullable String timeInForce,
      @FormParam("cl_ord_id") String clientOrderId,
      @FormParam("deadline") String deadline,
      @FormParam("validate") @Nullable Boolean validate,
      @HeaderParam("API-Key") String key,
      @HeaderParam("API-Sign") ParamsDigest signer,
      @FormParam("nonce") SynchronizedValueFactory<Long> nonce)
      throws IOException;

  /** Cancels an order by client order id. */
  @POST
  @Path("private/CancelOrder")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  KrakenAnswer cancelByClientId(
      @FormParam("cl_ord_id") String clientOrderId,
      @HeaderParam("API-Key") String key,
      @HeaderParam("API-Sign") ParamsDigest signer,
      @FormParam("nonce") SynchronizedValueFactory<Long> nonce)
      throws IOException;

  /**
   * Open orders: all, or those of one client order id.
   *
   * @param trades whether each names its trades
   */
  @POST
  @Path("private/OpenOrders")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  KrakenAnswer openOrders(
      @FormParam("cl_ord_id") @Nullable String clientOrderId,
      @FormParam("trades") @Nullable Boolean trades,
      @HeaderParam("API-Key") String key,
      @HeaderParam("API-Sign") ParamsDigest signer,
      @FormParam("nonce") SynchronizedValueFactory<Long> nonce)
      throws IOException;

  /**
   * The closed orders of one client order id.
   *
   * @param trades whether each names its trades
   */
  @POST
  @Path("private/ClosedOrders")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  KrakenAnswer closedOrders(
      @FormParam("cl_ord_id") String clientOrderId,
      @FormParam("trades") boolean trades,
      @HeaderParam("API-Key") String key,
      @HeaderParam("API-Sign") ParamsDigest signer,
      @FormParam("nonce") SynchronizedValueFactory<Long> nonce)
      throws IOException;

  /** Orders by the venue's ids, at most 50, separated by commas. */
  @POST
  @Path("private/QueryOrders")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  KrakenAnswer queryOrders(
      @FormParam("txid") String venueOrderIds,
      @HeaderParam("API-Key") String key,
      @HeaderParam("API-Sign") ParamsDigest signer,
      @FormParam("nonce") SynchronizedValueFactory<Long> nonce)
      throws IOException;

  /** Trades by the venue's ids, at most 20, separated by commas. */
  @POST
  @Path("private/QueryTrades")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  KrakenAnswer queryTrades(
      @FormParam("txid") String venueTradeIds,
      @HeaderParam("API-Key") String key,
      @HeaderParam("API-Sign") ParamsDigest signer,
      @FormParam("nonce") SynchronizedValueFactory<Long> nonce)
      throws IOException;

  /** The account's trades after {@code start} (seconds), newest first, 50 a page. */
  @POST
  @Path("private/TradesHistory")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  KrakenAnswer tradesHistory(
      @FormParam("start") long start,
      @FormParam("ofs") int offset,
      @HeaderParam("API-Key") String key,
      @HeaderParam("API-Sign") ParamsDigest signer,
      @FormParam("nonce") SynchronizedValueFactory<Long> nonce)
      throws IOException;
}
