package io.tidemark.operator.route;

import io.tidemark.kit.connection.ConnectionFailure;
import io.tidemark.kit.connection.PeerConnections;
import io.tidemark.kit.service.TidemarkService;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.stereotype.Component;

/** Asks the other services over HTTP, never longer than it is told to. */
@Component
public final class ServiceClient implements AutoCloseable {

  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(1);

  private final ServiceAddresses addresses;
  private final HttpClient http =
      PeerConnections.newClient()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_LIMIT)
          .executor(Executors.newVirtualThreadPerTaskExecutor())
          .build();

  ServiceClient(ServiceAddresses addresses) {
    this.addresses = addresses;
  }

  /**
   * What a service answered.
   *
   * @param status of HTTP
   */
  public record Answer(int status, String body) {}

  /**
   * Reads something, body and all, within a time.
   *
   * @param path with its query, encoded
   * @throws ServiceAwayException if the service does not answer in time
   */
  public Answer get(TidemarkService service, String path, Duration limit) {
    HttpRequest question = HttpRequest.newBuilder(addresses.of(service, path)).build();
    HttpResponse<String> answer =
        send(service, question, HttpResponse.BodyHandlers.ofString(), limit);
    return new Answer(answer.statusCode(), answer.body());
  }

  /**
   * Sends a question and waits for the answer; of a body that is read as a stream, for its head.
   *
   * @throws ServiceAwayException if the service does not answer in time
   */
  <T> HttpResponse<T> send(
      TidemarkService service,
      HttpRequest question,
      HttpResponse.BodyHandler<T> body,
      Duration limit) {
    CompletableFuture<HttpResponse<T>> answer = http.sendAsync(question, body);
    try {
      return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      answer.cancel(true);
      throw new ServiceAwayException(
          service, "it did not answer within %d ms".formatted(limit.toMillis()));
    } catch (ExecutionException e) {
      throw new ServiceAwayException(service, why(e.getCause() == null ? e : e.getCause()));
    } catch (InterruptedException _) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw new ServiceAwayException(service, "the question was interrupted");
    }
  }

  private static String why(Throwable cause) {
    if (cause instanceof ConnectException) {
      return "nothing listens at its address";
    }
    return ConnectionFailure.tls(cause, PeerConnections.CA_FILE)
        .orElseGet(
            () ->
                cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage());
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
