package io.tidemark.position;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** The ingestor and the execution service, as far as the position service asks them. */
final class Peers implements AutoCloseable {

  private final HttpServer server;
  private volatile boolean up;
  private volatile String instruments = "{\"items\":[],\"total\":0}";
  private volatile String balances = "{}";

  Peers() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/api/v1/instruments", exchange -> answer(exchange, instruments));
    server.createContext("/api/v1/balances", exchange -> answer(exchange, balances));
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  void come() {
    up = true;
  }

  void list(List<String> symbols) {
    instruments =
        symbols.stream()
            .map(
                symbol ->
                    """
                    {"exchange":"kraken","symbol":"%s","rules":{"tickSize":"0.1","quantityStep":"0.0001",
                     "minimumQuantity":"0.001","minimumCost":"5","takerFeeRate":"0.0026",
                     "makerFeeRate":"0.0016"},"tradable":true}"""
                        .formatted(symbol))
            .collect(
                Collectors.joining(
                    ",",
                    "{\"items\":[",
                    "],\"page\":0,\"size\":1000,\"total\":%d}".formatted(symbols.size())));
  }

  void hold(String account, String usd) {
    balances =
        """
        {"account":"%s","balances":[
          {"currency":"BTC","total":"3","reserved":"0","free":"3"},
          {"currency":"USD","total":"%s","reserved":"0","free":"%s"}]}"""
            .formatted(account, usd, usd);
  }

  private void answer(HttpExchange exchange, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(up ? 200 : 503, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
