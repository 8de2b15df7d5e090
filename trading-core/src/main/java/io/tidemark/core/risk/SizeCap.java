package io.tidemark.core.risk;

import io.tidemark.model.reason.DenialReason;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * The most that an entry may cost, by one limit.
 *
 * @param name of the limit, as a denial tells it
 * @param amount of the quote currency; 0 or below leaves no room
 * @param reason of the denial if this leaves too little; null for what the venue's minimum gives
 */
public record SizeCap(String name, BigDecimal amount, @Nullable DenialReason reason) {}
