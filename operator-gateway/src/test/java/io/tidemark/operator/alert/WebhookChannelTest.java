package io.tidemark.operator.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.net.httpserver.HttpServer;
import io.tidemark.kit.codec.Json;
import io.tidemark.operator.alert.Alert.Severity;
import io.tidemark.operator.alert.AlertNews.What;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class WebhookChannelTest {

  private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);
  private static final String SECRET = "a secret";
  private static final int BLOCK = 64;

  private HttpServer server;
  private WebhookChannel channel;
  private volatile String body = "";
  private volatile String signature = "";
  private volatile int status = 200;
  private volatile String retryAfter = "";

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/hook",
        exchange -> {
          body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          signature = exchange.getRequestHeaders().getFirst(WebhookChannel.SIGNATURE);
          if (!retryAfter.isEmpty()) {
            exchange.getResponseHeaders().set("Retry-After", retryAfter);
          }
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    server.start();
    channel =
        new WebhookChannel(
            URI.create(
                "http://127.0.0.1:%d/hook?key=hidden".formatted(server.getAddress().getPort())),
            SECRET,
            () -> NOW);
  }

  @AfterEach
  void stop() {
    channel.close();
    server.stop(0);
  }

  @Test
  void signsTheTimeAndTheBody() throws Exception {
    assertThat(channel.send("127.0.0.1", message())).isEqualTo(new Sending.Sent());

    assertThat(signature).isEqualTo("t=1800000000,v1=" + hmac(SECRET, "1800000000." + body));
    JsonNode told = Json.mapper().readTree(body);
    assertThat(told.path("origin").asString()).isEqualTo("paper, account main");
    assertThat(told.path("perhapsRepeated").asBoolean()).isFalse();
    JsonNode alert = told.at("/alerts/0");
    assertThat(alert.path("news").asString()).isEqualTo("RAISED");
    assertThat(alert.path("severity").asString()).isEqualTo("CRITICAL");
    assertThat(alert.path("title").asString()).isEqualTo("The alert of \"ü\".");
    assertThat(alert.path("time").asString()).isEqualTo("2013-11-25T00:00:00Z");
    assertThat(alert.has("clearedAt")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"200,SENT", "204,SENT", "302,REFUSED", "400,REFUSED", "404,REFUSED"})
  void endsByTheStatus(int answered, String ending) throws Exception {
    status = answered;

    assertThat(channel.send("127.0.0.1", message()))
        .isEqualTo(
            ending.equals("SENT")
                ? new Sending.Sent()
                : new Sending.Refused("answered with status " + answered));
  }

  @ParameterizedTest
  @CsvSource({"429,30,30", "503,,", "500,tomorrow,", "408,,"})
  void triesAgainByTheStatus(int answered, String header, Long seconds) throws Exception {
    status = answered;
    retryAfter = header == null ? "" : header;

    assertThat(channel.send("127.0.0.1", message()))
        .isEqualTo(
            new Sending.TryAgain(
                "answered with status " + answered,
                seconds == null ? null : Duration.ofSeconds(seconds),
                false));
  }

  @Test
  void keepsTheAddressToItself() throws Exception {
    server.stop(0);

    assertThat(channel.send("127.0.0.1", message()))
        .isEqualTo(new Sending.TryAgain("127.0.0.1 cannot be reached", null, false));
    assertThat(channel.recipients()).containsExactly("127.0.0.1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new WebhookProperties("ftp://me:hidden@example.org").address())
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("hidden"));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new WebhookChannel(URI.create("https://example.org/hidden"), " ", () -> NOW))
        .withMessageContaining("TIDEMARK_WEBHOOK_SECRET")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("hidden"));
  }

  private static AlertMessage message() {
    return new AlertMessage(
        "paper, account main",
        List.of(
            new AlertNews(
                AlertRows.alert("a", Severity.CRITICAL, "The alert of \"ü\"."),
                What.RAISED,
                NOW,
                null,
                null)),
        false);
  }

  /** By its definition (RFC 2104): H((K xor opad) || H((K xor ipad) || text)), with a short key. */
  private static String hmac(String key, String text) throws NoSuchAlgorithmException {
    byte[] block = Arrays.copyOf(key.getBytes(StandardCharsets.UTF_8), BLOCK);
    MessageDigest inner = MessageDigest.getInstance("SHA-256");
    MessageDigest outer = MessageDigest.getInstance("SHA-256");
    for (byte one : block) {
      inner.update((byte) (one ^ 0x36));
      outer.update((byte) (one ^ 0x5c));
    }
    inner.update(text.getBytes(StandardCharsets.UTF_8));
    outer.update(inner.digest());
    return HexFormat.of().formatHex(outer.digest());
  }
}
