package io.tidemark.exchange.xchange;

import io.tidemark.exchange.ChannelState;
import io.tidemark.exchange.ChannelStatus;
import io.tidemark.exchange.MarketChannel;
import io.tidemark.model.InstrumentId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Counts what one channel of one instrument went through. Of the desk alone. */
final class ChannelRecord {

  /** Takes what comes of a channel that nobody asked for. */
  static final ChannelRecord NOT_ASKED_FOR = new ChannelRecord();

  private ChannelState state = ChannelState.SUBSCRIBING;
  private String detail = "asked for";
  private @Nullable Instant lastHeard;
  private long messages;
  private long duplicates;
  private long late;
  private long stalls;
  private long invalid;

  void become(ChannelState next, String why) {
    if (next == ChannelState.STALLED && state != ChannelState.STALLED) {
      stalls++;
    }
    state = next;
    detail = why;
  }

  void heard(Instant now) {
    messages++;
    lastHeard = now;
    state = ChannelState.LIVE;
    detail = "heard";
  }

  void duplicate() {
    duplicates++;
  }

  void late() {
    late++;
  }

  void invalid() {
    invalid++;
  }

  @Nullable Instant lastHeard() {
    return lastHeard;
  }

  ChannelStatus status(InstrumentId instrument, MarketChannel channel) {
    return new ChannelStatus(
        instrument,
        channel,
        state,
        detail,
        lastHeard,
        messages,
        duplicates,
        late,
        0,
        stalls,
        invalid);
  }
}
