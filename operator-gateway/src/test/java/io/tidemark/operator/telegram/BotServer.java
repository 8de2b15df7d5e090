package io.tidemark.operator.telegram;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tidemark.kit.codec.Json;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Speaks the Bot API as Telegram does, as far as it is used: keeps updates until they are confirmed
 * by an offset, holds a question until there is one, and refuses HTML that is none.
 */
public final class BotServer implements AutoCloseable {

  /** What is not secret of the token, and what is. */
  public static final String SECRET = "AAF-a_secret_that_nobody_may_ever_see";

  public static final String TOKEN = "7000001:" + SECRET;

  /** A message that a chat got. */
  public record Sent(long chat, String html) {}

  private record Failure(int status, String json) {}

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, Queue<Failure>> failures = new ConcurrentHashMap<>();
  private final List<ObjectNode> updates = new ArrayList<>();
  private final List<Sent> sent = new ArrayList<>();
  private final int port;
  private HttpServer server;
  private long nextUpdate = 1001;
  private boolean again;

  public BotServer() {
    server = open(0);
    port = server.getAddress().getPort();
  }

  private HttpServer open(int at) {
    try {
      HttpServer opened =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), at), 0);
      opened.setExecutor(threads);
      opened.createContext("/", this::handle);
      opened.start();
      return opened;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String url() {
    return "http://127.0.0.1:" + port;
  }

  /** Somebody writes something now. */
  public void write(long chat, String text) {
    write(chat, text, Instant.now());
  }

  /** Somebody wrote something then. */
  public synchronized void write(long chat, String text, Instant at) {
    ObjectNode update = Json.mapper().createObjectNode().put("update_id", nextUpdate);
    ObjectNode message =
        update
            .putObject("message")
            .put("message_id", nextUpdate)
            .put("date", at.getEpochSecond())
            .put("text", text);
    message.putObject("chat").put("id", chat).put("type", "private");
    message.putObject("from").put("id", chat).put("is_bot", false);
    updates.add(update);
    notifyAll();
    nextUpdate++;
  }

  /** Tells once more all that was ever written, as after a confirmation that did not arrive. */
  public synchronized void tellAgain() {
    again = true;
    notifyAll();
  }

  /** Answers the next call of a method with an error. */
  public void fail(String method, int status, String json) {
    failures
        .computeIfAbsent(method, _ -> new ConcurrentLinkedQueue<>())
        .add(new Failure(status, json));
  }

  /** What a chat got, the oldest first. */
  public synchronized List<String> sentTo(long chat) {
    return sent.stream().filter(one -> one.chat() == chat).map(Sent::html).toList();
  }

  /** Nothing listens any more. */
  public void goAway() {
    server.stop(0);
  }

  public void comeBack() {
    server = open(port);
  }

  private void handle(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String path = exchange.getRequestURI().getPath();
    String method = path.substring(path.lastIndexOf('/') + 1);
    Queue<Failure> failing = failures.get(method);
    Failure failure = failing == null ? null : failing.poll();
    if (failure != null) {
      answer(exchange, failure.status(), failure.json());
    } else if (!path.equals("/bot" + TOKEN + "/" + method)) {
      answer(exchange, 401, error(401, "Unauthorized"));
    } else if (method.equals("getUpdates")) {
      getUpdates(exchange, Json.mapper().readTree(body));
    } else if (method.equals("sendMessage")) {
      sendMessage(exchange, Json.mapper().readTree(body));
    } else {
      answer(exchange, 404, error(404, "Not Found"));
    }
  }

  private void getUpdates(HttpExchange exchange, JsonNode question) throws IOException {
    answer(exchange, 200, ok(awaited(question)));
  }

  /** Messages from the offset on; waits for the first as long as the question allows. */
  private synchronized ArrayNode awaited(JsonNode question) {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(question.path("timeout").asLong());
    ArrayNode told = waiting(question);
    try {
      for (long left = until - System.nanoTime();
          told.isEmpty() && left > 0;
          left = until - System.nanoTime()) {
        TimeUnit.NANOSECONDS.timedWait(this, left);
        told = waiting(question);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return told;
  }

  private synchronized ArrayNode waiting(JsonNode question) {
    long offset = question.path("offset").asLong(0);
    ArrayNode told = Json.mapper().createArrayNode();
    for (ObjectNode update : updates) {
      if (again || update.path("update_id").asLong() >= offset) {
        told.add(update);
      }
    }
    again = false;
    return told;
  }

  private void sendMessage(HttpExchange exchange, JsonNode message) throws IOException {
    String html = message.path("text").asString();
    if (!message.path("parse_mode").asString("").equals("HTML") || !isHtml(html)) {
      answer(exchange, 400, error(400, "Bad Request: can't parse entities"));
      return;
    }
    synchronized (this) {
      sent.add(new Sent(message.path("chat_id").asLong(), html));
    }
    answer(exchange, 200, ok(Json.mapper().createObjectNode().put("message_id", 1)));
  }

  private static boolean isHtml(String text) {
    try {
      var builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
      builder.setErrorHandler(null);
      builder.parse(new InputSource(new StringReader("<m>" + text + "</m>")));
      return !text.isBlank() && text.length() <= 4096;
    } catch (SAXException _) {
      return false;
    } catch (IOException | ParserConfigurationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String ok(JsonNode result) {
    ObjectNode answer = Json.mapper().createObjectNode().put("ok", true);
    answer.set("result", result);
    return answer.toString();
  }

  /** An error as Telegram tells it. */
  public static String error(int code, String description) {
    return Json.mapper()
        .createObjectNode()
        .put("ok", false)
        .put("error_code", code)
        .put("description", description)
        .toString();
  }

  private static void answer(HttpExchange exchange, int status, String json) throws IOException {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    goAway();
    threads.shutdownNow();
  }
}
