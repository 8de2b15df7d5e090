package io.tidemark.position.query;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.tidemark.model.reason.ExitReason;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A position and why it is as it is.
 *
 * @param exits each exit order that closed a part of it, oldest first
 * @param chain the inputs that led to it and what each led to, oldest first
 */
record PositionDetail(
    @JsonUnwrapped PositionView position, List<ExitView> exits, List<ChainLink> chain) {

  /**
   * An exit order that closed a part of the position or the last of it.
   *
   * @param price average, weighted by quantity
   * @param pnl after its fees and its share of the entry fees
   * @param firstFillAt when it began to fill
   * @param lastFillAt when it last filled
   */
  record ExitView(
      UUID clientOrderId,
      ExitReason reason,
      BigDecimal price,
      BigDecimal quantity,
      BigDecimal fee,
      BigDecimal pnl,
      int fills,
      Instant firstFillAt,
      Instant lastFillAt) {}

  /**
   * An input, or an event that one led to.
   *
   * @param sequence of the input in the journal
   * @param number 0 for the input itself, from 1 for what it led to
   * @param topic where an input came from; null for what it led to
   * @param fromOffset of the input, or the first of a stretch of trades
   * @param toOffset of the input, or the last of a stretch of trades
   * @param event null for a stretch of trades
   */
  record ChainLink(
      long sequence,
      int number,
      Direction direction,
      @Nullable String topic,
      @Nullable Integer partition,
      @Nullable Long fromOffset,
      @Nullable Long toOffset,
      @Nullable JsonNode event) {}

  /** Which way an event went. */
  enum Direction {
    INPUT,
    OUTPUT
  }
}
