package io.tidemark.ml.run;

import io.tidemark.kit.codec.Json;
import io.tidemark.ml.registry.RunningMl;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** One who asks the service for trainings. */
final class MlClient {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final URI address;

  MlClient(URI address) {
    this.address = address;
  }

  /** Asks for a run, with the right key. */
  HttpResponse<String> train(String file, String... headers) {
    HttpRequest.Builder request =
        request("training-runs")
            .header("X-API-Key", RunningMl.KEY)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{\"file\": \"%s\"}".formatted(file)));
    return send((headers.length == 0 ? request : request.headers(headers)).build());
  }

  /** The id of a run that was taken in. */
  UUID trained(String file) {
    HttpResponse<String> answer = train(file);
    if (answer.statusCode() != 202) {
      throw new IllegalStateException(answer.body());
    }
    return id(answer);
  }

  static UUID id(HttpResponse<String> answer) {
    return UUID.fromString(Json.mapper().readTree(answer.body()).path("id").asString());
  }

  HttpResponse<String> post(String path, String key) {
    return send(
        request(path).header("X-API-Key", key).POST(HttpRequest.BodyPublishers.noBody()).build());
  }

  HttpResponse<String> get(String path) {
    return send(request(path).GET().build());
  }

  JsonNode json(String path) {
    return Json.mapper().readTree(get(path).body());
  }

  JsonNode run(UUID id) {
    return json("training-runs/" + id);
  }

  String status(UUID id) {
    return run(id).path("status").asString();
  }

  /** Whether steps of its training have ended. */
  boolean trains(UUID id) {
    JsonNode run = run(id);
    return run.path("status").asString().equals("RUNNING") && run.at("/progress/done").asInt() > 0;
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(address.resolve(path)).timeout(Duration.ofSeconds(60));
  }

  private static HttpResponse<String> send(HttpRequest request) {
    try {
      return HTTP.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
