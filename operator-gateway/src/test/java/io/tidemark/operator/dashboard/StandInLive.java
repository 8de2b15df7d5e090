package io.tidemark.operator.dashboard;

import io.tidemark.kit.codec.Json;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The WebSocket: a snapshot, then what a test tells; frames missed follow on a resume. */
final class StandInLive {

  private static final String STREAM = "stream-of-the-stand-in";

  private final StandInRest rest;
  private final List<Session> sessions = new CopyOnWriteArrayList<>();
  private final List<ObjectNode> frames = new ArrayList<>();
  private final List<JsonNode> messages = new CopyOnWriteArrayList<>();
  private final ScheduledExecutorService heart = Executors.newSingleThreadScheduledExecutor();
  private int instruments = 3;
  private boolean open = true;

  StandInLive(StandInRest rest) {
    this.rest = rest;
    heart.scheduleAtFixedRate(this::beat, 1, 1, TimeUnit.SECONDS);
  }

  /** One connection. */
  static final class Connection extends Endpoint {

    private final StandInLive live;

    Connection(StandInLive live) {
      this.live = live;
    }

    @Override
    public void onOpen(Session session, EndpointConfig configuration) {
      live.opened(session);
    }

    @Override
    public void onClose(Session session, CloseReason reason) {
      live.sessions.remove(session);
    }
  }

  ServerEndpointConfig.Configurator configurator() {
    return new ServerEndpointConfig.Configurator() {
      @Override
      public <T> T getEndpointInstance(Class<T> type) {
        return type.cast(new Connection(StandInLive.this));
      }
    };
  }

  private void opened(Session session) {
    if (!open) {
      close(session);
      return;
    }
    session.addMessageHandler(
        String.class, (MessageHandler.Whole<String>) text -> heard(session, text));
  }

  private synchronized void heard(Session session, String text) {
    JsonNode message = Json.mapper().readTree(text);
    messages.add(message);
    if (!message.path("type").asString("").equals("resume")) {
      return;
    }
    if (message.path("stream").asString("").equals(STREAM)) {
      int known = message.path("sequence").asInt(0);
      frames.subList(known, frames.size()).forEach(frame -> send(session, frame));
    } else {
      send(session, snapshot());
    }
    sessions.add(session);
  }

  /** How many instruments the snapshot has. */
  void instruments(int count) {
    instruments = count;
  }

  /** What pages asked for, oldest first. */
  List<JsonNode> messages() {
    return messages;
  }

  /** Tells changes, now or once a page is back. */
  synchronized void tell(ObjectNode changes) {
    ObjectNode frame = frame("update").put("sequence", frames.size() + 1);
    frame.set("changes", changes);
    frames.add(frame);
    sessions.forEach(session -> send(session, frame));
  }

  /** Tells a frame of the market that is watched. */
  synchronized void tellWatched(ObjectNode watched) {
    watched.put("type", "watched").put("exchange", "kraken").put("symbol", "BTC/USD");
    watched.put("timeframe", "1m");
    sessions.forEach(session -> send(session, watched));
  }

  /** Cuts all connections, and takes no new one until {@link #takeConnections}. */
  void dropConnections() {
    open = false;
    sessions.forEach(StandInLive::close);
  }

  void takeConnections() {
    open = true;
  }

  private synchronized void beat() {
    ObjectNode beat = frame("heartbeat").put("sequence", frames.size());
    sessions.forEach(session -> send(session, beat));
  }

  private static ObjectNode frame(String type) {
    return Json.mapper()
        .createObjectNode()
        .put("type", type)
        .put("stream", STREAM)
        .put("time", "2026-11-20T14:00:12Z");
  }

  private ObjectNode snapshot() {
    ObjectNode frame = frame("snapshot").put("sequence", frames.size());
    frame.set("state", state());
    return frame;
  }

  /** The parts as the gateway makes them from REST and from what it heard. */
  private ObjectNode state() {
    try {
      ObjectNode state = Json.mapper().createObjectNode();
      state.set("status", rest.answer("status"));
      state.set("risk", rest.answer("risk"));
      state.set("equity", last(rest.answer("equity")));
      state.set("positions", rest.answer("positions").get("items"));
      state.set("thoughts", reversed("thoughts"));
      state.set("orders", reversed("orders"));
      state.set("fills", reversed("fills"));
      state.putArray("models").add(rest.answer("models").get("items").get(1));
      state.putArray("unavailable");
      ObjectNode markets = state.putObject("markets");
      ObjectNode decisions = state.putObject("decisions");
      for (int i = 0; i < instruments; i++) {
        String key = "kraken|" + StandInMarket.symbol(i);
        markets.set(key, StandInMarket.quote(i, 0));
        decisions.set(key + "|1m", StandInMarket.decisions(i, "rsi(14) = 51.2 is not below 30"));
      }
      return state;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode last(JsonNode page) {
    return page.get("items").get(page.get("items").size() - 1);
  }

  private ArrayNode reversed(String path) throws IOException {
    ArrayNode reversed = Json.mapper().createArrayNode();
    rest.answer(path).get("items").forEach(item -> reversed.insert(0, item));
    return reversed;
  }

  /** A page that has gone is told nothing any more. */
  private void send(Session session, JsonNode frame) {
    try {
      session.getBasicRemote().sendText(Json.mapper().writeValueAsString(frame));
    } catch (IOException | IllegalStateException _) {
      sessions.remove(session);
    }
  }

  private static void close(Session session) {
    try {
      session.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void close() {
    heart.shutdownNow();
  }
}
