package io.tidemark.operator.alert;

import io.tidemark.kit.codec.Json;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Posts alerts as JSON, signed: the header {@value #SIGNATURE} holds {@code t}, seconds of the
 * epoch, and {@code v1}, the HMAC-SHA256 with the secret over {@code t}, a full stop and the body,
 * in hexadecimal. The time lets the other side refuse what somebody recorded and sends again.
 */
final class WebhookChannel implements AlertChannel, AutoCloseable {

  static final String SIGNATURE = "Tidemark-Signature";

  private static final String ALGORITHM = "HmacSHA256";
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final Set<Integer> LATER = Set.of(408, 425, 429);
  private static final int FIRST_FAILURE = 500;

  private final URI address;
  private final SecretKeySpec key;
  private final InstantSource clock;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_LIMIT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  /**
   * @throws IllegalArgumentException if the secret is missing
   */
  WebhookChannel(URI address, String secret, InstantSource clock) {
    if (secret.isBlank()) {
      throw new IllegalArgumentException(
          "alerts are to be posted to %s, but there is no secret to sign them with: set"
                  .formatted(address.getHost())
              + " TIDEMARK_WEBHOOK_SECRET");
    }
    this.address = address;
    this.key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
    this.clock = clock;
  }

  @Override
  public String name() {
    return "WEBHOOK";
  }

  @Override
  public Set<String> recipients() {
    return Set.of(address.getHost());
  }

  @Override
  public Sending send(String recipient, AlertMessage message) throws InterruptedException {
    String body = body(message).toString();
    long time = clock.instant().getEpochSecond();
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .timeout(LIMIT)
            .header("Content-Type", "application/json")
            .header("User-Agent", "tidemark")
            .header(SIGNATURE, "t=%d,v1=%s".formatted(time, sign(time + "." + body)))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      HttpResponse<Void> answer = http.send(request, HttpResponse.BodyHandlers.discarding());
      return judge(answer.statusCode(), answer.headers().firstValue("Retry-After").orElse(null));
    } catch (ConnectException | HttpConnectTimeoutException _) {
      return new Sending.TryAgain("%s cannot be reached".formatted(recipient), null, false);
    } catch (HttpTimeoutException _) {
      return new Sending.TryAgain("%s did not answer in time".formatted(recipient), null, true);
    } catch (IOException e) {
      return new Sending.TryAgain(
          "the connection to %s failed: %s".formatted(recipient, e.getClass().getSimpleName()),
          null,
          true);
    }
  }

  private static Sending judge(int status, @Nullable String retryAfter) {
    if (status / 100 == 2) {
      return new Sending.Sent();
    }
    String reason = "answered with status " + status;
    if (status >= FIRST_FAILURE || LATER.contains(status)) {
      boolean seconds = retryAfter != null && retryAfter.matches("\\d{1,5}");
      return new Sending.TryAgain(
          reason, seconds ? Duration.ofSeconds(Long.parseLong(retryAfter)) : null, false);
    }
    return new Sending.Refused(reason);
  }

  private static ObjectNode body(AlertMessage message) {
    ObjectNode body =
        Json.mapper()
            .createObjectNode()
            .put("origin", message.origin())
            .put("perhapsRepeated", message.repeated());
    ArrayNode alerts = body.putArray("alerts");
    message.news().forEach(news -> alerts.add(alert(news)));
    return body;
  }

  private static ObjectNode alert(AlertNews news) {
    Alert alert = news.alert();
    ObjectNode told =
        Json.mapper()
            .createObjectNode()
            .put("id", alert.id().toString())
            .put("news", news.what().name())
            .put("source", alert.source().name())
            .put("severity", alert.severity().name())
            .put("cause", alert.cause())
            .put("title", alert.title());
    put(told, "text", alert.text());
    put(told, "link", alert.link());
    told.put("time", alert.time().toString()).put("raisedAt", news.raisedAt().toString());
    put(told, "clearedAt", news.clearedAt());
    put(told, "clearance", news.clearance());
    return told;
  }

  private static void put(ObjectNode told, String name, @Nullable Object value) {
    if (value != null) {
      told.put(name, value.toString());
    }
  }

  private String sign(String text) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
