package io.tidemark.operator.live;

import io.tidemark.kit.codec.Json;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The state as clients know it, and the frames that led to it. The last {@value #KEPT} frames are
 * kept for clients that come back. Not for several threads at once.
 */
final class LiveState {

  static final int KEPT = 120;

  private final String stream;
  private final Map<LivePart, JsonNode> parts = new EnumMap<>(LivePart.class);
  private final Deque<Frame> frames = new ArrayDeque<>();
  private long sequence;

  /**
   * @param stream names this life of the gateway: a sequence means nothing in another
   */
  LiveState(String stream) {
    this.stream = stream;
  }

  /**
   * Takes the parts as they are now.
   *
   * @param now those that are known; one that is absent stays as it was
   * @return the frame that tells what changed; empty if nothing did
   */
  Optional<Frame> advance(Map<LivePart, JsonNode> now, Instant time) {
    ObjectNode changes = Json.mapper().createObjectNode();
    now.forEach(
        (part, value) ->
            StateDiff.of(part, parts.get(part), value)
                .ifPresent(change -> changes.set(part.word(), change)));
    parts.putAll(now);
    if (changes.isEmpty()) {
      return Optional.empty();
    }
    sequence++;
    ObjectNode text = head("update", time);
    text.set("changes", changes);
    Frame frame = new Frame(sequence, text.toString());
    frames.addLast(frame);
    if (frames.size() > KEPT) {
      frames.removeFirst();
    }
    return Optional.of(frame);
  }

  /** A frame that tells that nothing changed. */
  String heartbeat(Instant time) {
    return head("heartbeat", time).toString();
  }

  /** A frame that tells all. */
  String snapshot(Instant time) {
    ObjectNode text = head("snapshot", time);
    ObjectNode state = text.putObject("state");
    parts.forEach((part, value) -> state.set(part.word(), value));
    return text.toString();
  }

  /**
   * The frames that a client missed.
   *
   * @param ofStream the life of the gateway that it knows
   * @param last the last sequence that it has
   * @return empty if they are gone, or never were
   */
  Optional<List<Frame>> missed(@Nullable String ofStream, long last) {
    if (!stream.equals(ofStream) || last > sequence || last < sequence - frames.size()) {
      return Optional.empty();
    }
    return Optional.of(frames.stream().filter(frame -> frame.sequence() > last).toList());
  }

  private ObjectNode head(String type, Instant time) {
    return Json.mapper()
        .createObjectNode()
        .put("type", type)
        .put("stream", stream)
        .put("sequence", sequence)
        .put("time", time.toString());
  }
}
