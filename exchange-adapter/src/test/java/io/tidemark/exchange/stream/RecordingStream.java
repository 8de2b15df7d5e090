package io.tidemark.exchange.stream;

import io.tidemark.exchange.StreamState;
import io.tidemark.exchange.VenueReadException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A stream without a network and with a time of its own: keeps what a protocol does with it. */
public final class RecordingStream implements StreamOutlet {

  public final List<String> sent = new ArrayList<>();
  public final List<String> told = new ArrayList<>();
  public final List<String> restarts = new ArrayList<>();
  private final Deque<Runnable> asides = new ArrayDeque<>();
  private StreamState state = StreamState.CONNECTING;
  private long nanos;

  /** Time goes on. */
  public void pass(Duration time) {
    nanos += time.toNanos();
  }

  /** Answers what was asked beside the worker; tells how many questions there were. */
  public int answer() {
    int answered = 0;
    for (Runnable next = asides.poll(); next != null; next = asides.poll()) {
      next.run();
      answered++;
    }
    return answered;
  }

  @Override
  public StreamState state() {
    return state;
  }

  @Override
  public long nanos() {
    return nanos;
  }

  @Override
  public void send(String text) {
    sent.add(text);
  }

  @Override
  public void become(StreamState next, String detail) {
    state = next;
    told.add(next.toString());
  }

  @Override
  public void tell(StreamState about, ChannelWatch channel, String detail) {
    told.add(about + " " + channel.instrument());
  }

  @Override
  public void guard(Runnable call) {
    call.run();
  }

  @Override
  public void aside(Supplier<Runnable> question, Consumer<String> otherwise) {
    asides.add(
        () -> {
          try {
            question.get().run();
          } catch (VenueReadException e) {
            otherwise.accept(String.valueOf(e.getMessage()));
          }
        });
  }

  @Override
  public void restart(String why) {
    restarts.add(why);
  }
}
