package io.tidemark.simulator.faults;

import io.tidemark.simulator.faults.Effect.BadChecksum;
import io.tidemark.simulator.faults.Effect.ClockSkew;
import io.tidemark.simulator.faults.Effect.Drop;
import io.tidemark.simulator.faults.Effect.DropMessages;
import io.tidemark.simulator.faults.Effect.Duplicate;
import io.tidemark.simulator.faults.Effect.HttpError;
import io.tidemark.simulator.faults.Effect.InvalidData;
import io.tidemark.simulator.faults.Effect.Latency;
import io.tidemark.simulator.faults.Effect.RateLimitError;
import io.tidemark.simulator.faults.Effect.RefuseSubscription;
import io.tidemark.simulator.faults.Effect.Reorder;
import io.tidemark.simulator.faults.Effect.Silence;
import io.tidemark.simulator.faults.Effect.Stall;
import io.tidemark.simulator.faults.Effect.TimeoutAfterAccept;
import io.tidemark.simulator.faults.Effect.TokenFailure;
import io.tidemark.simulator.faults.Effect.TokenPlace;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What becomes of what a WebSocket tells. Every protocol sends every message through here, and asks
 * here before it takes a subscription; without faults that costs nothing.
 */
public final class StreamFaults {

  private final FaultBoard board;
  private final Map<Connection, Boolean> connections = new LinkedHashMap<>();
  private final Map<Window, List<String>> held = new LinkedHashMap<>();
  private final LateMessages late = new LateMessages();

  /** Messages that change places with each other. */
  private record Window(Fault fault, Connection connection, Told told) {}

  public StreamFaults(FaultBoard board) {
    this.board = board;
    board.onChange(this::boardChanged);
  }

  private void boardChanged() {
    for (Map.Entry<Window, List<String>> entry : List.copyOf(held.entrySet())) {
      if (!entry.getKey().fault().isActive()) {
        held.remove(entry.getKey());
        entry.getValue().forEach(text -> sendBehind(entry.getKey(), text));
      }
    }
  }

  private void sendBehind(Window window, String text) {
    if (!late.follow(window.connection(), window.told(), text)) {
      window.connection().send(text);
    }
  }

  /**
   * Cuts the connections that a new fault is about; one that refuses none has then done its work.
   */
  void cut(Fault fault, Drop drop) {
    connections.entrySet().stream()
        .filter(entry -> drop.connections().include(entry.getValue()))
        .map(Map.Entry::getKey)
        .toList()
        .forEach(
            connection -> {
              if (fault.strikes()) {
                connection.disconnect();
              }
            });
    if (!drop.refuse()) {
      fault.end();
    }
    board.endWhatIsOver();
  }

  /** A connection is there. */
  public void opened(Connection connection, boolean isPrivate) {
    connections.put(connection, isPrivate);
  }

  /** A connection is gone. */
  public void closed(Connection connection) {
    connections.remove(connection);
    held.keySet().removeIf(window -> window.connection().equals(connection));
    late.forget(connection);
  }

  /** Whether a new connection is turned away. */
  public boolean refusesConnection(boolean isPrivate) {
    return !board.isQuiet()
        && board.active().stream()
            .anyMatch(
                fault ->
                    fault.effect() instanceof Drop drop
                        && drop.refuse()
                        && drop.connections().include(isPrivate)
                        && fault.strikes());
  }

  /** Why a subscription is refused, in the venue's words; empty if it is not. */
  public Optional<String> refusesSubscription(Told told) {
    if (board.isQuiet()) {
      return Optional.empty();
    }
    for (Fault fault : board.active()) {
      if (fault.effect() instanceof RefuseSubscription(String message)
          && fault.concerns(told)
          && fault.strikes()) {
        return Optional.of(message);
      }
      if (fault.effect() instanceof TokenFailure(TokenPlace at)
          && at != TokenPlace.REQUEST
          && told.kind() == Told.Kind.ACCOUNT
          && fault.strikes()) {
        return Optional.of("ESession:Invalid session");
      }
    }
    return Optional.empty();
  }

  /** Sends a message, unless and except as a fault will have it. */
  public void send(Connection connection, Told told, String text) {
    if (board.isQuiet() && late.isEmpty()) {
      connection.send(text);
      return;
    }
    List<Fault> faults = board.active();
    List<String> texts = List.of(text);
    for (Fault fault : faults) {
      texts = struck(fault, connection, told, texts);
    }
    for (String each : texts) {
      sendInWindow(faults, connection, told, each);
    }
  }

  /** Sends what came late and is due now. To be called now and then. */
  public void deliverDue() {
    if (!late.isEmpty()) {
      late.deliver(board.now());
    }
  }

  /** What a fault makes of messages. */
  private List<String> struck(Fault fault, Connection connection, Told told, List<String> texts) {
    if (texts.isEmpty()) {
      return texts;
    }
    return switch (fault.effect()) {
      case Silence(Effect.Connections which) -> {
        boolean meant = which.include(connections.getOrDefault(connection, false));
        yield meant && fault.strikes() ? List.of() : texts;
      }
      case Stall stall -> fault.concerns(told) && fault.strikes() ? List.of() : texts;
      case DropMessages drop -> fault.concerns(told) && fault.strikes() ? List.of() : texts;
      case Duplicate(int copies) ->
          fault.concerns(told) && fault.strikes() ? repeated(texts, copies) : texts;
      case BadChecksum checksum ->
          fault.concerns(told)
              ? edited(fault, texts, text -> StreamEdits.withBadChecksum(told, text))
              : texts;
      case ClockSkew(var by) ->
          fault.reaches(told)
              ? edited(fault, texts, text -> StreamEdits.skewed(told, text, by))
              : texts;
      case TimeoutAfterAccept(boolean close) -> {
        boolean withheld = concernsAcceptance(fault, told) && fault.strikes();
        if (withheld && close) {
          connection.disconnect();
        }
        yield withheld ? List.of() : texts;
      }
      case InvalidData(var lie) -> {
        Optional<String> invalid =
            fault.concerns(told)
                ? StreamEdits.invalid(told, texts.getLast(), lie)
                : Optional.empty();
        yield invalid.isPresent() && fault.strikes() ? joined(texts, invalid.get()) : texts;
      }
      case Drop d -> texts;
      case Reorder r -> texts;
      case HttpError e -> texts;
      case RateLimitError e -> texts;
      case TokenFailure f -> texts;
      case Latency l -> texts;
      case RefuseSubscription r -> texts;
    };
  }

  /** Without a method it is about new orders. */
  private static boolean concernsAcceptance(Fault fault, Told told) {
    return told.kind() == Told.Kind.DONE
        && fault.reaches(told)
        && (fault.order().method() != null || told.answers("AddOrder"));
  }

  /** A change to a message; empty if there is nothing in it to change. */
  private interface Edit {
    Optional<String> of(String text);
  }

  private static List<String> edited(Fault fault, List<String> texts, Edit edit) {
    List<String> edited = new ArrayList<>();
    for (String text : texts) {
      Optional<String> changed = edit.of(text);
      edited.add(changed.isPresent() && fault.strikes() ? changed.get() : text);
    }
    return edited;
  }

  private static List<String> repeated(List<String> texts, int copies) {
    List<String> all = new ArrayList<>(texts);
    for (int i = 0; i < copies; i++) {
      all.addAll(texts);
    }
    return all;
  }

  private static List<String> joined(List<String> texts, String last) {
    List<String> all = new ArrayList<>(texts);
    all.add(last);
    return all;
  }

  private void sendInWindow(List<Fault> faults, Connection connection, Told told, String text) {
    for (Fault fault : faults) {
      if (fault.effect() instanceof Reorder(int size) && fault.isActive() && fault.concerns(told)) {
        Window window = new Window(fault, connection, told);
        List<String> messages = held.computeIfAbsent(window, w -> new ArrayList<>());
        messages.add(text);
        if (messages.size() == size) {
          held.remove(window);
          if (fault.strikes()) {
            shuffle(messages, fault);
          }
          messages.forEach(each -> sendInTime(faults, connection, told, each));
        }
        return;
      }
    }
    sendInTime(faults, connection, told, text);
  }

  private void sendInTime(List<Fault> faults, Connection connection, Told told, String text) {
    if (!late.take(faults, connection, told, text, board.now())) {
      connection.send(text);
    }
  }

  /** Never as it was. */
  private static void shuffle(List<String> messages, Fault fault) {
    List<String> before = List.copyOf(messages);
    for (int i = messages.size() - 1; i > 0; i--) {
      Collections.swap(messages, i, fault.random().nextInt(i + 1));
    }
    if (messages.equals(before)) {
      Collections.rotate(messages, 1);
    }
  }
}
