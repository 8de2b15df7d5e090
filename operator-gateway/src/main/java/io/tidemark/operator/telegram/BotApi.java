package io.tidemark.operator.telegram;

import io.tidemark.kit.codec.Json;
import io.tidemark.operator.telegram.BotApiException.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The two methods of Telegram's Bot API that are needed. The token is a part of each address, so no
 * address and no exception that may hold one leaves this class.
 */
final class BotApi implements AutoCloseable {

  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final int MOST_UPDATES = 50;
  private static final int LONGEST_REASON = 200;

  private final String base;
  private final BotToken token;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_LIMIT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  BotApi(URI base, BotToken token) {
    this.base = base.toString().replaceAll("/+$", "");
    this.token = token;
  }

  /**
   * Messages from an update on; tells Telegram that those before were taken. Waits for the first.
   *
   * @param next the first update that was not taken; 0 if that is not known
   * @param wait how long Telegram may wait
   */
  List<Update> updates(long next, Duration wait) throws BotApiException, InterruptedException {
    ObjectNode question =
        Json.mapper()
            .createObjectNode()
            .put("timeout", wait.toSeconds())
            .put("limit", MOST_UPDATES);
    if (next > 0) {
      question.put("offset", next);
    }
    question.putArray("allowed_updates").add("message");
    return call("getUpdates", question, wait.plus(LIMIT)).valueStream().map(Update::of).toList();
  }

  /** Sends a text in Telegram's HTML. */
  void send(long chat, String html) throws BotApiException, InterruptedException {
    ObjectNode message =
        Json.mapper()
            .createObjectNode()
            .put("chat_id", chat)
            .put("text", html)
            .put("parse_mode", "HTML");
    message.putObject("link_preview_options").put("is_disabled", true);
    call("sendMessage", message, LIMIT);
  }

  private JsonNode call(String method, ObjectNode body, Duration limit)
      throws BotApiException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(base + token.path(method)))
            .timeout(limit)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
            .build();
    HttpResponse<String> answer;
    try {
      answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (ConnectException | HttpConnectTimeoutException _) {
      throw new BotApiException(Kind.UNREACHABLE, method + ": it cannot be reached", null);
    } catch (HttpTimeoutException _) {
      throw new BotApiException(Kind.NO_ANSWER, method + ": it did not answer in time", null);
    } catch (IOException e) {
      // Its message is not told: it may hold the address, and so the token.
      throw new BotApiException(
          Kind.NO_ANSWER,
          "%s: the connection failed (%s)".formatted(method, e.getClass().getSimpleName()),
          null);
    }
    return result(method, answer);
  }

  private JsonNode result(String method, HttpResponse<String> answer) throws BotApiException {
    JsonNode told;
    try {
      told = Json.mapper().readTree(answer.body());
    } catch (JacksonException _) {
      throw new BotApiException(
          Kind.FAILED,
          "%s: an answer with status %d that is not JSON".formatted(method, answer.statusCode()),
          null);
    }
    if (answer.statusCode() == 200 && told.path("ok").asBoolean(false)) {
      return told.path("result");
    }
    int code = told.path("error_code").asInt(answer.statusCode());
    String reason = token.hideIn(told.path("description").asString("no reason given"));
    throw new BotApiException(
        kind(code),
        "%s: %d %s"
            .formatted(
                method,
                code,
                reason.length() > LONGEST_REASON ? reason.substring(0, LONGEST_REASON) : reason),
        retryAfter(told));
  }

  private static Kind kind(int code) {
    return switch (code) {
      case 401, 404 -> Kind.TOKEN_REFUSED;
      case 409 -> Kind.CONFLICT;
      case 429 -> Kind.TOO_MANY;
      default -> code >= 500 || code < 400 ? Kind.FAILED : Kind.REFUSED;
    };
  }

  private static @Nullable Duration retryAfter(JsonNode told) {
    long seconds = told.at("/parameters/retry_after").asLong(0);
    return seconds > 0 ? Duration.ofSeconds(seconds) : null;
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
