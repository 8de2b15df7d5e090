package io.tidemark.execution;

import io.tidemark.exchange.ExchangeGateway;
import io.tidemark.exchange.SubmitOutcome;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** What can go wrong between a submission and its answer. */
final class DisturbedSubmissions {

  final AtomicInteger sent = new AtomicInteger();

  private final Disturbance disturbance;

  DisturbedSubmissions(Disturbance disturbance) {
    this.disturbance = disturbance;
  }

  enum Disturbance {
    /** The venue takes the order; its answer is lost. */
    ANSWER_LOST,
    /** The venue takes the order; the process ends before the answer. */
    DIES_AFTER_SENDING,
    /** The process ends before anything is sent. */
    DIES_BEFORE_SENDING
  }

  ExchangeGateway around(ExchangeGateway gateway) {
    InvocationHandler handler =
        (proxy, method, arguments) -> {
          if (!method.getName().equals("submit")) {
            return forward(gateway, method, arguments);
          }
          sent.incrementAndGet();
          return switch (disturbance) {
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
        };
    return (ExchangeGateway)
        Proxy.newProxyInstance(
            ExchangeGateway.class.getClassLoader(),
            new Class<?>[] {ExchangeGateway.class},
            handler);
  }

  private static Object forward(
      ExchangeGateway gateway, java.lang.reflect.Method method, Object[] arguments)
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
}
