package io.tidemark.simulator.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshakerFactory;
import io.netty.handler.flush.FlushConsolidationHandler;
import io.tidemark.simulator.control.ControlApi;
import io.tidemark.simulator.faults.RestAnswer;
import io.tidemark.simulator.rest.KrakenJson;
import io.tidemark.simulator.rest.RestApi;
import io.tidemark.simulator.stream.StreamProtocol;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers HTTP requests, and turns those for a WebSocket into one. */
final class HttpHandler extends SimpleChannelInboundHandler<FullHttpRequest> {

  static final String PUBLIC_STREAM = "/ws";
  static final String PRIVATE_STREAM = "/ws-auth";
  static final String PUBLIC_STREAM_V2 = "/ws/v2";
  static final String PRIVATE_STREAM_V2 = "/ws-auth/v2";

  private static final Logger LOG = LoggerFactory.getLogger(HttpHandler.class);

  /** Messages that are sent to the system together, where one turn of the clock makes so many. */
  private static final int MOST_UNFLUSHED = 512;

  private static final String JSON = "application/json";
  private static final int LARGEST_FRAME = 1 << 20;

  private final Routes routes;

  HttpHandler(Routes routes) {
    this.routes = routes;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
    String uri = request.uri();
    int question = uri.indexOf('?');
    String path = question < 0 ? uri : uri.substring(0, question);
    String query = question < 0 ? "" : uri.substring(question + 1);
    if (path.equals(PUBLIC_STREAM) || path.equals(PRIVATE_STREAM)) {
      upgrade(context, request, routes.streams(), path.equals(PRIVATE_STREAM));
    } else if (path.equals(PUBLIC_STREAM_V2) || path.equals(PRIVATE_STREAM_V2)) {
      upgrade(context, request, routes.streamsV2(), path.equals(PRIVATE_STREAM_V2));
    } else if (path.startsWith(ControlApi.PATH)) {
      ControlApi.Answer answer =
          routes.control().answer(request.method().name(), path, body(request));
      write(
          context,
          HttpUtil.isKeepAlive(request),
          HttpResponseStatus.valueOf(answer.status()),
          JSON,
          KrakenJson.write(answer.body()));
    } else {
      answer(
          context,
          HttpUtil.isKeepAlive(request),
          routes.rest().answer(call(context, request, path, query)));
    }
  }

  private static RestApi.Call call(
      ChannelHandlerContext context, FullHttpRequest request, String path, String query) {
    return new RestApi.Call(
        path,
        query,
        request.method().equals(HttpMethod.POST) ? body(request) : "",
        request.headers().get("API-Key", ""),
        request.headers().get("API-Sign", ""),
        address(context));
  }

  private static String address(ChannelHandlerContext context) {
    return context.channel().remoteAddress() instanceof InetSocketAddress remote
        ? remote.getHostString()
        : "";
  }

  private static void answer(ChannelHandlerContext context, boolean keepAlive, RestAnswer answer) {
    if (answer.after().isZero()) {
      deliver(context, keepAlive, answer);
    } else {
      context
          .executor()
          .schedule(
              () -> deliver(context, keepAlive, answer),
              answer.after().toMillis(),
              TimeUnit.MILLISECONDS);
    }
  }

  private static void deliver(ChannelHandlerContext context, boolean keepAlive, RestAnswer answer) {
    switch (answer.delivery()) {
      case SENT ->
          write(
              context,
              keepAlive,
              HttpResponseStatus.valueOf(answer.status()),
              answer.contentType(),
              answer.body());
      case CLOSED -> context.close();
      case NEVER -> LOG.debug("event=answer_withheld remote={}", context.channel().remoteAddress());
    }
  }

  private static String body(FullHttpRequest request) {
    return request.content().toString(StandardCharsets.UTF_8);
  }

  private void upgrade(
      ChannelHandlerContext context,
      FullHttpRequest request,
      StreamProtocol protocol,
      boolean isPrivate) {
    if (routes.streamFaults().refusesConnection(isPrivate)) {
      write(context, HttpUtil.isKeepAlive(request), HttpResponseStatus.SERVICE_UNAVAILABLE, "", "");
      return;
    }
    String address =
        "ws://" + request.headers().get(HttpHeaderNames.HOST, "localhost") + request.uri();
    WebSocketServerHandshaker handshaker =
        new WebSocketServerHandshakerFactory(address, null, true, LARGEST_FRAME)
            .newHandshaker(request);
    if (handshaker == null) {
      WebSocketServerHandshakerFactory.sendUnsupportedVersionResponse(context.channel());
      return;
    }
    StreamHandler streams =
        new StreamHandler(protocol, routes.streamFaults(), handshaker, isPrivate);
    context.pipeline().addFirst(new FlushConsolidationHandler(MOST_UNFLUSHED, true));
    context.pipeline().replace(this, "stream", streams);
    handshaker
        .handshake(context.channel(), request)
        .addListener(done -> streams.open(done.isSuccess()));
  }

  private static void write(
      ChannelHandlerContext context,
      boolean keepAlive,
      HttpResponseStatus status,
      String contentType,
      String body) {
    ByteBuf bytes = ByteBufUtil.writeUtf8(context.alloc(), body);
    FullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, bytes);
    if (!contentType.isEmpty()) {
      response.headers().set(HttpHeaderNames.CONTENT_TYPE, contentType);
    }
    HttpUtil.setContentLength(response, bytes.readableBytes());
    HttpUtil.setKeepAlive(response, keepAlive);
    context.writeAndFlush(response);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    LOG.warn("event=connection_failed remote={}", context.channel().remoteAddress(), cause);
    context.close();
  }
}
