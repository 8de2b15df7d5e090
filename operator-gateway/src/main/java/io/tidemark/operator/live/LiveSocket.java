package io.tidemark.operator.live;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.TextWebSocketHandler;

/** The clients' end of the hub. */
final class LiveSocket extends TextWebSocketHandler {

  /** More than one operator opens; each costs a thread and a queue. */
  private static final int MOST_CLIENTS = 100;

  private final LiveHub hub;
  private final Map<String, Connection> connections = new ConcurrentHashMap<>();

  LiveSocket(LiveHub hub) {
    this.hub = hub;
  }

  @Override
  public void afterConnectionEstablished(WebSocketSession session) {
    Connection connection = new Connection(session);
    if (hub.clients() >= MOST_CLIENTS) {
      connection.close(CloseStatus.SERVICE_OVERLOAD);
      return;
    }
    connections.put(session.getId(), connection);
    hub.joined(connection);
  }

  @Override
  protected void handleTextMessage(WebSocketSession session, TextMessage message) {
    Connection connection = connections.get(session.getId());
    if (connection != null) {
      hub.said(connection, message.getPayload());
    }
  }

  @Override
  public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
    Connection connection = connections.remove(session.getId());
    if (connection != null) {
      hub.left(connection);
      connection.ended();
    }
  }
}
