package io.tidemark.exchange.stream;

import info.bitrich.xchangestream.service.netty.NettyStreamingService;
import info.bitrich.xchangestream.service.netty.WebSocketClientHandler;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshaker;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket connection over XChange's streaming client, used once. It hands on text as it came,
 * since decimals must reach the book's checksum digit by digit, and does not reconnect: its own
 * client would, after a fixed pause and without telling what was missed.
 */
final class VenueConnection extends NettyStreamingService<String> {

  /** What happens to the connection. Called by network threads. */
  interface Events {
    void opened();

    void received(String text);

    /** It is lost or could not be made; may be told more than once. */
    void lost(String why);
  }

  /** Snapshots of deep books are some hundred kilobytes. */
  private static final int LARGEST_FRAME_BYTES = 16 * 1024 * 1024;

  private final Events events;
  private volatile @Nullable Channel channel;
  private volatile boolean closed;

  VenueConnection(URI address, Duration connectTimeout, Events events) {
    super(address.toString(), LARGEST_FRAME_BYTES, connectTimeout, DEFAULT_RETRY_DURATION);
    this.events = events;
    setAutoReconnect(false);
  }

  void open() {
    var _ = subscribeDisconnect().subscribe(lost -> events.lost("connection closed"));
    var _ =
        connect()
            .subscribe(
                events::opened,
                failure ->
                    events.lost(failure.getClass().getSimpleName() + ": " + failure.getMessage()));
  }

  /** Sends without the client's log line, which would show a token. */
  void send(String text) {
    Channel open = channel;
    if (open != null) {
      var _ = open.writeAndFlush(new TextWebSocketFrame(text));
    }
  }

  /** Ends the connection and its threads; one that is being made ends once it has a channel. */
  void close() {
    closed = true;
    Channel open = channel;
    if (open != null) {
      end(open);
    }
  }

  private static void end(Channel open) {
    EventLoopGroup threads = open.eventLoop().parent();
    var _ = open.close();
    var _ = threads.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }

  @Override
  public void messageHandler(String message) {
    events.received(message);
  }

  @Override
  protected WebSocketClientHandler getWebSocketClientHandler(
      WebSocketClientHandshaker handshaker,
      WebSocketClientHandler.WebSocketMessageHandler handler) {
    return new ChannelKeepingHandler(handshaker, handler);
  }

  /** Text is not sorted into channels here. */
  @Override
  protected String getChannelNameFromMessage(String message) {
    return "";
  }

  @Override
  public String getSubscribeMessage(String channelName, Object... args) {
    throw new UnsupportedOperationException("protocols write their own messages");
  }

  @Override
  public String getUnsubscribeMessage(String channelName, Object... args) {
    throw new UnsupportedOperationException("protocols write their own messages");
  }

  private final class ChannelKeepingHandler extends NettyWebSocketClientHandler {

    ChannelKeepingHandler(
        WebSocketClientHandshaker handshaker,
        WebSocketClientHandler.WebSocketMessageHandler handler) {
      super(handshaker, handler);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
      channel = context.channel();
      super.handlerAdded(context);
      if (closed) {
        end(context.channel());
      }
    }
  }
}
