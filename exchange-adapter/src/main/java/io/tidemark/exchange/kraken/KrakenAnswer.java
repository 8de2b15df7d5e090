package io.tidemark.exchange.kraken;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;
import org.knowm.xchange.kraken.dto.KrakenResult;

/** An answer read field by field, where XChange's types leave some out. */
public final class KrakenAnswer extends KrakenResult<@Nullable JsonNode> {

  /** Reads what the venue wrote. */
  public KrakenAnswer(
      @JsonProperty("result") @Nullable JsonNode result,
      @JsonProperty("error") String @Nullable [] error) {
    super(result, error == null ? new String[0] : error);
  }
}
