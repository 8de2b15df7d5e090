package io.tidemark.exchange.kraken;

import io.tidemark.exchange.StreamState;
import io.tidemark.exchange.stream.StreamOutlet;
import io.tidemark.model.InstrumentId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A stream without a network: keeps what a protocol does with it. */
final class RecordingStream implements StreamOutlet {

  final List<String> sent = new ArrayList<>();
  final List<String> told = new ArrayList<>();
  final List<String> restarts = new ArrayList<>();
  private StreamState state = StreamState.CONNECTING;

  @Override
  public StreamState state() {
    return state;
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
  public void tell(StreamState about, @Nullable InstrumentId instrument, String detail) {
    told.add(about + " " + instrument);
  }

  @Override
  public void guard(Runnable call) {
    call.run();
  }

  @Override
  public void restart(String why) {
    restarts.add(why);
  }
}
