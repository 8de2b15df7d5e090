package io.tidemark.operator;

import io.tidemark.kit.codec.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A client of {@code /ws/live} that keeps what it was told. */
final class LiveClient implements WebSocket.Listener, AutoCloseable {

  private final List<JsonNode> frames = new CopyOnWriteArrayList<>();
  private final StringBuilder partial = new StringBuilder();
  private final CompletableFuture<Integer> closed = new CompletableFuture<>();
  private final HttpClient http = HttpClient.newHttpClient();
  private final WebSocket socket;
  private final boolean reads;

  LiveClient(RunningGateway gateway) {
    this(gateway, true, "");
  }

  /**
   * @param reads whether it ever reads what it is sent
   * @param greeting said first; empty for nothing
   */
  LiveClient(RunningGateway gateway, boolean reads, String greeting) {
    this.reads = reads;
    this.socket =
        http.newWebSocketBuilder()
            .buildAsync(URI.create("ws://127.0.0.1:%d/ws/live".formatted(gateway.port())), this)
            .join();
    if (!greeting.isEmpty()) {
      say(greeting);
    }
  }

  void say(String text) {
    socket.sendText(text, true).join();
  }

  /** All frames so far. */
  List<JsonNode> frames() {
    return frames;
  }

  List<JsonNode> frames(String type) {
    return frames.stream().filter(one -> one.path("type").asString().equals(type)).toList();
  }

  JsonNode last() {
    return frames.getLast();
  }

  boolean isClosed() {
    return closed.isDone();
  }

  @Override
  public void onOpen(WebSocket opened) {
    if (reads) {
      opened.request(1);
    }
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    partial.append(data);
    if (last) {
      frames.add(Json.mapper().readTree(partial.toString()));
      partial.setLength(0);
    }
    from.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket from, int status, String reason) {
    closed.complete(status);
    return null;
  }

  @Override
  public void close() {
    socket.abort();
    http.shutdownNow();
  }
}
