package io.tidemark.simulator.tape;

/**
 * A recorded market as it was read.
 *
 * @param tape at least one trade
 * @param source where it came from, for people
 * @param sha256 of the bytes that were read
 * @param priceDecimals the decimals that 99 % of the prices do with: the market's tick
 * @param skippedRows rows in which nothing was traded, so nothing is replayed
 * @param roundedValues prices beyond 10 decimals and amounts beyond 8, rounded half up
 */
public record Recording(
    TradeTape tape,
    String source,
    String sha256,
    int priceDecimals,
    int skippedRows,
    int roundedValues) {}
