package io.tidemark.execution.venue;

import java.math.BigDecimal;

/**
 * What an account holds of a currency.
 *
 * @param reserved what open orders hold of it
 * @param free the rest
 */
public record VenueBalance(
    String currency, BigDecimal total, BigDecimal reserved, BigDecimal free) {}
