package io.tidemark.operator.route;

import io.tidemark.kit.service.TidemarkService;
import io.tidemark.kit.web.WriteKey;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Passes a request on to a service, and its answer back as it comes. Writes carry the suite's own
 * key: whoever got here was let in before, and nobody has to know the key for it.
 */
@Component
final class Forwarder {

  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);
  private static final Duration REPORT_LIMIT = Duration.ofSeconds(60);

  private static final List<String> PASSED_ON =
      List.of(
          "Accept",
          "Content-Type",
          "If-None-Match",
          "If-Modified-Since",
          "Range",
          "Idempotency-Key",
          "traceparent",
          "tracestate");

  /** Of one connection only, or told by the gateway itself. */
  private static final Set<String> NOT_PASSED_BACK =
      Set.of(
          "connection",
          "keep-alive",
          "proxy-authenticate",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "content-length",
          "date",
          "server",
          "set-cookie");

  private final ServiceAddresses addresses;
  private final ServiceClient client;
  private final WriteKey key;

  Forwarder(ServiceAddresses addresses, ServiceClient client, WriteKey key) {
    this.addresses = addresses;
    this.client = client;
    this.key = key;
  }

  /**
   * Passes a request on.
   *
   * @throws ServiceAwayException if the service does not answer in time
   * @throws IOException if either connection breaks while the answer is passed back
   */
  void forward(TidemarkService service, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String path = request.getRequestURI();
    HttpResponse<InputStream> answer =
        client.send(
            service,
            question(service, request),
            HttpResponse.BodyHandlers.ofInputStream(),
            path.endsWith("/report") ? REPORT_LIMIT : ANSWER_LIMIT);
    try (InputStream body = answer.body()) {
      response.setStatus(answer.statusCode());
      answer
          .headers()
          .map()
          .forEach(
              (name, values) -> {
                if (!NOT_PASSED_BACK.contains(name.toLowerCase(Locale.ROOT))) {
                  values.forEach(value -> response.addHeader(name, value));
                }
              });
      answer.headers().firstValueAsLong("content-length").ifPresent(response::setContentLengthLong);
      body.transferTo(response.getOutputStream());
    }
  }

  private HttpRequest question(TidemarkService service, HttpServletRequest request)
      throws IOException {
    String query = request.getQueryString();
    HttpRequest.Builder question =
        HttpRequest.newBuilder(
            addresses.of(service, request.getRequestURI() + (query == null ? "" : "?" + query)));
    for (String name : PASSED_ON) {
      String value = request.getHeader(name);
      if (value != null) {
        question.header(name, value);
      }
    }
    if (!WriteKey.isRead(request) && key.isConfigured()) {
      question.header(WriteKey.HEADER, key.value());
    }
    byte[] body = request.getInputStream().readAllBytes();
    return question
        .method(
            request.getMethod(),
            body.length == 0
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofByteArray(body))
        .build();
  }
}
