package io.tidemark.execution;

import io.tidemark.exchange.AccountListener;
import io.tidemark.exchange.ExchangeGateway;
import io.tidemark.exchange.StreamChange;
import io.tidemark.exchange.SubmitOutcome;
import io.tidemark.exchange.VenueFill;
import io.tidemark.exchange.VenueOrderState;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What can go wrong between the service and its venue. */
final class DisturbedVenue {

  final AtomicInteger sent = new AtomicInteger();

  /** The service's own way to its venue, once it is open. */
  final AtomicReference<@Nullable ExchangeGateway> gateway = new AtomicReference<>();

  private final Disturbance disturbance;

  DisturbedVenue(Disturbance disturbance) {
    this.disturbance = disturbance;
  }

  enum Disturbance {
    /** Nothing. */
    NONE,
    /** The venue takes the order; its answer is lost. */
    ANSWER_LOST,
    /** The venue takes the order; the process ends before the answer. */
    DIES_AFTER_SENDING,
    /** The process ends before anything is sent. */
    DIES_BEFORE_SENDING,
    /** The account's stream is connected and tells nothing. */
    SILENT_STREAM
  }

  ExchangeGateway around(ExchangeGateway gateway) {
    this.gateway.set(gateway);
    InvocationHandler handler =
        (proxy, method, arguments) -> {
          return switch (method.getName()) {
            case "submit" -> submit(gateway, method, arguments);
            case "subscribeAccount" ->
                disturbance == Disturbance.SILENT_STREAM
                    ? gateway.subscribeAccount(new Deaf())
                    : forward(gateway, method, arguments);
            default -> forward(gateway, method, arguments);
          };
        };
    return (ExchangeGateway)
        Proxy.newProxyInstance(
            ExchangeGateway.class.getClassLoader(),
            new Class<?>[] {ExchangeGateway.class},
            handler);
  }

  private Object submit(ExchangeGateway gateway, Method method, Object[] arguments)
      throws Throwable {
    sent.incrementAndGet();
    return switch (disturbance) {
      case NONE, SILENT_STREAM -> forward(gateway, method, arguments);
      case ANSWER_LOST -> {
        forward(gateway, method, arguments);
        yield new SubmitOutcome.Ambiguous("the test lost the answer");
      }
      case DIES_AFTER_SENDING -> {
        forward(gateway, method, arguments);
        yield never();
      }
      case DIES_BEFORE_SENDING -> never();
    };
  }

  private static Object forward(ExchangeGateway gateway, Method method, Object[] arguments)
      throws Throwable {
    try {
      return method.invoke(gateway, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  /** The thread is lost to the service, as all threads are when a process ends. */
  private static Object never() throws InterruptedException {
    new CountDownLatch(1).await();
    throw new IllegalStateException("nothing counts the latch down");
  }

  private static final class Deaf implements AccountListener {

    @Override
    public void onOrder(VenueOrderState order) {}

    @Override
    public void onFill(VenueFill fill) {}

    @Override
    public void onStreamChange(StreamChange change) {}
  }
}
