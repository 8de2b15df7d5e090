package io.tidemark.exchange.xchange;

import io.tidemark.model.InstrumentId;
import java.math.BigDecimal;
import java.net.URI;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What one venue answers about the same market. Times are those of 2026-03-01 from 11:58 on.
 *
 * @param base what of the venue's address belongs to every path
 * @param tradeId of the last trade
 * @param untradable a part of why it is not tradable; null if it is
 * @param answers by path
 * @param refused the path of the ticker
 * @param status of the refusal
 * @param refusal the body of "too many requests"
 */
record VenueAnswers(
    String exchange,
    String symbol,
    String base,
    BigDecimal tick,
    String tradeId,
    @Nullable String untradable,
    Map<String, String> answers,
    String refused,
    int status,
    String refusal) {

  /** 2026-03-01T11:58:00Z, T11:59:00Z and T11:59:59Z. */
  private static final String FIRST = "1772366280";

  private static final String SECOND = "1772366340";
  private static final String FORMING = "1772366400";
  private static final String TRADED = "1772366399";

  InstrumentId instrument() {
    return InstrumentId.of(exchange, symbol);
  }

  URI address(VenueStub stub) {
    return URI.create(stub.address() + base);
  }

  void prepare(VenueStub stub) {
    answers.forEach(stub::on);
  }

  void refuse(VenueStub stub) {
    stub.fails(refused, status, refusal);
  }

  @Override
  public String toString() {
    return exchange;
  }

  private static String written(String text) {
    return text.replace("FIRST", FIRST)
        .replace("SECOND", SECOND)
        .replace("FORMING", FORMING)
        .replace("TRADED", TRADED)
        .replace('\'', '"');
  }

  private static Map.Entry<String, String> at(String path, String body) {
    return Map.entry(path, written(body));
  }

  static Stream<VenueAnswers> all() {
    return Stream.of(
        binance(),
        okex(),
        kucoin(),
        gateio(),
        bitfinex(),
        bitstamp(),
        gemini(),
        coinbasePro(),
        bybit(),
        bitget(),
        krakenFutures());
  }

  private static VenueAnswers binance() {
    return new VenueAnswers(
        "binance",
        "BTC/USDT",
        "",
        new BigDecimal("0.01"),
        "7002",
        null,
        Map.ofEntries(
            at(
                "/api/v3/exchangeInfo",
                """
                {'timezone':'UTC','serverTime':FORMING000,'symbols':[{'symbol':'BTCUSDT',
                 'status':'TRADING','baseAsset':'BTC','quoteAsset':'USDT','filters':[
                 {'filterType':'PRICE_FILTER','minPrice':'0.01000000','maxPrice':'1000000.00000000',
                  'tickSize':'0.01000000'},
                 {'filterType':'LOT_SIZE','minQty':'0.00001000','maxQty':'9000.00000000',
                  'stepSize':'0.00001000'},
                 {'filterType':'MARKET_LOT_SIZE','minQty':'0.00000000','maxQty':'90.0',
                  'stepSize':'0.00000000'},
                 {'filterType':'NOTIONAL','minNotional':'5.00000000'}]}]}
                """),
            at("/api/v3/time", "{'serverTime':FORMING000}"),
            at(
                "/api/v3/klines",
                """
                [[FIRST000,'100.1','110.5','90.25','105.75','12.00000001',1772366339999,'1',3,'1','1','0'],
                 [SECOND000,'105.75','106','105','105.75','1',1772366399999,'1',3,'1','1','0'],
                 [FORMING000,'105.75','106','105','105.5','1',1772366459999,'1',3,'1','1','0']]
                """),
            at(
                "/api/v3/aggTrades",
                "[{'a':1,'p':'105.7','q':'0.5','f':7001,'l':7002,'T':TRADED000,'m':false,'M':true}]"),
            at(
                "/api/v3/historicalTrades",
                """
                [{'id':7001,'price':'105.70','qty':'0.1','time':1772366398000,'isBuyerMaker':true},
                 {'id':7002,'price':'105.75','qty':'0.5','time':TRADED000,'isBuyerMaker':false}]
                """),
            at(
                "/api/v3/depth",
                """
                {'lastUpdateId':1,'bids':[['105.50','2'],['105.00','3']],
                 'asks':[['106.00','1.5'],['107.00','1']]}
                """),
            at(
                "/api/v3/ticker/24hr",
                """
                {'symbol':'BTCUSDT','priceChange':'1','priceChangePercent':'1','weightedAvgPrice':'101',
                 'prevClosePrice':'100','lastPrice':'105.75','lastQty':'0.5','bidPrice':'105.50',
                 'bidQty':'2','askPrice':'106.00','askQty':'1.5','openPrice':'100','highPrice':'111',
                 'lowPrice':'90','volume':'1000','quoteVolume':'100000','openTime':1,'closeTime':2,
                 'firstId':1,'lastId':7002,'count':7001}
                """)),
        "/api/v3/ticker/24hr",
        429,
        "{\"code\":-1003,\"msg\":\"Too many requests.\"}");
  }

  private static VenueAnswers okex() {
    return new VenueAnswers(
        "okex",
        "BTC/USDT",
        "",
        new BigDecimal("0.1"),
        "9002",
        null,
        Map.ofEntries(
            at(
                "/api/v5/public/instruments",
                """
                {'code':'0','msg':'','data':[{'instType':'SPOT','instId':'BTC-USDT','uly':'',
                 'category':'1','baseCcy':'BTC','quoteCcy':'USDT','settleCcy':'','ctVal':'','ctMult':'',
                 'tickSz':'0.1','lotSz':'0.00000001','minSz':'0.00001','ctType':'','alias':'',
                 'state':'live'}]}
                """),
            at(
                "/api/v5/market/history-candles",
                """
                {'code':'0','msg':'','data':[
                 ['SECOND000','105.75','106','105','105.75','1','1','1','1'],
                 ['FIRST000','100.1','110.5','90.25','105.75','12.00000001','1','1','1']]}
                """),
            at(
                "/api/v5/market/trades",
                """
                {'code':'0','msg':'','data':[{'instId':'BTC-USDT','tradeId':'9002','px':'105.75',
                 'sz':'0.5','side':'buy','ts':'TRADED000'}]}
                """),
            at(
                "/api/v5/market/books",
                """
                {'code':'0','msg':'','data':[{'asks':[['106','1.5','0','1'],['107','1','0','1']],
                 'bids':[['105.5','2','0','1'],['105','3','0','1']],'ts':'FORMING000'}]}
                """),
            at(
                "/api/v5/market/ticker",
                """
                {'code':'0','msg':'','data':[{'instType':'SPOT','instId':'BTC-USDT','last':'105.75',
                 'lastSz':'0.5','askPx':'106','askSz':'1.5','bidPx':'105.5','bidSz':'2',
                 'open24h':'100','high24h':'111','low24h':'90','volCcy24h':'100000','vol24h':'1000',
                 'sodUtc0':'100','sodUtc8':'100','ts':'FORMING000'}]}
                """)),
        "/api/v5/market/ticker",
        429,
        "{\"code\":\"50011\",\"msg\":\"Requests too frequent.\"}");
  }

  private static VenueAnswers kucoin() {
    return new VenueAnswers(
        "kucoin",
        "BTC/USDT",
        "",
        new BigDecimal("0.1"),
        "8002",
        null,
        Map.ofEntries(
            at(
                "/api/v2/symbols",
                """
                {'code':'200000','data':[{'symbol':'BTC-USDT','name':'BTC-USDT','baseCurrency':'BTC',
                 'quoteCurrency':'USDT','feeCurrency':'USDT','market':'USDS','baseMinSize':'0.00001',
                 'quoteMinSize':'0.1','baseMaxSize':'10000','quoteMaxSize':'99999999',
                 'baseIncrement':'0.00000001','quoteIncrement':'0.000001','priceIncrement':'0.1',
                 'minFunds':'0.1','enableTrading':true}]}
                """),
            at(
                "/api/v1/market/candles",
                """
                {'code':'200000','data':[
                 ['FORMING','105.75','105.5','106','105','1','1'],
                 ['SECOND','105.75','105.75','106','105','1','1'],
                 ['FIRST','100.1','105.75','110.5','90.25','12.00000001','1']]}
                """),
            at(
                "/api/v1/market/histories",
                """
                {'code':'200000','data':[{'sequence':'8002','price':'105.75','size':'0.5','side':'buy',
                 'time':TRADED000000000}]}
                """),
            at(
                "/api/v1/market/orderbook/level2_100",
                """
                {'code':'200000','data':{'time':FORMING000,'sequence':'1',
                 'bids':[['105.5','2'],['105','3']],'asks':[['106','1.5'],['107','1']]}}
                """),
            at(
                "/api/v1/market/stats",
                """
                {'code':'200000','data':{'time':FORMING000,'symbol':'BTC-USDT','buy':'105.5',
                 'sell':'106','changeRate':'0','changePrice':'0','high':'111','low':'90','vol':'1000',
                 'volValue':'100000','last':'105.75','averagePrice':'101'}}
                """)),
        "/api/v1/market/stats",
        429,
        "{\"code\":\"429000\",\"msg\":\"Too Many Requests\"}");
  }

  private static VenueAnswers gateio() {
    return new VenueAnswers(
        "gateio",
        "BTC/USDT",
        "",
        new BigDecimal("0.1"),
        "5002",
        null,
        Map.ofEntries(
            at(
                "/api/v4/spot/currency_pairs",
                """
                [{'id':'BTC_USDT','base':'BTC','quote':'USDT','fee':'0.2','min_base_amount':'0.0001',
                  'min_quote_amount':'3','amount_precision':6,'precision':1,'trade_status':'tradable',
                  'sell_start':0,'buy_start':0}]
                """),
            at("/api/v4/spot/time", "{'server_time':FORMING000}"),
            at(
                "/api/v4/spot/candlesticks",
                """
                [['FIRST','1200','105.75','110.5','90.25','100.1','12.00000001','true'],
                 ['SECOND','105','105.75','106','105','105.75','1','true'],
                 ['FORMING','105','105.5','106','105','105.75','1','false']]
                """),
            at(
                "/api/v4/spot/trades",
                """
                [{'id':'5002','create_time':'TRADED','create_time_ms':'TRADED000.123','side':'buy',
                  'currency_pair':'BTC_USDT','amount':'0.5','price':'105.75'}]
                """),
            at(
                "/api/v4/spot/order_book",
                """
                {'current':FORMING000,'update':FORMING000,'asks':[['106','1.5'],['107','1']],
                 'bids':[['105.5','2'],['105','3']]}
                """),
            at(
                "/api/v4/spot/tickers",
                """
                [{'currency_pair':'BTC_USDT','last':'105.75','lowest_ask':'106','highest_bid':'105.5',
                  'change_percentage':'1','base_volume':'1000','quote_volume':'100000','high_24h':'111',
                  'low_24h':'90'}]
                """)),
        "/api/v4/spot/tickers",
        429,
        "{\"label\":\"TOO_MANY_REQUESTS\",\"message\":\"Request Rate limit Exceeded\"}");
  }

  private static VenueAnswers bitfinex() {
    return new VenueAnswers(
        "bitfinex",
        "BTC/USD",
        "",
        new BigDecimal("0.01"),
        "4002",
        "its fees",
        Map.ofEntries(
            at("/v1/symbols", "['btcusd']"),
            at(
                "/v1/symbols_details",
                """
                [{'pair':'btcusd','price_precision':5,'initial_margin':'30.0','minimum_margin':'15.0',
                  'maximum_order_size':'2000.0','minimum_order_size':'0.00006','expiration':'NA',
                  'margin':true}]
                """),
            at(
                "/v1/tickers",
                """
                [{'mid':'105.75','bid':'105.5','ask':'106','last_price':'105.75','low':'90','high':'111',
                  'volume':'1000','timestamp':'FORMING.1','pair':'BTCUSD'}]
                """),
            at(
                "/v2/candles/trade:1m:tBTCUSD/hist",
                """
                [[FIRST000,100.1,105.75,110.5,90.25,12.00000001],
                 [SECOND000,105.75,105.75,106,105,1],[FORMING000,105.75,105.5,106,105,1]]
                """),
            at("/v2/trades/tBTCUSD/hist", "[[4002,TRADED000,0.5,105.75]]"),
            at(
                "/v1/book/btcUSD",
                """
                {'bids':[{'price':'105.5','amount':'2','timestamp':'FORMING.0'},
                         {'price':'105','amount':'3','timestamp':'FORMING.0'}],
                 'asks':[{'price':'106','amount':'1.5','timestamp':'FORMING.0'},
                         {'price':'107','amount':'1','timestamp':'FORMING.0'}]}
                """),
            at("/v2/tickers", "[['tBTCUSD',105.5,2,106,1.5,1,0.01,105.75,1000,111,90]]")),
        "/v2/tickers",
        429,
        "[\"error\",11010,\"ratelimit: error\"]");
  }

  private static VenueAnswers bitstamp() {
    return new VenueAnswers(
        "bitstamp",
        "BTC/USD",
        "",
        new BigDecimal("1"),
        "3002",
        null,
        Map.ofEntries(
            at(
                "/api/v2/trading-pairs-info/",
                """
                [{'name':'BTC/USD','url_symbol':'btcusd','base_decimals':8,'counter_decimals':0,
                  'minimum_order':'10 USD','trading':'Enabled','instant_and_market_orders':'Enabled',
                  'description':'Bitcoin / U.S. dollar'}]
                """),
            at(
                "/api/v2/ohlc/btcusd/",
                """
                {'data':{'pair':'BTC/USD','ohlc':[
                 {'timestamp':'FIRST','open':'100.1','high':'110.5','low':'90.25','close':'105.75',
                  'volume':'12.00000001'},
                 {'timestamp':'SECOND','open':'105.75','high':'106','low':'105','close':'105.75',
                  'volume':'1'}]}}
                """),
            at(
                "/api/v2/transactions/btcusd/",
                "[{'date':'TRADED','tid':'3002','price':'105.75','amount':'0.5','type':'0'}]"),
            at(
                "/api/v2/order_book/btcusd/",
                """
                {'timestamp':'FORMING','bids':[['105.5','2'],['105','3']],
                 'asks':[['106','1.5'],['107','1']]}
                """),
            at(
                "/api/v2/ticker/btcusd/",
                """
                {'timestamp':'FORMING','open':'100','high':'111','low':'90','last':'105.75',
                 'volume':'1000','vwap':'101','bid':'105.5','ask':'106'}
                """)),
        "/api/v2/ticker/btcusd/",
        429,
        "{\"status\":\"error\",\"reason\":\"Too many requests\"}");
  }

  private static VenueAnswers gemini() {
    return new VenueAnswers(
        "gemini",
        "BTC/USD",
        "",
        new BigDecimal("0.01"),
        "2002",
        "the step of its quantity",
        Map.ofEntries(
            at("/v1/symbols", "['btcusd']"),
            at(
                "/v2/candles/btcusd/1m",
                """
                [[FORMING000,105.75,106,105,105.5,1],[SECOND000,105.75,106,105,105.75,1],
                 [FIRST000,100.1,110.5,90.25,105.75,12.00000001],[1772366220000,99,100,98,99,1]]
                """),
            at(
                "/v1/trades/btcusd",
                """
                [{'timestamp':TRADED,'timestampms':TRADED000,'tid':2002,'price':'105.75',
                  'amount':'0.5','exchange':'gemini','type':'buy'}]
                """),
            at(
                "/v1/book/btcusd",
                """
                {'bids':[{'price':'105.5','amount':'2','timestamp':'FORMING'},
                         {'price':'105','amount':'3','timestamp':'FORMING'}],
                 'asks':[{'price':'106','amount':'1.5','timestamp':'FORMING'},
                         {'price':'107','amount':'1','timestamp':'FORMING'}]}
                """),
            at(
                "/v1/pubticker/btcusd",
                """
                {'bid':'105.5','ask':'106','last':'105.75','volume':{'BTC':'1000','USD':'100000',
                 'timestamp':FORMING000}}
                """)),
        "/v1/pubticker/btcusd",
        429,
        "{\"result\":\"error\",\"reason\":\"RateLimit\",\"message\":\"Requests were made too frequently\"}");
  }

  private static VenueAnswers coinbasePro() {
    return new VenueAnswers(
        "coinbasepro",
        "BTC/USD",
        "",
        new BigDecimal("0.01"),
        "1002",
        null,
        Map.ofEntries(
            at(
                "/products",
                """
                [{'id':'BTC-USD','base_currency':'BTC','quote_currency':'USD',
                  'base_increment':'0.00000001','quote_increment':'0.01','base_min_size':'0.00000001',
                  'min_market_funds':'1','status':'online','trading_disabled':false,
                  'cancel_only':false,'limit_only':false,'post_only':false,'fx_stablecoin':false}]
                """),
            at(
                "/currencies",
                "[{'id':'BTC','name':'Bitcoin','min_size':'0.00000001','max_precision':'0.00000001','status':'online','details':{'type':'crypto','min_withdrawal_amount':0.0001}}]"),
            at(
                "/products/BTC-USD/candles",
                """
                [[FORMING,105,106,105.75,105.5,1],[SECOND,105,106,105.75,105.75,1],
                 [FIRST,90.25,110.5,100.1,105.75,12.00000001]]
                """),
            at(
                "/products/BTC-USD/trades",
                """
                [{'time':'2026-03-01T11:59:59.000000Z','trade_id':1002,'price':'105.75','size':'0.5',
                  'side':'sell'}]
                """),
            at(
                "/products/BTC-USD/book",
                """
                {'sequence':1,'bids':[['105.5','2',1],['105','3',1]],
                 'asks':[['106','1.5',1],['107','1',1]]}
                """),
            at(
                "/products/BTC-USD/ticker",
                """
                {'trade_id':1002,'price':'105.75','size':'0.5','bid':'105.5','ask':'106',
                 'volume':'1000','time':'2026-03-01T12:00:00Z'}
                """),
            at(
                "/products/BTC-USD/stats",
                """
                {'open':'100','high':'111','low':'90','last':'105.75','volume':'1000',
                 'volume_30day':'30000'}
                """)),
        "/products/BTC-USD/ticker",
        429,
        "{\"message\":\"Public rate limit exceeded\"}");
  }

  private static VenueAnswers bybit() {
    return new VenueAnswers(
        "bybit",
        "BTC/USDT",
        "",
        new BigDecimal("0.01"),
        "b2",
        null,
        Map.ofEntries(
            at(
                "/v5/market/instruments-info",
                """
                {'retCode':0,'retMsg':'OK','result':{'category':'spot','list':[{'symbol':'BTCUSDT',
                 'baseCoin':'BTC','quoteCoin':'USDT','innovation':'0','status':'Trading',
                 'marginTrading':'both','lotSizeFilter':{'basePrecision':'0.000001',
                 'quotePrecision':'0.00000001','minOrderQty':'0.000048','maxOrderQty':'71',
                 'minOrderAmt':'1','maxOrderAmt':'2000000'},'priceFilter':{'tickSize':'0.01'}}]},
                 'retExtInfo':{},'time':FORMING000}
                """),
            at(
                "/v5/market/kline",
                """
                {'retCode':0,'retMsg':'OK','result':{'symbol':'BTCUSDT','category':'spot','list':[
                 ['FORMING000','105.75','106','105','105.5','1','1'],
                 ['SECOND000','105.75','106','105','105.75','1','1'],
                 ['FIRST000','100.1','110.5','90.25','105.75','12.00000001','1']]}}
                """),
            at(
                "/v5/market/recent-trade",
                """
                {'retCode':0,'retMsg':'OK','result':{'category':'spot','list':[{'execId':'b2',
                 'symbol':'BTCUSDT','price':'105.75','size':'0.5','side':'Buy','time':'TRADED000',
                 'isBlockTrade':false}]}}
                """),
            at(
                "/v5/market/orderbook",
                """
                {'retCode':0,'retMsg':'OK','result':{'s':'BTCUSDT','a':[['106','1.5'],['107','1']],
                 'b':[['105.5','2'],['105','3']],'ts':FORMING000,'u':1}}
                """),
            at(
                "/v5/market/tickers",
                """
                {'retCode':0,'retMsg':'OK','result':{'category':'spot','list':[{'symbol':'BTCUSDT',
                 'bid1Price':'105.5','bid1Size':'2','ask1Price':'106','ask1Size':'1.5',
                 'lastPrice':'105.75','prevPrice24h':'100','price24hPcnt':'0.01','highPrice24h':'111',
                 'lowPrice24h':'90','turnover24h':'100000','volume24h':'1000',
                 'usdIndexPrice':'105.75'}]},'retExtInfo':{},'time':FORMING000}
                """)),
        "/v5/market/tickers",
        200,
        "{\"retCode\":10006,\"retMsg\":\"Too many visits. Exceeded the API Rate Limit.\",\"result\":{\"category\":\"spot\",\"list\":[]},\"retExtInfo\":{},\"time\":1}");
  }

  private static VenueAnswers bitget() {
    return new VenueAnswers(
        "bitget",
        "BTC/USDT",
        "",
        new BigDecimal("0.01"),
        "g2",
        null,
        Map.ofEntries(
            at(
                "/api/v2/spot/public/symbols",
                """
                {'code':'00000','msg':'success','requestTime':FORMING000,'data':[{'symbol':'BTCUSDT',
                 'baseCoin':'BTC','quoteCoin':'USDT','minTradeAmount':'0','maxTradeAmount':'90000',
                 'takerFeeRate':'0.002','makerFeeRate':'0.002','pricePrecision':'2',
                 'quantityPrecision':'6','quotePrecision':'8','status':'online','minTradeUSDT':'1',
                 'buyLimitPriceRatio':'0.05','sellLimitPriceRatio':'0.05','areaSymbol':'no'}]}
                """),
            at(
                "/api/v2/public/time",
                "{'code':'00000','msg':'success','data':{'serverTime':'FORMING000'}}"),
            at(
                "/api/v2/spot/market/history-candles",
                """
                {'code':'00000','msg':'success','data':[
                 ['FIRST000','100.1','110.5','90.25','105.75','12.00000001','1','1'],
                 ['SECOND000','105.75','106','105','105.75','1','1','1']]}
                """),
            at(
                "/api/v2/spot/market/fills",
                """
                {'code':'00000','msg':'success','data':[{'symbol':'BTCUSDT','tradeId':'g2',
                 'side':'buy','price':'105.75','size':'0.5','ts':'TRADED000'}]}
                """),
            at(
                "/api/v2/spot/market/orderbook",
                """
                {'code':'00000','msg':'success','data':{'asks':[['106','1.5'],['107','1']],
                 'bids':[['105.5','2'],['105','3']],'ts':'FORMING000'}}
                """),
            at(
                "/api/v2/spot/market/tickers",
                """
                {'code':'00000','msg':'success','data':[{'symbol':'BTCUSDT','high24h':'111',
                 'open':'100','low24h':'90','lastPr':'105.75','quoteVolume':'100000',
                 'baseVolume':'1000','usdtVolume':'100000','bidPr':'105.5','askPr':'106','bidSz':'2',
                 'askSz':'1.5','openUtc':'100','ts':'FORMING000','changeUtc24h':'0',
                 'change24h':'0'}]}
                """)),
        "/api/v2/spot/market/tickers",
        429,
        "{\"code\":\"429\",\"msg\":\"Too Many Requests\"}");
  }

  private static VenueAnswers krakenFutures() {
    return new VenueAnswers(
        "krakenfutures",
        "BTC-PERP/USD",
        "/derivatives",
        new BigDecimal("0.5"),
        "1",
        null,
        Map.ofEntries(
            at(
                "/derivatives/api/v3/instruments",
                """
                {'result':'success','instruments':[{'symbol':'PF_XBTUSD','type':'flexible_futures',
                 'tickSize':0.5,'contractSize':1,'tradeable':true,'impactMidSize':1,
                 'contractValueTradePrecision':4}],'serverTime':'2026-03-01T12:00:00.000Z'}
                """),
            at(
                "/api/charts/v1/trade/PF_XBTUSD/1m",
                """
                {'candles':[
                 {'time':FIRST000,'open':'100.1','high':'110.5','low':'90.25','close':'105.75',
                  'volume':'12.00000001'},
                 {'time':SECOND000,'open':'105.75','high':'106','low':'105','close':'105.75',
                  'volume':'1'}],'more_candles':false}
                """),
            at(
                "/derivatives/api/v3/history",
                """
                {'result':'success','history':[{'time':'2026-03-01T11:59:59.000Z','trade_id':1,
                 'uid':'u2','price':105.75,'size':0.5,'side':'buy','type':'fill'}],
                 'serverTime':'2026-03-01T12:00:00.000Z'}
                """),
            at(
                "/derivatives/api/v3/orderbook",
                """
                {'result':'success','orderBook':{'bids':[[105.5,2],[105,3]],
                 'asks':[[106,1.5],[107,1]]},'serverTime':'2026-03-01T12:00:00.000Z'}
                """),
            at(
                "/derivatives/api/v3/tickers",
                """
                {'result':'success','tickers':[{'tag':'perpetual','pair':'XBT:USD','symbol':'PF_XBTUSD',
                 'markPrice':105.7,'bid':105.5,'bidSize':2,'ask':106,'askSize':1.5,'vol24h':1000,
                 'openInterest':10,'open24h':100,'last':105.75,'lastTime':'2026-03-01T11:59:59.000Z',
                 'lastSize':0.5,'suspended':false,'fundingRate':0.1,'fundingRatePrediction':0.1}],
                 'serverTime':'2026-03-01T12:00:00.000Z'}
                """)),
        "/derivatives/api/v3/tickers",
        200,
        "{\"result\":\"error\",\"error\":\"apiLimitExceeded\",\"serverTime\":\"2026-03-01T12:00:00.000Z\"}");
  }
}
