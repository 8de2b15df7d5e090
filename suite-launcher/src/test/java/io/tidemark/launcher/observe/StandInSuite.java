package io.tidemark.launcher.observe;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tidemark.kit.service.TidemarkService;
import io.tidemark.launcher.suite.SuitePorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Answers as a suite's services do, with what a test gives it. */
final class StandInSuite implements AutoCloseable {

  private final List<HttpServer> servers = new ArrayList<>();
  private final Map<String, String> answers = new ConcurrentHashMap<>();
  private final Set<String> methods = ConcurrentHashMap.newKeySet();

  StandInSuite(SuitePorts ports) throws IOException {
    for (TidemarkService service : TidemarkService.values()) {
      HttpServer server =
          HttpServer.create(
              new InetSocketAddress(InetAddress.getLoopbackAddress(), ports.of(service)), 0);
      server.createContext("/", exchange -> answer(service, exchange));
      server.start();
      servers.add(server);
      answer(service, "/actuator/health", "{\"status\":\"UP\"}");
      answer(service, "/actuator/prometheus", "tidemark_configuration_refused_total 0\n");
    }
    answer(TidemarkService.INGESTOR, "/api/v1/streams", "[]");
    answer(TidemarkService.INGESTOR, "/api/v1/candles", "{\"items\":[],\"total\":0}");
    answer(TidemarkService.INGESTOR, "/api/v1/trades", "{\"items\":[],\"total\":0}");
    answer(TidemarkService.SCANNER, "/api/v1/strategies", "{\"items\":[],\"total\":0}");
    answer(
        TidemarkService.POSITION,
        "/api/v1/risk",
        "{\"state\":\"ACTIVE\",\"reason\":\"\",\"balances\":[]}");
  }

  /** What a path of a service answers from now on. */
  void answer(TidemarkService service, String path, String body) {
    answers.put(service + path, body);
  }

  /** The methods that it was asked with. */
  Set<String> methods() {
    return Set.copyOf(methods);
  }

  private void answer(TidemarkService service, HttpExchange exchange) throws IOException {
    try (exchange) {
      methods.add(exchange.getRequestMethod());
      String body = answers.get(service + exchange.getRequestURI().getPath());
      byte[] bytes = (body == null ? "{}" : body).getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(body == null ? 404 : 200, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  @Override
  public void close() {
    servers.forEach(server -> server.stop(0));
  }
}
