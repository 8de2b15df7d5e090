package io.tidemark.exchange;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How an account stream stands, with counts since it was subscribed to.
 *
 * @param state how the stream stands now
 * @param detail why it has its state, in words
 * @param lastHeard when it told an order or a fill last, by this suite's clock; null if never
 * @param messages of orders and fills
 * @param duplicates fills told again and left out
 * @param revivals how often it was subscribed again with a new token after it had been live
 * @param stalls how often it went silent while the venue had news
 */
public record AccountStatus(
    StreamState state,
    String detail,
    @Nullable Instant lastHeard,
    long messages,
    long duplicates,
    long revivals,
    long stalls) {}
