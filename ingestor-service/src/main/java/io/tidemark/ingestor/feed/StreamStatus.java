package io.tidemark.ingestor.feed;

import io.tidemark.exchange.StreamState;
import io.tidemark.model.Symbol;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How one instrument's stream stands.
 *
 * @param state of the connection
 * @param joined whether what came before the stream has been fetched
 * @param detail why the connection has its state
 * @param lastEventTime of the venue; null before the first event
 * @param ageSeconds since the last event, by the suite's clock; null before the first
 * @param trades told since the start
 * @param recovered of these, fetched by REST
 * @param gaps spans of which trades may be missing
 */
public record StreamStatus(
    String exchange,
    Symbol symbol,
    StreamState state,
    boolean joined,
    String detail,
    @Nullable Instant lastEventTime,
    @Nullable BigDecimal ageSeconds,
    long trades,
    long tickers,
    long books,
    long bars,
    long recovered,
    long duplicates,
    long corrections,
    long gaps,
    long reconnects) {}
