package io.tidemark.ml.network;

import ai.djl.engine.Engine;
import java.util.Optional;

/** The PyTorch engine of this process. */
public final class Torch {

  /** The name by which DJL knows it. */
  static final String NAME = "PyTorch";

  /** Threads for the operations of one network; read once, when the library is loaded. */
  public static final String THREADS_PROPERTY = "ai.djl.pytorch.num_threads";

  private static final String INTEROP_THREADS_PROPERTY = "ai.djl.pytorch.num_interop_threads";

  /**
   * Nothing may be fetched from the network: the library is on the class path, or there is none.
   */
  private static final String OFFLINE_PROPERTY = "ai.djl.offline";

  private Torch() {}

  /** Loads the library, if that was not done before. */
  static Engine engine() {
    setIfAbsent(OFFLINE_PROPERTY, "true");
    setIfAbsent(THREADS_PROPERTY, "1");
    setIfAbsent(INTEROP_THREADS_PROPERTY, "1");
    return Engine.getEngine(NAME);
  }

  private static void setIfAbsent(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }

  /** Why it cannot be used on this machine; empty if it can. Loads the library. */
  public static Optional<String> unusable() {
    return Probe.UNUSABLE;
  }

  private static final class Probe {

    static final Optional<String> UNUSABLE = probe();

    private Probe() {}

    private static Optional<String> probe() {
      try {
        engine();
        return Optional.empty();
      } catch (RuntimeException | LinkageError e) {
        return Optional.of(
            "PyTorch's native library cannot be loaded on %s %s: %s"
                .formatted(
                    System.getProperty("os.name"), System.getProperty("os.arch"), e.getMessage()));
      }
    }
  }
}
