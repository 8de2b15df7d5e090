package io.tidemark.simulator.server;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Serves a venue on one port. One thread does everything: it takes requests, turns the clock and
 * writes answers, so the venue needs no locks and all that happens has one order.
 */
public final class VenueServer implements AutoCloseable {

  private static final int LARGEST_REQUEST = 1 << 20;

  /** A session with more than this unsent lags, and holds the clock until it is down to a half. */
  private static final WriteBufferWaterMark LAG = new WriteBufferWaterMark(1 << 19, 1 << 20);

  private final EventLoopGroup loop =
      new MultiThreadIoEventLoopGroup(
          1, new DefaultThreadFactory("venue", true), NioIoHandler.newFactory());

  /** Runs something on the thread that owns the venue and waits for it. */
  public <T> T call(Callable<T> task) {
    try {
      return loop.submit(task).get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for the venue", e);
    } catch (ExecutionException e) {
      throw new CompletionException(e.getCause());
    }
  }

  /** Runs something on the thread that owns the venue, again and again. */
  public void every(long millis, Runnable task) {
    loop.scheduleWithFixedDelay(task, millis, millis, TimeUnit.MILLISECONDS);
  }

  /**
   * Listens.
   *
   * @param port 0 for any free one
   * @return the port
   * @throws IllegalStateException if the port is taken
   */
  public int listen(String host, int port, Routes routes) {
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(loop)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, LAG)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    channel
                        .pipeline()
                        .addLast(new HttpServerCodec())
                        .addLast(new HttpObjectAggregator(LARGEST_REQUEST))
                        .addLast(new HttpHandler(routes));
                  }
                });
    var bound = bootstrap.bind(host, port).awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw new IllegalStateException(
          "cannot listen on %s:%d: %s; give another port".formatted(host, port, bound.cause()),
          bound.cause());
    }
    Channel channel = bound.channel();
    return ((InetSocketAddress) channel.localAddress()).getPort();
  }

  /** Stops listening and closes all connections. */
  @Override
  public void close() {
    loop.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}
