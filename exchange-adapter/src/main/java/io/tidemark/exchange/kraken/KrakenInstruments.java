package io.tidemark.exchange.kraken;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidemark.exchange.InstrumentDetails;
import io.tidemark.exchange.kraken.KrakenSymbols.Pair;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.InstrumentRules;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Reads the AssetPairs answer. */
final class KrakenInstruments {

  /** Kraken lists fees in percent. */
  private static final int PERCENT = 2;

  private KrakenInstruments() {}

  /** The pairs that have a stream name; a dark pool has none. */
  static KrakenSymbols read(String exchange, JsonNode result) {
    List<Pair> pairs = new ArrayList<>();
    result
        .properties()
        .forEach(
            entry -> {
              if (entry.getValue().hasNonNull("wsname")) {
                pairs.add(pair(exchange, entry.getKey(), entry.getValue()));
              }
            });
    return new KrakenSymbols(pairs);
  }

  private static Pair pair(String exchange, String restName, JsonNode pair) {
    String streamName = pair.path("wsname").asText();
    InstrumentDetails details =
        new InstrumentDetails(
            new InstrumentId(exchange, KrakenSymbols.symbolOf(streamName)),
            restName,
            rules(pair),
            "online".equals(pair.path("status").asText("online")));
    return new Pair(details, restName, pair.path("altname").asText(restName), streamName);
  }

  private static InstrumentRules rules(JsonNode pair) {
    BigDecimal priceStep = BigDecimal.ONE.movePointLeft(pair.path("pair_decimals").asInt());
    BigDecimal taker = firstFee(pair.path("fees"), BigDecimal.ZERO);
    return new InstrumentRules(
        decimal(pair.path("tick_size"), priceStep),
        BigDecimal.ONE.movePointLeft(pair.path("lot_decimals").asInt()),
        decimal(pair.path("ordermin"), BigDecimal.ZERO),
        decimal(pair.path("costmin"), BigDecimal.ZERO),
        taker,
        firstFee(pair.path("fees_maker"), taker));
  }

  private static BigDecimal firstFee(JsonNode schedule, BigDecimal otherwise) {
    JsonNode fee = schedule.path(0).path(1);
    return fee.isMissingNode() ? otherwise : decimal(fee, otherwise).movePointLeft(PERCENT);
  }

  private static BigDecimal decimal(JsonNode value, BigDecimal otherwise) {
    return value.isMissingNode() || value.isNull() ? otherwise : new BigDecimal(value.asText());
  }
}
