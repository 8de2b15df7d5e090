package io.tidemark.exchange.stream;

import io.tidemark.exchange.ChannelState;
import io.tidemark.exchange.StreamHealthSettings;
import io.tidemark.exchange.StreamState;
import io.tidemark.exchange.stream.ChannelVenue.Answer;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a stream's channels honest. A subscription that is not confirmed is asked for again, then
 * the connection is made anew. Of a channel that is silent for long the venue is asked by REST
 * whether it has something newer: if not, the channel is idle and asked about ever more rarely; if
 * so and it does not arrive, the channel is stalled and subscribed anew, and if that does not help,
 * the connection is made anew. Of the stream's worker alone.
 */
public final class ChannelHealth {

  private static final int MOST_ASKS = 2;
  private static final long NEVER = Long.MAX_VALUE;

  /** What was wrong that long ago has no bearing on how soon it is fetched anew. */
  private static final long RESYNC_MEMORY_NANOS = Duration.ofMinutes(1).toNanos();

  /** Wrong books are fetched one after the other, however many there are. */
  private static final long RESYNC_SPACING_NANOS = Duration.ofMillis(250).toNanos();

  private static final long FIRST_RESYNC_PAUSE_NANOS = Duration.ofSeconds(1).toNanos();
  private static final int MOST_DOUBLINGS = 6;

  private final List<ChannelWatch> channels;
  private final ChannelVenue venue;
  private final StreamHealthSettings settings;
  private final InstantSource clock;

  private @Nullable ChannelWatch asking;
  private long nextQuestion;
  private long nextResync;
  private boolean greeted;

  /**
   * @param clock dates what is heard
   */
  public ChannelHealth(
      List<ChannelWatch> channels,
      ChannelVenue venue,
      StreamHealthSettings settings,
      InstantSource clock) {
    this.channels = List.copyOf(channels);
    this.venue = venue;
    this.settings = settings;
    this.clock = clock;
  }

  /** A new connection is open, and every channel was asked for on it. */
  public void opened(StreamOutlet stream) {
    long now = stream.nanos();
    asking = null;
    greeted = false;
    for (ChannelWatch channel : channels) {
      channel.become(ChannelState.SUBSCRIBING, "asked for");
      channel.plan.restart(now, silence(channel), settings.longestPause());
      channel.plan.asked(now, false);
    }
  }

  /** The connection is lost. */
  public void lost(String why) {
    asking = null;
    channels.forEach(channel -> channel.become(ChannelState.DISCONNECTED, why));
  }

  private Duration silence(ChannelWatch channel) {
    return settings.silenceOf(channel.channel());
  }

  /** The venue confirmed a subscription. */
  public void confirmed(StreamOutlet stream, ChannelWatch channel) {
    ChannelPlan plan = channel.plan;
    plan.confirmed = true;
    if (channel.state() == ChannelState.SUBSCRIBING || channel.state() == ChannelState.REFUSED) {
      plan.heardAt = stream.nanos();
      plan.lookAt = plan.heardAt + plan.patience;
      channel.become(ChannelState.LIVE, "confirmed");
      settleStream(stream);
    }
  }

  /** The venue refused a subscription; the other channels go on. */
  public void refused(StreamOutlet stream, ChannelWatch channel, String why) {
    channel.become(ChannelState.REFUSED, why);
    stream.tell(StreamState.REFUSED, channel, channel.label() + ": " + why);
    settleStream(stream);
  }

  /** The stream is live once each channel is confirmed or refused, and not all are refused. */
  private void settleStream(StreamOutlet stream) {
    long refused = count(ChannelState.REFUSED);
    if (greeted || count(ChannelState.SUBSCRIBING) > 0) {
      return;
    }
    greeted = true;
    if (refused == channels.size()) {
      stream.become(StreamState.REFUSED, "every channel was refused");
    } else if (refused > 0) {
      stream.become(
          StreamState.LIVE,
          "%d of %d channels confirmed, %d refused"
              .formatted(channels.size() - refused, channels.size(), refused));
    } else {
      stream.become(StreamState.LIVE, "all channels confirmed");
    }
  }

  private long count(ChannelState state) {
    return channels.stream().filter(channel -> channel.state() == state).count();
  }

  /** A message of a channel came. */
  public void heard(StreamOutlet stream, ChannelWatch channel) {
    channel.heard(clock.instant());
    channel.plan.heard(stream.nanos(), silence(channel));
    switch (channel.state()) {
      case SUBSCRIBING -> confirmed(stream, channel);
      case IDLE, STALLED -> live(stream, channel, channel.label() + " heard again");
      case LIVE, RESYNCING, REFUSED, DISCONNECTED -> {
        // What is being fetched anew tells itself when it is right.
      }
    }
  }

  private static void live(StreamOutlet stream, ChannelWatch channel, String why) {
    channel.become(ChannelState.LIVE, why);
    stream.tell(StreamState.LIVE, channel, why);
  }

  /** What we had of a channel is wrong: it is fetched anew, the more often the later. */
  public void wrong(StreamOutlet stream, ChannelWatch channel, String why) {
    long now = stream.nanos();
    ChannelPlan plan = channel.plan;
    channel.countResync();
    channel.become(ChannelState.RESYNCING, why);
    stream.tell(StreamState.BOOK_RESYNC, channel, why);
    plan.resyncs = now - plan.resyncedAt > RESYNC_MEMORY_NANOS ? 1 : plan.resyncs + 1;
    plan.resyncedAt = now;
    long due = Math.max(now + resyncPause(plan.resyncs), nextResync);
    nextResync = due + RESYNC_SPACING_NANOS;
    plan.resubscribeAt = due;
    fetchDue(stream, channel, now);
  }

  private static long resyncPause(int resyncs) {
    return resyncs <= 1 ? 0 : FIRST_RESYNC_PAUSE_NANOS << Math.min(resyncs - 2, MOST_DOUBLINGS);
  }

  private void fetchDue(StreamOutlet stream, ChannelWatch channel, long now) {
    ChannelPlan plan = channel.plan;
    if (now >= plan.resubscribeAt) {
      plan.resubscribeAt = NEVER;
      plan.asked(now, false);
      venue.subscribe(stream, channel, true);
    }
  }

  /** What was fetched anew is there. */
  public void right(StreamOutlet stream, ChannelWatch channel) {
    if (channel.state() == ChannelState.RESYNCING) {
      live(stream, channel, channel.label() + " right again");
    }
  }

  /** Looks after each channel. */
  public void tick(StreamOutlet stream) {
    long now = stream.nanos();
    for (ChannelWatch channel : channels) {
      Optional<String> broken =
          switch (channel.state()) {
            case SUBSCRIBING -> confirmation(stream, channel, now);
            case RESYNCING -> refetch(stream, channel, now);
            case STALLED ->
                channel.plan.confirmed
                    ? arrival(stream, channel, now)
                    : confirmation(stream, channel, now);
            case LIVE, IDLE -> arrival(stream, channel, now);
            case REFUSED, DISCONNECTED -> Optional.empty();
          };
      if (broken.isPresent()) {
        channel.plan.rebuilds++;
        stream.restart(
            "%s of %s: %s".formatted(channel.label(), channel.instrument(), broken.get()));
        return;
      }
    }
    ask(stream, now);
  }

  private Optional<String> refetch(StreamOutlet stream, ChannelWatch channel, long now) {
    if (channel.plan.resubscribeAt != NEVER) {
      fetchDue(stream, channel, now);
      return Optional.empty();
    }
    return confirmation(stream, channel, now);
  }

  /** Why the connection is to be made anew, if the venue does not answer a subscription. */
  private Optional<String> confirmation(StreamOutlet stream, ChannelWatch channel, long now) {
    ChannelPlan plan = channel.plan;
    if (now - plan.askedAt < settings.confirmTimeout().toNanos()) {
      return Optional.empty();
    }
    if (plan.asks >= MOST_ASKS) {
      return Optional.of("asked for twice, and not answered within " + settings.confirmTimeout());
    }
    channel.explain("not answered within " + settings.confirmTimeout() + "; asked for again");
    plan.asked(now, true);
    venue.subscribe(stream, channel, false);
    return Optional.empty();
  }

  /** Why the connection is to be made anew, if what the venue has newer does not arrive. */
  private Optional<String> arrival(StreamOutlet stream, ChannelWatch channel, long now) {
    ChannelPlan plan = channel.plan;
    Answer newer = plan.newer;
    if (newer == null || now - plan.newerSince < settings.arrivalGrace().toNanos()) {
      return Optional.empty();
    }
    if (plan.resubscribed) {
      return Optional.of("silent after it was subscribed anew, though the venue has newer");
    }
    newer.settle();
    plan.newer = null;
    plan.resubscribed = true;
    plan.lookAt = now + settings.arrivalGrace().toNanos();
    String why =
        "%s silent for %s though the venue has newer; subscribed anew"
            .formatted(
                channel.label(),
                Duration.ofNanos(now - plan.heardAt).truncatedTo(ChronoUnit.MILLIS));
    channel.countStall();
    channel.become(ChannelState.STALLED, why);
    stream.tell(StreamState.STALLED, channel, why);
    plan.asked(now, false);
    venue.subscribe(stream, channel, true);
    return Optional.empty();
  }

  /** One question at a time, about the channel that waits the longest. */
  private void ask(StreamOutlet stream, long now) {
    if (asking != null || now < nextQuestion) {
      return;
    }
    channels.stream()
        .filter(channel -> isDoubtful(channel, now))
        .min(Comparator.comparingLong(channel -> channel.plan.lookAt))
        .ifPresent(channel -> ask(stream, channel, now));
  }

  private static boolean isDoubtful(ChannelWatch channel, long now) {
    ChannelPlan plan = channel.plan;
    return plan.newer == null
        && now >= plan.lookAt
        && switch (channel.state()) {
          case LIVE, IDLE -> true;
          case STALLED -> plan.confirmed;
          case SUBSCRIBING, RESYNCING, REFUSED, DISCONNECTED -> false;
        };
  }

  private void ask(StreamOutlet stream, ChannelWatch channel, long now) {
    asking = channel;
    var question = venue.question(channel);
    stream.aside(
        () -> {
          Answer answer = question.get();
          return () -> answered(stream, channel, now, answer);
        },
        why -> notAnswered(stream, channel, why));
  }

  private void answered(StreamOutlet stream, ChannelWatch channel, long askedAt, Answer answer) {
    long now = stream.nanos();
    questionEnds(now);
    ChannelPlan plan = channel.plan;
    if (plan.heardAt > askedAt || channel.state() == ChannelState.RESYNCING) {
      return;
    }
    if (answer.isNewer()) {
      plan.newer = answer;
      plan.newerSince = now;
      return;
    }
    answer.settle();
    plan.quiet(now, settings.longestPause());
    if (channel.state() != ChannelState.IDLE) {
      String why = channel.label() + " quiet; the venue has nothing newer";
      channel.become(ChannelState.IDLE, why);
      stream.tell(StreamState.IDLE, channel, why);
    }
  }

  private void notAnswered(StreamOutlet stream, ChannelWatch channel, String why) {
    long now = stream.nanos();
    questionEnds(now);
    channel.plan.quiet(now, settings.longestPause());
    channel.explain("quiet, and the venue could not be asked: " + why);
  }

  private void questionEnds(long now) {
    asking = null;
    nextQuestion = now + settings.questionPause().toNanos();
  }
}
