package io.tidemark.exchange.stream;

import io.tidemark.exchange.ChannelState;
import io.tidemark.exchange.ChannelStatus;
import io.tidemark.exchange.MarketChannel;
import io.tidemark.model.InstrumentId;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One channel of one instrument: its state and counts, which any thread may read, and what {@link
 * ChannelHealth} plans for it, which is the worker's.
 */
public final class ChannelWatch {

  private final InstrumentId instrument;
  private final MarketChannel channel;
  private ChannelState state = ChannelState.DISCONNECTED;
  private String detail = "not connected yet";
  private @Nullable Instant lastHeard;
  private long messages;
  private long duplicates;
  private long reordered;
  private long resyncs;
  private long stalls;
  private long invalid;

  /** Of the worker alone. */
  final ChannelPlan plan = new ChannelPlan();

  public ChannelWatch(InstrumentId instrument, MarketChannel channel) {
    this.instrument = instrument;
    this.channel = channel;
  }

  public InstrumentId instrument() {
    return instrument;
  }

  public MarketChannel channel() {
    return channel;
  }

  /** The channel's name in a sentence. */
  public String label() {
    return channel.name().toLowerCase(Locale.ROOT);
  }

  public synchronized ChannelState state() {
    return state;
  }

  synchronized void become(ChannelState next, String why) {
    state = next;
    detail = why;
  }

  synchronized void explain(String why) {
    detail = why;
  }

  synchronized void heard(Instant at) {
    lastHeard = at;
    messages++;
  }

  /** Something was told again and left out. */
  public synchronized void countDuplicate() {
    duplicates++;
  }

  /** Something came after a later one. */
  public synchronized void countReordered() {
    reordered++;
  }

  /** Something cannot be true. */
  public synchronized void countInvalid() {
    invalid++;
  }

  synchronized void countResync() {
    resyncs++;
  }

  synchronized void countStall() {
    stalls++;
  }

  /** The state and the counts of one moment. */
  public synchronized ChannelStatus status() {
    return new ChannelStatus(
        instrument,
        channel,
        state,
        detail,
        lastHeard,
        messages,
        duplicates,
        reordered,
        resyncs,
        stalls,
        invalid);
  }
}
