package io.tidemark.exchange;

import io.tidemark.model.InstrumentId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How one channel of one instrument stands, and what it went through since it was opened.
 *
 * @param detail why, for the operator
 * @param lastHeard when the last message of it came, by this suite's clock; null before the first
 * @param messages that came
 * @param duplicates that were left out, being known already
 * @param reordered that came after a later one and were put in order, or left out where the venue
 *     tells states
 * @param resyncs how often what we had was wrong (a checksum, a sequence) and was fetched anew
 * @param stalls how often it went silent while the venue had news
 * @param invalid what was quarantined
 */
public record ChannelStatus(
    InstrumentId instrument,
    MarketChannel channel,
    ChannelState state,
    String detail,
    @Nullable Instant lastHeard,
    long messages,
    long duplicates,
    long reordered,
    long resyncs,
    long stalls,
    long invalid) {}
