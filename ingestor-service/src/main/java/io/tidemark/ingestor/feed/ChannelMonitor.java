package io.tidemark.ingestor.feed;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.tidemark.exchange.ChannelState;
import io.tidemark.exchange.ChannelStatus;
import io.tidemark.exchange.MarketChannel;
import io.tidemark.exchange.MarketSubscription;
import io.tidemark.model.InstrumentId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What the subscription tells of its channels, for REST, metrics and the feeds. It is asked when
 * refreshed, not for each of its thousands of readers. Safe for use by several threads.
 */
final class ChannelMonitor {

  private record Key(InstrumentId instrument, MarketChannel channel) {}

  private final MeterRegistry metrics;
  private final InstantSource clock;
  private volatile Map<Key, ChannelStatus> latest = Map.of();
  private volatile @Nullable MarketSubscription subscription;

  ChannelMonitor(MeterRegistry metrics, InstantSource clock) {
    this.metrics = metrics;
    this.clock = clock;
  }

  /** Watches a subscription from now on. */
  void watch(
      MarketSubscription running,
      Collection<InstrumentId> instruments,
      Set<MarketChannel> channels) {
    subscription = running;
    for (InstrumentId instrument : instruments) {
      channels.forEach(channel -> register(new Key(instrument, channel)));
    }
  }

  private void register(Key key) {
    Tags tags =
        Tags.of(
            "exchange",
            key.instrument.exchange(),
            "symbol",
            key.instrument.symbol().toString(),
            "channel",
            key.channel.name());
    gauge("tidemark_stream_channel_state", tags, key, status -> status.state().ordinal());
    gauge("tidemark_stream_channel_age_seconds", tags, key, this::ageOf);
    counter("messages", tags, key, ChannelStatus::messages);
    counter("duplicates", tags, key, ChannelStatus::duplicates);
    counter("reordered", tags, key, ChannelStatus::reordered);
    counter("resyncs", tags, key, ChannelStatus::resyncs);
    counter("stalls", tags, key, ChannelStatus::stalls);
    counter("invalid", tags, key, ChannelStatus::invalid);
  }

  private void gauge(String name, Tags tags, Key key, ToDoubleFunction<ChannelStatus> value) {
    Gauge.builder(name, this, monitor -> monitor.read(key, value)).tags(tags).register(metrics);
  }

  private double read(Key key, ToDoubleFunction<ChannelStatus> value) {
    ChannelStatus status = latest.get(key);
    return status == null ? Double.NaN : value.applyAsDouble(status);
  }

  private void counter(String what, Tags tags, Key key, ToLongFunction<ChannelStatus> value) {
    FunctionCounter.builder(
            "tidemark_stream_channel_" + what + "_total",
            this,
            monitor -> {
              ChannelStatus status = monitor.latest.get(key);
              return status == null ? 0 : value.applyAsLong(status);
            })
        .tags(tags)
        .register(metrics);
  }

  /** Seconds since the channel was heard of; not a number before. */
  private double ageOf(ChannelStatus status) {
    return status.lastHeard() == null
        ? Double.NaN
        : Math.max(0, Duration.between(status.lastHeard(), clock.instant()).toMillis() / 1000.0);
  }

  /**
   * Asks the subscription.
   *
   * @return the instruments whose trades stalled or were rebuilt since the last time: some may have
   *     been missed
   */
  List<InstrumentId> refresh() {
    MarketSubscription running = subscription;
    if (running == null) {
      return List.of();
    }
    Map<Key, ChannelStatus> before = latest;
    Map<Key, ChannelStatus> now = new HashMap<>();
    List<InstrumentId> doubtful = new ArrayList<>();
    for (ChannelStatus status : running.channels()) {
      Key key = new Key(status.instrument(), status.channel());
      now.put(key, status);
      if (status.channel() == MarketChannel.TRADES && interrupted(before.get(key), status)) {
        doubtful.add(status.instrument());
      }
    }
    latest = now;
    return doubtful;
  }

  /** When it stops, and again when it goes on: what came between was not streamed. */
  private static boolean interrupted(@Nullable ChannelStatus before, ChannelStatus now) {
    if (before == null) {
      return now.stalls() > 0 || now.resyncs() > 0;
    }
    return now.stalls() > before.stalls()
        || now.resyncs() > before.resyncs()
        || isBroken(before.state()) && !isBroken(now.state());
  }

  private static boolean isBroken(ChannelState state) {
    return switch (state) {
      case STALLED, RESYNCING -> true;
      case SUBSCRIBING, LIVE, IDLE, REFUSED, DISCONNECTED -> false;
    };
  }

  /** An instrument's channels as of the last refresh, in the order of {@link MarketChannel}. */
  List<ChannelStatus> of(InstrumentId instrument) {
    Map<Key, ChannelStatus> statuses = latest;
    List<ChannelStatus> found = new ArrayList<>();
    for (MarketChannel channel : MarketChannel.values()) {
      Optional.ofNullable(statuses.get(new Key(instrument, channel))).ifPresent(found::add);
    }
    return found;
  }
}
