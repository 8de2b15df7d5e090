package io.tidemark.operator.live;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;

/**
 * One client. Frames wait for it in a queue of its own, and a thread of its own sends them: a slow
 * client delays nobody. Where more wait than {@value #MOST_WAITING}, they are dropped, and it gets
 * a snapshot once it reads again. One that does not read at all is closed by the server after its
 * send limit.
 */
final class Connection {

  private static final Logger LOG = LoggerFactory.getLogger(Connection.class);
  private static final int MOST_WAITING = 32;
  private static final int MOST_UNREADABLE = 10;
  private static final String WAKE = "";

  private final WebSocketSession session;
  private final BlockingQueue<String> waiting = new LinkedBlockingQueue<>();
  private boolean greeted;
  private boolean dropped;
  private int unreadable;
  private final AtomicBoolean beingTold = new AtomicBoolean();
  private volatile @Nullable Watch watch;

  /**
   * What a client looks at.
   *
   * @param from of the board: what is behind it is new
   */
  record Watch(ClientMessage.WatchMarket what, long from) {}

  Connection(WebSocketSession session) {
    this.session = session;
  }

  /**
   * Sends what waits until the connection ends.
   *
   * @param snapshot gives one, and calls {@link #caughtUp} for it, while nothing else is sent
   */
  void run(Supplier<String> snapshot) {
    try {
      while (session.isOpen()) {
        String next = waiting.take();
        if (hasDropped()) {
          next = snapshot.get();
        }
        if (!next.equals(WAKE)) {
          session.sendMessage(new TextMessage(next));
        }
      }
    } catch (IOException | IllegalStateException e) {
      LOG.info("event=live_client_gone client={} cause=\"{}\"", session.getId(), e.getMessage());
      close(CloseStatus.SESSION_NOT_RELIABLE);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** Queues a frame of the stream; one that has not been greeted yet gets none. */
  synchronized void offer(String text) {
    if (!greeted || dropped) {
      return;
    }
    if (waiting.size() < MOST_WAITING) {
      waiting.add(text);
    } else {
      waiting.clear();
      dropped = true;
      waiting.add(WAKE);
    }
  }

  /** Begins the stream, or begins it again, with all of these frames. */
  synchronized void begin(List<String> texts) {
    greeted = true;
    waiting.addAll(texts);
  }

  /** Queues what is for this client alone; left out if it is slow, as newer will come. */
  void tell(String text) {
    if (waiting.size() < MOST_WAITING) {
      waiting.add(text);
    }
  }

  /** Whether it was told anything of the stream. */
  synchronized boolean isGreeted() {
    return greeted;
  }

  /** It knows all again. */
  synchronized void caughtUp() {
    waiting.clear();
    dropped = false;
  }

  private synchronized boolean hasDropped() {
    return dropped;
  }

  /** Notes a message that could not be read; whether they were too many in a row. */
  synchronized boolean isFedUp() {
    return ++unreadable >= MOST_UNREADABLE;
  }

  /** Notes one that could. */
  synchronized void understood() {
    unreadable = 0;
  }

  /** It looks at something else from now on. */
  synchronized void look(Watch at) {
    watch = at;
  }

  /** It was told what is new of what it looked at; nothing if it looks at something else now. */
  synchronized void told(Watch at, long upTo) {
    if (watch == at) {
      watch = new Watch(at.what(), upTo);
    }
  }

  @Nullable Watch watch() {
    return watch;
  }

  /** Begins to tell it of what it looks at; false while that goes on already. */
  boolean beginTelling() {
    return beingTold.compareAndSet(false, true);
  }

  void endTelling() {
    beingTold.set(false);
  }

  /** Nothing is sent any more. */
  void ended() {
    waiting.clear();
    waiting.add(WAKE);
  }

  void close(CloseStatus why) {
    try {
      session.close(why);
    } catch (IOException e) {
      LOG.debug("event=live_client_not_closed cause=\"{}\"", e.getMessage());
    }
  }
}
