package io.tidemark.operator.dashboard;

import io.tidemark.kit.codec.Json;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** REST from answers on record; writes need a session, as at the gateway. */
final class StandInRest extends HttpServlet {

  private static final long serialVersionUID = 1L;

  /** The key that opens a session. */
  static final String KEY = "the-operators-key";

  private static final String CSRF = "csrf-of-the-session";
  private static final String COOKIE = "TIDEMARK_SESSION";

  /** A write that was let through. */
  record Write(String method, String path, @Nullable String idempotencyKey, JsonNode body) {}

  private final transient Map<String, JsonNode> answers = new ConcurrentHashMap<>();
  private final transient List<Write> writes = new CopyOnWriteArrayList<>();
  private final transient List<String> refused = new CopyOnWriteArrayList<>();
  private final transient Map<String, JsonNode> commands = new ConcurrentHashMap<>();

  /** What a path under {@code /api/v1} tells, as its page of all. */
  JsonNode answer(String path) throws IOException {
    JsonNode told = answers.get(path);
    if (told == null) {
      told = recorded(path);
      answers.put(path, told);
    }
    return told;
  }

  /** From now on the path tells this. */
  void answer(String path, JsonNode told) {
    answers.put(path, told);
  }

  /** What was let through, oldest first. */
  List<Write> writes() {
    return writes;
  }

  /** Paths of writes that were refused for want of a session. */
  List<String> refused() {
    return refused;
  }

  private static JsonNode recorded(String path) throws IOException {
    if (path.equals("candles")) {
      return StandInMarket.candles();
    }
    if (path.equals("equity")) {
      return StandInMarket.equity();
    }
    byte[] file = StandInPages.read("/dashboard/rest/" + path.replace('/', '_') + ".json");
    return file == null
        ? Json.mapper().createObjectNode().put("status", 404)
        : Json.mapper().readTree(file);
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String path = path(request);
    if (path.equals("session")) {
      write(response, 200, session(isSignedIn(request)));
      return;
    }
    if (path.startsWith("control/commands/")) {
      write(response, 200, commands.get(path.substring(path.lastIndexOf('/') + 1)));
      return;
    }
    JsonNode told = answer(path);
    if (told.path("status").isInt() && told.size() == 1) {
      problem(response, told.path("status").asInt(), "nothing is known of " + path);
      return;
    }
    write(response, 200, told.has("items") ? slice(told, request) : told);
  }

  /** The page that was asked for, of the items that pass the filters. */
  private static JsonNode slice(JsonNode told, HttpServletRequest request) {
    int page = number(request, "page", 0);
    int size = number(request, "size", 100);
    ArrayNode found = Json.mapper().createArrayNode();
    told.get("items")
        .forEach(
            item -> {
              if (passes(item, request)) {
                found.add(item);
              }
            });
    ArrayNode items = Json.mapper().createArrayNode();
    for (int i = page * size; i < Math.min((page + 1) * size, found.size()); i++) {
      items.add(found.get(i));
    }
    ObjectNode answer = Json.mapper().createObjectNode();
    answer.set("items", items);
    return answer.put("page", page).put("size", size).put("total", found.size());
  }

  private static boolean passes(JsonNode item, HttpServletRequest request) {
    String symbol = request.getParameter("symbol");
    String time =
        Stream.of("openTime", "closeTime", "eventTime")
            .filter(item::has)
            .findFirst()
            .map(name -> item.get(name).asString())
            .orElse("");
    return (symbol == null || !item.has("symbol") || symbol.equals(item.get("symbol").asString()))
        && (request.getParameter("from") == null
            || !Instant.parse(time).isBefore(Instant.parse(request.getParameter("from"))))
        && (request.getParameter("to") == null
            || Instant.parse(time).isBefore(Instant.parse(request.getParameter("to"))));
  }

  private static int number(HttpServletRequest request, String name, int otherwise) {
    String given = request.getParameter(name);
    return given == null ? otherwise : Integer.parseInt(given);
  }

  @Override
  protected void doDelete(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    doPost(request, response);
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String path = path(request);
    JsonNode body = Json.mapper().readTree(request.getInputStream());
    if (path.equals("session")) {
      signIn(body, response);
    } else if (!isSignedIn(request) || !CSRF.equals(request.getHeader("X-CSRF-TOKEN"))) {
      refused.add(path);
      problem(response, 401, "a key is needed: sign in, or send X-API-Key");
    } else if (path.startsWith("control/") && !body.path("confirm").asBoolean(false)) {
      problem(response, 409, "2 positions are open and stay open; confirm with \"confirm\": true");
    } else {
      take(request, path, body, response);
    }
  }

  private void take(
      HttpServletRequest request, String path, JsonNode body, HttpServletResponse response)
      throws IOException {
    writes.add(new Write(request.getMethod(), path, request.getHeader("Idempotency-Key"), body));
    ObjectNode command = Json.mapper().createObjectNode();
    command.put("commandId", "c0ffee00-0000-5000-8000-%012d".formatted(writes.size()));
    command.put("state", "ISSUED");
    command.put("id", "d0ffee00-0000-5000-8000-%012d".formatted(writes.size()));
    ObjectNode done = command.deepCopy();
    done.put("state", "ACKNOWLEDGED").put("acknowledgedAt", "2026-11-20T14:00:20.017Z");
    done.put("milliseconds", 17);
    done.putArray("acknowledgements")
        .addObject()
        .put("service", "position-service")
        .put("state", "REDUCING")
        .put("milliseconds", 17);
    done.putArray("waitingFor")
        .addObject()
        .put("service", "ml-service")
        .put("health", "DOWN")
        .put("since", "2026-11-20T13:58:00Z");
    commands.put(command.get("commandId").asString(), done);
    write(response, 202, command);
  }

  private static void signIn(JsonNode body, HttpServletResponse response) throws IOException {
    if (!KEY.equals(body.path("key").asString(""))) {
      problem(response, 401, "the key is wrong");
      return;
    }
    Cookie cookie = new Cookie(COOKIE, "1");
    cookie.setHttpOnly(true);
    cookie.setPath("/");
    response.addCookie(cookie);
    write(response, 200, session(true));
  }

  private static ObjectNode session(boolean signedIn) {
    ObjectNode session = Json.mapper().createObjectNode();
    session.put("writable", signedIn).put("keyNeeded", true).put("readKeyNeeded", false);
    if (signedIn) {
      session.put("role", "OPERATOR").put("by", "session");
      session.putObject("csrf").put("header", "X-CSRF-TOKEN").put("token", CSRF);
    }
    return session;
  }

  private static boolean isSignedIn(HttpServletRequest request) {
    return Stream.ofNullable(request.getCookies())
        .flatMap(Arrays::stream)
        .anyMatch(cookie -> cookie.getName().equals(COOKIE));
  }

  private static String path(HttpServletRequest request) {
    return request.getPathInfo().substring(1);
  }

  private static void problem(HttpServletResponse response, int status, String detail)
      throws IOException {
    ObjectNode problem = Json.mapper().createObjectNode();
    response.setContentType("application/problem+json");
    response.setStatus(status);
    problem.put("status", status).put("detail", detail);
    response.getOutputStream().write(Json.mapper().writeValueAsBytes(problem));
  }

  private static void write(HttpServletResponse response, int status, @Nullable JsonNode body)
      throws IOException {
    response.setStatus(status);
    response.setContentType("application/json");
    response.getOutputStream().write(Json.mapper().writeValueAsBytes(body));
  }
}
