package io.tidemark.simulator.server;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker;
import io.tidemark.simulator.faults.StreamFaults;
import io.tidemark.simulator.stream.Session;
import io.tidemark.simulator.stream.StreamProtocol;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A WebSocket on a channel. */
final class StreamHandler extends SimpleChannelInboundHandler<WebSocketFrame> implements Session {

  private static final Logger LOG = LoggerFactory.getLogger(StreamHandler.class);

  private final StreamProtocol protocol;
  private final StreamFaults faults;
  private final WebSocketServerHandshaker handshaker;
  private final boolean isPrivate;
  private @Nullable Channel channel;

  StreamHandler(
      StreamProtocol protocol,
      StreamFaults faults,
      WebSocketServerHandshaker handshaker,
      boolean isPrivate) {
    this.protocol = protocol;
    this.faults = faults;
    this.handshaker = handshaker;
    this.isPrivate = isPrivate;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    channel = context.channel();
  }

  void open(boolean handshaken) {
    if (handshaken) {
      faults.opened(this, isPrivate);
      protocol.opened(this, isPrivate);
    } else {
      channel().close();
    }
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
    switch (frame) {
      case TextWebSocketFrame text -> protocol.received(this, text.text());
      case PingWebSocketFrame ping ->
          context.writeAndFlush(new PongWebSocketFrame(ping.content().retain()));
      case CloseWebSocketFrame close -> handshaker.close(context, close.retain());
      default -> LOG.debug("event=frame_ignored type={}", frame.getClass().getSimpleName());
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    faults.closed(this);
    protocol.closed(this);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    LOG.warn("event=stream_failed remote={}", context.channel().remoteAddress(), cause);
    context.close();
  }

  @Override
  public void send(String text) {
    channel().writeAndFlush(new TextWebSocketFrame(text));
  }

  @Override
  public void disconnect() {
    channel().close();
  }

  @Override
  public boolean isLagging() {
    return !channel().isWritable();
  }

  private Channel channel() {
    return Objects.requireNonNull(channel);
  }
}
