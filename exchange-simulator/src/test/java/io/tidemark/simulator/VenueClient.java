package io.tidemark.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.simulator.rest.KrakenJson;
import io.tidemark.simulator.rest.Signatures;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A client over real HTTP and WebSocket connections, as Alice. */
public final class VenueClient implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final HttpClient http = HttpClient.newHttpClient();
  private final int port;
  private long nonce = 1;

  public VenueClient(int port) {
    this.port = port;
  }

  public HttpResponse<String> send(String method, String path, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(uri("http", path))
            .method(method, BodyPublishers.ofString(body))
            .build();
    return await(http.sendAsync(request, BodyHandlers.ofString()));
  }

  public JsonNode get(String path) {
    return json(send("GET", path, "").body());
  }

  /** Calls a private method. */
  public CompletableFuture<HttpResponse<String>> postAsync(String method, String form) {
    String path = "/0/private/" + method;
    long used = nonce++;
    String body = "nonce=" + used + (form.isEmpty() ? "" : "&" + form);
    return http.sendAsync(
        HttpRequest.newBuilder(uri("http", path))
            .header("API-Key", TestVenues.ALICE.key())
            .header("API-Sign", Signatures.sign(TestVenues.ALICE, path, used, body))
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  public JsonNode post(String method, String form) {
    return json(await(postAsync(method, form)).body());
  }

  /** Sets a fault; its number. */
  public long fault(String json) {
    HttpResponse<String> answer = send("POST", "/sim/v1/faults", json);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return json(answer.body()).path("id").asLong();
  }

  public JsonNode fault(long id) {
    return get("/sim/v1/faults/" + id);
  }

  public Heard connect(String path) {
    Heard heard = new Heard();
    heard.socket = await(open(path, heard));
    return heard;
  }

  public CompletableFuture<WebSocket> open(String path, WebSocket.Listener listener) {
    return http.newWebSocketBuilder().buildAsync(uri("ws", path), listener);
  }

  private URI uri(String scheme, String path) {
    return URI.create(scheme + "://127.0.0.1:" + port + path);
  }

  private static <T> T await(CompletableFuture<T> future) {
    return future.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
  }

  static JsonNode json(String text) {
    return KrakenJson.mapper().readTree(text);
  }

  @Override
  public void close() {
    http.shutdownNow();
  }

  /** What a client heard. */
  public static final class Heard implements WebSocket.Listener {
    private final List<JsonNode> messages = new CopyOnWriteArrayList<>();
    private final StringBuilder partial = new StringBuilder();
    private final CompletableFuture<String> end = new CompletableFuture<>();
    private @Nullable WebSocket socket;

    @Override
    public @Nullable CompletionStage<?> onText(
        WebSocket webSocket, CharSequence data, boolean last) {
      partial.append(data);
      if (last) {
        messages.add(json(partial.toString()));
        partial.setLength(0);
      }
      webSocket.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int status, String reason) {
      end.complete("closed " + status);
      return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
      end.complete(String.valueOf(error));
    }

    public boolean hasEnded() {
      return end.isDone();
    }

    public void send(String text) {
      if (socket != null) {
        socket.sendText(text, true).join();
      }
    }

    /** Subscribes to a public channel of version 1 and waits for the answer. */
    public void subscribe(String pair, String subscription) {
      int before = messages.size();
      send(
          "{\"event\":\"subscribe\",\"pair\":[\"%s\"],\"subscription\":{%s}}"
              .formatted(pair, subscription));
      Awaitility.await()
          .atMost(PATIENCE)
          .until(
              () ->
                  messages.stream()
                      .skip(before)
                      .anyMatch(m -> m.path("event").asString("").equals("subscriptionStatus")));
    }

    public List<JsonNode> messages() {
      return messages;
    }

    /** The messages of a channel of version 1, by its name there. */
    public List<JsonNode> of(String channel) {
      return messages.stream()
          .filter(m -> m.isArray() && m.path(m.size() - 2).asString("").equals(channel))
          .toList();
    }

    public void await(Predicate<JsonNode> wanted) {
      Awaitility.await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(messages).anyMatch(wanted));
    }
  }
}
