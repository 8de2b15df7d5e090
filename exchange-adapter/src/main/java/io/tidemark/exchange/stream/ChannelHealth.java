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
 * it counts as refused and is asked for now and then, while the others go on; where the venue
 * confirms nothing at all, the connection is made anew. Of a channel that is silent for long the
 * venue is asked by REST whether it has something newer: if not, the channel is idle and asked
 * about ever more rarely; if so and it does not arrive, the channel is stalled and subscribed anew,
 * and if that does not help, the connection is made anew. Of the stream's worker alone.
 */
public final class ChannelHealth {

  private static final int MOST_ASKS = 2;
  private static final long NEVER = Long.MAX_VALUE;

  /** What was wrong that long ago has no bearing on how soon it is fetched anew. */
  private static final long RESYNC_MEMORY_NANOS = Duration.ofMinutes(1).toNanos();

  /** Wrong books are fetched one after the other, however many there are. */
  private static final long RESYNC_SPACING_NANOS = Duration.ofMillis(250).toNanos();

  private static final long FIRST_RESYNC_PAUSE_NANOS = Duration.ofSeconds(1).toNanos();

  /** What the venue would not confirm is asked for again after this, then ever more rarely. */
  private static final long FIRST_RETRY_PAUSE_NANOS = Duration.ofSeconds(30).toNanos();

  /** However many channels wait, they are asked for again one after the other. */
  private static final long RETRY_SPACING_NANOS = Duration.ofSeconds(1).toNanos();

  private static final int MOST_DOUBLINGS = 6;

  private final List<ChannelWatch> channels;
  private final ChannelVenue venue;
  private final StreamHealthSettings settings;
  private final InstantSource clock;

  private @Nullable ChannelWatch asking;
  private long nextQuestion;
  private long nextResync;
  private long nextRetry;
  private boolean answered;
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
    answered = false;
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
    ChannelState before = channel.state();
    answered = true;
    plan.confirmed = true;
    plan.retries = 0;
    plan.retryAt = NEVER;
    if (before == ChannelState.SUBSCRIBING || before == ChannelState.REFUSED) {
      plan.heardAt = stream.nanos();
      plan.lookAt = plan.heardAt + plan.patience;
      channel.become(ChannelState.LIVE, "confirmed");
      if (before == ChannelState.REFUSED && greeted) {
        greetLate(stream, channel);
      } else {
        settleStream(stream);
      }
    }
  }

  /** Where every channel was refused, the first that is not makes the stream live. */
  private void greetLate(StreamOutlet stream, ChannelWatch channel) {
    if (stream.state() == StreamState.REFUSED) {
      greeted = false;
      settleStream(stream);
    } else {
      stream.tell(StreamState.LIVE, channel, channel.label() + " confirmed at last");
    }
  }

  /** The venue refused a subscription for good; the other channels go on. */
  public void refused(StreamOutlet stream, ChannelWatch channel, String why) {
    answered = true;
    channel.plan.retryAt = NEVER;
    leaveOut(stream, channel, why);
  }

  /** The venue would not confirm a subscription: it is asked for again later, it alone. */
  private void postpone(StreamOutlet stream, ChannelWatch channel, String why) {
    ChannelPlan plan = channel.plan;
    long pause = FIRST_RETRY_PAUSE_NANOS << Math.min(plan.retries++, MOST_DOUBLINGS);
    long due = Math.max(stream.nanos() + pause, nextRetry);
    nextRetry = due + RETRY_SPACING_NANOS;
    plan.retryAt = due;
    leaveOut(stream, channel, why);
  }

  private void leaveOut(StreamOutlet stream, ChannelWatch channel, String why) {
    boolean known = channel.state() == ChannelState.REFUSED;
    channel.become(ChannelState.REFUSED, why);
    if (!known) {
      tellRefused(stream, channel);
    }
    settleStream(stream);
  }

  private static void tellRefused(StreamOutlet stream, ChannelWatch channel) {
    String why = channel.label() + ": " + channel.status().detail();
    stream.tell(StreamState.REFUSED, channel, why);
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
      // That the stream is live says nothing of these.
      channels.stream()
          .filter(channel -> channel.state() == ChannelState.REFUSED)
          .forEach(channel -> tellRefused(stream, channel));
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
      case REFUSED -> {
        if (channel.plan.retryAt != NEVER) {
          confirmed(stream, channel);
        }
      }
      case LIVE, RESYNCING, DISCONNECTED -> {
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
            case REFUSED -> {
              retry(stream, channel, now);
              yield Optional.empty();
            }
            case DISCONNECTED -> Optional.empty();
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

  private void retry(StreamOutlet stream, ChannelWatch channel, long now) {
    ChannelPlan plan = channel.plan;
    if (now < plan.retryAt) {
      return;
    }
    if (plan.retryAsked) {
      plan.retryAsked = false;
      postpone(stream, channel, channel.status().detail());
    } else {
      plan.retryAsked = true;
      plan.retryAt = now + settings.confirmTimeout().toNanos();
      venue.subscribe(stream, channel, false);
    }
  }

  /** Why the connection is to be made anew, if the venue confirms nothing on it. */
  private Optional<String> confirmation(StreamOutlet stream, ChannelWatch channel, long now) {
    ChannelPlan plan = channel.plan;
    if (now - plan.askedAt < settings.confirmTimeout().toNanos()) {
      return Optional.empty();
    }
    if (plan.asks >= MOST_ASKS) {
      String why = "asked for twice, and not confirmed within " + settings.confirmTimeout();
      if (!answered) {
        return Optional.of(why);
      }
      postpone(stream, channel, why + "; asked for again now and then");
      return Optional.empty();
    }
    channel.explain("not confirmed within " + settings.confirmTimeout() + "; asked for again");
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
